import { failuresOf } from "../checks/fault.ts";
import { classify } from "../wire/classify.ts";
import { OVERSIGHTS } from "./mock-acceptances.ts";
import { bodyFault, WRONG_ANSWERS } from "./mock-answers.ts";
import type { MockFault, Suspect } from "./mock-fault.ts";
import { MISREADINGS } from "./mock-rejections.ts";
import { mockViolations } from "./mock-violations.ts";

/**
 * The reason, where an answer of Prism that deviates from the document shows one of its known faults: in what Prism itself complains of, in what the document
 * says of the request, in where a value comes from. What shows none stays a finding: then the harness may be wrong. Not to be asked of other targets.
 */
export function explainMock(deviation: Omit<Suspect, "violations">): MockFault | undefined {
  const suspect = { ...deviation, violations: mockViolations(deviation.response) };
  const { check } = suspect.finding;
  const wrong = WRONG_ANSWERS.find(({ checks, shows }) => checks.includes(check) && shows(suspect));
  if (wrong !== undefined) return { class: wrong.class, explanation: wrong.explanation };
  if (check === "positiveDataAcceptance" || check === "errorCodeConformance") return rejectionFault(suspect);
  if (check === "negativeDataRejection") return acceptanceFault(suspect);
  return check === "responseSchemaConformance" || check === "writeOnlyHidden" ? bodyFault(suspect) : undefined;
}

/** One complaint that is right, and the refusal is. */
function rejectionFault(suspect: Suspect): MockFault | undefined {
  const reasons = suspect.violations
    .filter(({ side }) => side === "request")
    .map((complaint) => MISREADINGS.find(({ misreads }) => misreads(complaint, suspect))?.explanation);
  return because("falseRejection", reasons);
}

/** One failure that Prism must have seen, and its silence has another reason. */
function acceptanceFault(suspect: Suspect): MockFault | undefined {
  const { operation, request, views, violations } = suspect;
  if (violations.some(({ side }) => side === "request")) return undefined;
  const classification = classify(operation, request, views.request);
  const failures = failuresOf({ classification }, "content", "mediaType", "accept");
  const reasons = failures.map(
    (failure) => OVERSIGHTS.find(({ overlooks }) => overlooks(failure, suspect))?.explanation,
  );
  return because("falseAcceptance", reasons);
}

function because(kind: MockFault["class"], reasons: readonly (string | undefined)[]): MockFault | undefined {
  const [first] = reasons;
  return first === undefined || reasons.includes(undefined) ? undefined : { class: kind, explanation: first };
}
