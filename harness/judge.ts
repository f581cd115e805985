import { checks } from "./checks/index.ts";
import type { Check } from "./checks/check.ts";
import { isForeign } from "./checks/fault.ts";
import { negativeDataRejection } from "./checks/negativeDataRejection.ts";
import { notAServerError } from "./checks/notAServerError.ts";
import { stackTraceLeak } from "./checks/stackTraceLeak.ts";
import { DEFAULT_RULES, type Rules } from "./checks/rules.ts";
import type { Judged } from "./judged.ts";
import type { Deviation } from "./verdict.ts";
import { isMisframed } from "./wire/framing.ts";
import { fingerprint } from "./fingerprint.ts";

/** A check's deviation, named. */
export interface Finding extends Deviation {
  readonly id: string;
  readonly check: string;
  readonly operation: string;
}

export type Verdict =
  | { readonly verdict: "conforms" }
  | { readonly verdict: "violates"; readonly findings: readonly Finding[] }
  | { readonly verdict: "undecided"; readonly reasons: readonly string[] };

/** What is no message is refused by HTTP, whose refusals the document does not describe. */
const OF_MISFRAMED: readonly Check[] = [notAServerError, stackTraceLeak, negativeDataRejection];

/** All checks over one exchange: one violation is enough for `violates`, one open question for `undecided`. */
export function judge(judged: Judged, rules: Rules = DEFAULT_RULES): Verdict {
  const seen: Judged = isForeign(judged) ? { ...judged, documented: undefined } : judged;
  const findings: Finding[] = [];
  const reasons: string[] = [];
  for (const { name, judge: check } of isMisframed(judged.request) ? OF_MISFRAMED : checks) {
    const outcome = check(seen, rules);
    if (outcome.outcome === "undecided") reasons.push(`${name}: ${outcome.reason}`);
    if (outcome.outcome === "violates")
      findings.push(...outcome.deviations.map((deviation) => found(name, judged, deviation)));
  }
  if (findings.length > 0) return { verdict: "violates", findings };
  return reasons.length > 0 ? { verdict: "undecided", reasons } : { verdict: "conforms" };
}

function found(check: string, { operation }: Judged, deviation: Deviation): Finding {
  return { id: fingerprint(check, operation.id, deviation), check, operation: operation.id, ...deviation };
}
