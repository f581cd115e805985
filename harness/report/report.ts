import type { DiagnosticEvent, EndEvent, FindingEvent, RunEvent } from "../log/events.ts";

/** What a log says, folded: the value that every report is written from. `report/json.ts` prints it as it is. */
export interface Report {
  readonly covenant: string;
  readonly document: string;
  readonly target: string;
  readonly seed: number;
  /** `unfinished`: the log has no end; the run was killed, or still goes on. */
  readonly outcome: EndEvent["outcome"] | "unfinished";
  readonly reason?: string;
  readonly totals: Totals;
  readonly findings: readonly ReportedFinding[];
  /** Deviations that are the mock's own doing. */
  readonly mockFaults: readonly ReportedFinding[];
  /** By operation, each documented status and each that came, with the times it was seen; 0 where it never was. */
  readonly statuses: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Why verdicts stayed open, and how often, most frequent first. */
  readonly undecided: readonly { readonly reason: string; readonly times: number }[];
  readonly diagnostics: readonly Omit<DiagnosticEvent, "type">[];
}

export interface Totals {
  readonly operations: number;
  /** Operations that have answered with 2xx at least once. */
  readonly reached: number;
  readonly requests: number;
  readonly findings: number;
  readonly undecided: number;
  readonly ms: number;
}

export interface ReportedFinding extends Omit<FindingEvent, "type" | "stage"> {
  /** How many exchanges showed it. */
  readonly seen: number;
}

export type Documented = RunEvent["documented"];
