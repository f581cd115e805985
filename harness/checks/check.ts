import type { Judged } from "../judged.ts";
import type { Deviation, Outcome } from "../verdict.ts";
import type { Rules } from "./rules.ts";

/** One rule that every answer must keep. A pure function of what was sent, what came and what the document says. */
export interface Check {
  readonly name: string;
  /** What it promises, in one sentence, for the reports. */
  readonly promise: string;
  readonly judge: (judged: Judged, rules: Rules) => Outcome;
}

export const conforms: Outcome = { outcome: "conforms" };

export function violates(...deviations: readonly Deviation[]): Outcome {
  return deviations.length === 0 ? conforms : { outcome: "violates", deviations };
}

export function undecided(reason: string): Outcome {
  return { outcome: "undecided", reason };
}
