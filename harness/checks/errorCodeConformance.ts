import type { Judged } from "../judged.ts";
import { headerOf } from "../wire/headers.ts";
import { conforms, violates, type Check } from "./check.ts";
import { faultOf, type Fault } from "./fault.ts";
import type { Wrong } from "./rules.ts";

/** Statuses that name a fault of the request which can be told apart from others. The rest of 4xx speaks of state, credentials or load. */
const NAMES_A_FAULT = new Set([400, 405, 406, 411, 415, 422]);

/**
 * Where a request has one fault, and the document has the status that says so, the refusal has it too: 406 for what cannot be accepted, 415 for an unknown
 * content type. Any order of looking at a request is right, so only a request with nothing else amiss or open counts.
 */
export const errorCodeConformance: Check = {
  name: "errorCodeConformance",
  promise: "A refusal has the documented status for what is wrong.",
  judge(judged, { errorCodes }) {
    const { operation, response } = judged;
    const wrong = NAMES_A_FAULT.has(response.status) ? onlyFault(judged) : undefined;
    if (wrong === undefined || mayMean(response.status, wrong, judged)) return conforms;
    const expected = errorCodes[wrong].filter((status) => isDocumented(judged, status));
    if (expected.length === 0 || errorCodes[wrong].includes(response.status)) return conforms;
    return violates({
      pointer: `${operation.pointer}/responses/${expected[0]}`,
      received: `status ${response.status} for a request whose only fault is its ${NOUNS[wrong]}`,
      documented: `status ${expected.join(" or ")}`,
      kind: `${wrong} ${response.status}`,
    });
  },
};

const NOUNS: Readonly<Record<Wrong, string>> = {
  credentials: "credentials",
  accept: "Accept",
  mediaType: "content type",
  content: "content",
};

function onlyFault({ classification }: Judged): Wrong | undefined {
  if (classification.kind !== "invalid") return undefined;
  const [first, ...more] = new Set(classification.failures.map((failure) => wrongOf(faultOf(failure))));
  return more.length > 0 ? undefined : first;
}

function wrongOf(fault: Fault): Wrong | undefined {
  if (fault === "method") return undefined;
  return fault === "missingHeader" ? "content" : fault;
}

/** Whether the status may have a reason beside the fault. */
function mayMean(status: number, wrong: Wrong, { classification, request, state }: Judged): boolean {
  // A body that is not there has no content type, and no length.
  if (wrong === "content")
    return (status === 415 && headerOf(request.headers, "content-type") === undefined) || status === 411;
  if (wrong === "credentials" && status === 400 && classification.kind === "invalid")
    // RFC 6750, section 3.1: credentials in a broken form are a broken request.
    return classification.failures.some(({ keyword }) => keyword === "malformedCredentials");
  if (status !== 400 && status !== 422) return false;
  return !state.known || (classification.kind === "invalid" && classification.doubt === true);
}

function isDocumented({ operation }: Judged, status: number): boolean {
  return operation.responses.some((response) => response.status === String(status));
}
