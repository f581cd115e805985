import type { CoverageEvent, DiagnosticEvent, EndEvent, FindingEvent } from "../log/events.ts";

/** What a log says, folded: the value that every report is written from. `json.ts` prints it as it is. */
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
  /** Deviations that did not show again when they were asked for: not counted as findings. */
  readonly flaky: readonly FlakyFinding[];
  /** Deviations that are the mock's own doing. */
  readonly mockFaults: readonly ReportedFinding[];
  /** Deviations that are an example of the document which contradicts it: the mock has handed it on. */
  readonly documentExamples: readonly ReportedFinding[];
  /** Requests on which the mock broke instead of answering; the most frequent first. */
  readonly mockBreaks: readonly MockBreak[];
  /** By operation, each documented status and each that came, with the times it was seen; 0 where it never was. */
  readonly statuses: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By operation, the statuses that the document has. */
  readonly documented: Readonly<Record<string, readonly string[]>>;
  /** By operation and status, as in `statuses`: the request that showed it first, in the order of units. */
  readonly firstSeen: Readonly<Record<string, Readonly<Record<string, FirstSeen>>>>;
  /** The documented statuses that no answer had, and why, as far as it is known. */
  readonly neverSeen: readonly NeverSeen[];
  /** Why verdicts stayed open, and how often, most frequent first. */
  readonly undecided: readonly Open[];
  /** The same of stories: what takes several exchanges to be seen. */
  readonly undecidedStories: readonly Open[];
  readonly diagnostics: readonly ReportedDiagnostic[];
  readonly operations: Readonly<Record<string, OperationTraffic>>;
  /** How many combinations of its inputs each operation's coverage cases held. */
  readonly coverage: readonly Omit<CoverageEvent, "type">[];
  /** What each check promises that is judged at every answer; `stories`: that needs more than one exchange. */
  readonly checks: Readonly<Record<string, string>>;
  readonly stories: Readonly<Record<string, string>>;
  /** Entries of the baseline that fail the run: `withBaseline` puts them here. */
  readonly baseline?: BaselineFaults;
  /** Whether all units of all operations were to run: no shard alone, no operation left out. */
  readonly whole: boolean;
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
  /** How many exchanges showed it; of one that takes several exchanges to be seen, 1. */
  readonly seen: number;
  /** The entry of the baseline that excuses it. */
  readonly known?: BaselineEntry;
}

export interface FlakyFinding extends ReportedFinding {
  /** How often it showed, of how many tries. */
  readonly shown: number;
  readonly tries: number;
}

/** Those that say the same of several units as one, with `times` added up. */
export type ReportedDiagnostic = Omit<DiagnosticEvent, "type" | "unit">;

/** Why something stayed open, and how often. */
export interface Open {
  readonly reason: string;
  readonly times: number;
}

export interface FirstSeen {
  readonly unit: string;
  readonly request: string;
}

export interface NeverSeen {
  readonly operation: string;
  readonly status: string;
  readonly reason: string;
}

export interface MockBreak {
  readonly reason: string;
  readonly times: number;
  readonly operation: string;
  /** One of the requests: method and target. */
  readonly request: string;
}

/** What was exchanged with one operation. */
export interface OperationTraffic {
  readonly method: string;
  readonly path: string;
  readonly requests: number;
  /** Exchanges that came to a verdict or to an open question: all but those on which the mock broke. */
  readonly judged: number;
  /** By check: how often it could not decide. */
  readonly undecided: Readonly<Record<string, number>>;
  readonly ms: number;
}

/** One finding that somebody has taken on: it does not fail a run until the last day that `expires` names. */
export interface BaselineEntry {
  readonly id: string;
  readonly owner: string;
  readonly reason: string;
  /** `2026-12-31` */
  readonly expires: string;
  /** The operation of the finding: lets a run that leaves out others tell that the finding is gone. */
  readonly operation?: string;
}

export interface BaselineFaults {
  /** Past their day. */
  readonly expired: readonly BaselineEntry[];
  /** Without a finding, though their operation was exercised. */
  readonly stale: readonly BaselineEntry[];
}
