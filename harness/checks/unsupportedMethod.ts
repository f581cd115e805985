import { conforms, undecided, violates, type Check } from "./check.ts";
import { isForeign, operationsAt } from "./fault.ts";

/** Statuses that speak of neither path nor method: they come before the method is looked at. */
const BEFORE_ROUTING = new Set([400, 401, 403, 407, 408, 411, 413, 414, 429, 431]);

/**
 * RFC 9110, section 15.5.6: a method that the path does not document is refused with 405, or with what the rules tolerate in its stead.
 * HEAD and OPTIONS are the server's own (sections 9.3.2 and 9.3.7). A failure of the server is `notAServerError`'s to tell.
 */
export const unsupportedMethod: Check = {
  name: "unsupportedMethod",
  promise: "A method that the path does not document is refused.",
  judge(judged, { unsupportedMethod: refusals }) {
    const { operation, request, response } = judged;
    if (!isForeign(judged) || request.method === "HEAD" || request.method === "OPTIONS") return conforms;
    if (refusals.includes(response.status) || response.status >= 500) return conforms;
    if (operationsAt(judged).some(({ method }) => method === request.method))
      return undecided("another path of the document fits the target and has the method");
    if (BEFORE_ROUTING.has(response.status) || (response.status >= 300 && response.status < 400))
      return undecided(`${response.status} for an unsupported method may come from in front of the operation`);
    return violates({
      pointer: operation.pointer,
      received: `status ${response.status} for ${request.method}`,
      documented: `a refusal (${refusals.join(", ")}): the path has no ${request.method}`,
      kind: `${request.method} ${response.status}`,
    });
  },
};
