import { conforms, undecided, violates, type Check } from "./check.ts";
import { failuresOf } from "./fault.ts";

/**
 * What the document calls invalid is refused: any 4xx is a refusal, a 2xx is not (RFC 9110, section 15.5).
 * Methods, missing headers and credentials have checks of their own, so that one defect is told once.
 */
export const negativeDataRejection: Check = {
  name: "negativeDataRejection",
  promise: "A request that the document does not allow is refused.",
  judge(judged) {
    const { status } = judged.response;
    const [first] = failuresOf(judged, "content", "mediaType", "accept");
    if (first === undefined || status >= 400) return conforms;
    if (status < 200 || status >= 300)
      return undecided(`an invalid request was answered ${status}, neither taken nor refused`);
    return violates({
      pointer: first.pointer,
      received: `status ${status} for a request that breaks ${first.keyword} at ${first.at}`,
      documented: `a refusal (4xx): ${first.keyword} does not hold`,
      kind: first.keyword,
    });
  },
};
