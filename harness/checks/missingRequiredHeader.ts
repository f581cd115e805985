import { conforms, undecided, violates, type Check } from "./check.ts";
import { failuresOf } from "./fault.ts";

/** OAS 3.1, Parameter Object, `required`: a request without a required header is refused, with whatever 4xx. */
export const missingRequiredHeader: Check = {
  name: "missingRequiredHeader",
  promise: "A request without a required header is refused.",
  judge(judged) {
    const { status } = judged.response;
    const missing = failuresOf(judged, "missingHeader");
    if (missing.length === 0 || status >= 400) return conforms;
    if (status < 200 || status >= 300)
      return undecided(`a request without a required header was answered ${status}, neither taken nor refused`);
    return violates(
      ...missing.map(({ at, pointer }) => ({
        pointer,
        received: `status ${status} for a request without ${at.replace(".", " ")}`,
        documented: "a refusal (4xx): the header is required",
        kind: "required",
      })),
    );
  },
};
