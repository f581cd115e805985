import { conforms, undecided, violates, type Check } from "./check.ts";

/** What the document calls invalid is refused: any 4xx is a refusal, a 2xx is not (RFC 9110, section 15.5). */
export const negativeDataRejection: Check = {
  name: "negativeDataRejection",
  promise: "A request that the document does not allow is refused.",
  judge({ classification, response }) {
    if (classification.kind !== "invalid" || response.status >= 400) return conforms;
    if (response.status < 200 || response.status >= 300)
      return undecided(`an invalid request was answered ${response.status}, neither taken nor refused`);
    const [first] = classification.failures;
    if (first === undefined) return conforms;
    return violates({
      pointer: first.pointer,
      received: `status ${response.status} for a request that breaks ${first.keyword} at ${first.at}`,
      documented: `a refusal (4xx): ${first.keyword} does not hold`,
      kind: first.keyword,
    });
  },
};
