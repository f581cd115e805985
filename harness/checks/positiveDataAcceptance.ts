import { conforms, undecided, violates, type Check } from "./check.ts";

/** Statuses that blame the request's own form or content. The rest of 4xx speaks of state, credentials or load. */
const BLAMES_THE_REQUEST = new Set([400, 405, 406, 411, 413, 414, 415, 416, 417, 422, 431]);

/**
 * What the document calls valid is not refused as malformed.
 * Undecided wherever something beside the request's form can be the reason: values that only a state makes right, credentials, a conflict, load.
 * A request with credentials that must open nothing is to be refused, in whatever way.
 */
export const positiveDataAcceptance: Check = {
  name: "positiveDataAcceptance",
  promise: "A request that the document allows is not refused as malformed.",
  judge({ classification, credentials, operation, response, state }) {
    if (credentials !== undefined) return conforms;
    if (response.status < 400 || response.status >= 500 || classification.kind === "invalid") return conforms;
    if (classification.kind === "undecidable") return undecided(classification.reason);
    if (!BLAMES_THE_REQUEST.has(response.status)) {
      return state.known && response.status !== 404
        ? undecided(`${response.status} may speak of state, credentials or load`)
        : conforms;
    }
    if (!state.known) return undecided(state.reason);
    return violates({
      pointer: operation.pointer,
      received: `status ${response.status} for a request that keeps to the document`,
      documented: "acceptance: every parameter and the body are valid",
      kind: String(response.status),
    });
  },
};
