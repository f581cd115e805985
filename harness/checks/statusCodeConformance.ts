import { conforms, violates, type Check } from "./check.ts";

/** OAS 3.1, Responses Object: the statuses that an operation answers with. A server error is `notAServerError`'s to tell. */
export const statusCodeConformance: Check = {
  name: "statusCodeConformance",
  promise: "Every status is one that the operation documents.",
  judge({ operation, response, documented }) {
    if (documented !== undefined || response.status >= 500) return conforms;
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
