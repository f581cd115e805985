import { conforms, undecided, violates, type Check } from "./check.ts";
import { isForeign } from "./fault.ts";

/** Refusals of a request as such, and limits of the server (RFC 9110, section 15.5; RFC 6585, section 5): where nobody can say whether a request is valid, such an answer is no news. */
const REFUSES_THE_REQUEST = new Set([400, 405, 406, 408, 411, 413, 414, 415, 417, 422, 431]);

/** OAS 3.1, Responses Object: the statuses that an operation answers with. A server error is `notAServerError`'s to tell. */
export const statusCodeConformance: Check = {
  name: "statusCodeConformance",
  promise: "Every status is one that the operation documents.",
  judge({ operation, request, response, documented, classification }) {
    if (documented !== undefined || response.status >= 500 || isForeign({ operation, request })) return conforms;
    if (REFUSES_THE_REQUEST.has(response.status) && classification.kind === "undecidable")
      return undecided(`${response.status} is not documented, but neither is what was sent`);
    return violates({
      pointer: `${operation.pointer}/responses`,
      received: `status ${response.status}`,
      documented: listed(operation.responses.map(({ status }) => status)),
      kind: String(response.status),
    });
  },
};

function listed(statuses: readonly string[]): string {
  if (statuses.length === 0) return "no response at all";
  return statuses.length === 1
    ? `status ${statuses[0]}`
    : `status ${statuses.slice(0, -1).join(", ")} or ${statuses.at(-1)}`;
}
