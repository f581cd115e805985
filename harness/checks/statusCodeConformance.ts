import { conforms, undecided, violates, type Check } from "./check.ts";
import { isForeign } from "./fault.ts";

/** Limits of the server rather than of an operation (RFC 9110, section 15.5; RFC 6585, section 5): a document need not repeat them everywhere. */
const LIMITS = new Set([408, 413, 414, 431]);

/** OAS 3.1, Responses Object: the statuses that an operation answers with. A server error is `notAServerError`'s to tell. */
export const statusCodeConformance: Check = {
  name: "statusCodeConformance",
  promise: "Every status is one that the operation documents.",
  judge({ operation, request, response, documented, classification }) {
    if (documented !== undefined || response.status >= 500 || isForeign({ operation, request })) return conforms;
    if (LIMITS.has(response.status) && classification.kind === "undecidable")
      return undecided(`${response.status} may speak of a limit of the server`);
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
