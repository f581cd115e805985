import type { HeaderLine } from "../../runtime/wire.ts";
import type { Values, Violation } from "../case.ts";
import type { Manner } from "../credentials/manner.ts";
import type { Failure } from "../targets/target.ts";

/**
 * The event log, the only thing that a run writes: one JSON object a line, appended as things happen.
 * Every report is a fold of it (fold.ts), so a run that was killed can still be reported.
 */
export type Event =
  | RunEvent
  | CorpusEvent
  | ExchangeEvent
  | FindingEvent
  | FlakyEvent
  | DiagnosticEvent
  | CoverageEvent
  | StoryEvent
  | UnitEvent
  | EndEvent;

export type Phase = "examples" | "coverage" | "fuzz" | "stateful";
export type VerdictName = "conforms" | "violates" | "undecided";

/** The first line of a log. `documented` is what the report needs of the document, so that a log alone is enough. */
export interface RunEvent {
  readonly type: "run";
  readonly covenant: string;
  readonly document: string;
  readonly digest: string;
  readonly target: string;
  readonly mock: boolean;
  readonly seed: number;
  readonly config: Readonly<Record<string, unknown>>;
  /** Set where some operations of the document were left out. */
  readonly partial?: true;
  /** The part of the run that this log is of. */
  readonly shard?: { readonly index: number; readonly count: number };
  /** The parts that a merged log is of, `1/4`; absent where it is of a whole run. */
  readonly shards?: readonly string[];
  /** By name, what each check promises that is judged at every answer. */
  readonly checks: Readonly<Record<string, string>>;
  /** The same of the checks that need more than one exchange. */
  readonly stories: Readonly<Record<string, string>>;
  readonly documented: Readonly<
    Record<string, { readonly method: string; readonly path: string; readonly statuses: readonly string[] }>
  >;
}

/** A body as text, or in base64 where it is no UTF-8. */
export type LoggedBody = string | { readonly base64: string };

export interface LoggedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly HeaderLine[];
  readonly body?: LoggedBody | undefined;
}

export interface LoggedResponse {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly body: LoggedBody;
}

/** One request and what became of it. Values that the target made stand in `request` as `~createApi.1.apiId~`; `bindings` has them. */
export interface ExchangeEvent {
  readonly type: "exchange";
  readonly unit: string;
  readonly operation: string;
  /** `setup`: sent only to make what the unit needs; `shrink`: sent to make a counterexample smaller. */
  readonly phase: Phase | "setup" | "shrink";
  /** `probe`: neither valid nor invalid; only a crash can be a fault. */
  readonly mode: "positive" | "negative" | "probe";
  readonly label?: string | undefined;
  readonly violation?: Violation | undefined;
  /** Without credentials: those are added after logging, and named here. */
  readonly request: LoggedRequest;
  readonly credentials: Manner;
  readonly bindings?: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly response?: LoggedResponse | undefined;
  readonly failure?: Failure | "mockFault" | undefined;
  /** When it was sent, in milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
  readonly ms: number;
  readonly verdict: VerdictName;
  readonly undecided?: readonly string[] | undefined;
  /** Ids of the findings that this exchange shows. */
  readonly findings?: readonly string[] | undefined;
}

/** One request of the sequence that shows a finding. `makes`: what later steps take from its answer, by token. */
export interface Step {
  readonly operation: string;
  /** Its part in the story of a stateful check: `before`, `write`, `after`. */
  readonly role?: string;
  readonly request: LoggedRequest;
  readonly credentials: Manner;
  readonly makes: Readonly<Record<string, string>>;
}

/** A deviation. Told when it is met, and again, with the same id, when it has been shrunk; the last one counts. */
export interface FindingEvent {
  readonly type: "finding";
  readonly stage: "met" | "shrunk";
  readonly id: string;
  readonly check: string;
  readonly operation: string;
  readonly pointer: string;
  /** `pets.yaml:12:9` */
  readonly place: string;
  readonly received: string;
  readonly documented: string;
  readonly violation?: Violation;
  readonly unit: string;
  readonly seed: number;
  /** fast-check's: the index of the drawn case, then of each shrinking step. */
  readonly path: string;
  /** Requests that shrinking took; absent until then. */
  readonly shrinkRequests?: number;
  readonly request: LoggedRequest;
  readonly response: LoggedResponse | { readonly failure: string };
  readonly sequence: readonly Step[];
  readonly curl: string;
  /** Where the target is the mock and is known to be wrong in this way: its fault, not a finding. */
  readonly mockFault?: { readonly class: string; readonly explanation: string };
}

export interface DiagnosticEvent {
  readonly type: "diagnostic";
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  readonly pointer: string;
  readonly place?: string;
  /** The operation, and the unit, whose requests could not be made, and how many. */
  readonly operation?: string;
  readonly unit?: string;
  readonly times?: number;
}

/** How many combinations of an operation's parameters and top-level body members its coverage cases hold. */
export interface CoverageEvent {
  readonly type: "coverage";
  readonly operation: string;
  /** 2: pairs; 3: triples. */
  readonly strength: number;
  /** All combinations; for those that are not covered no valid request was found. */
  readonly tuples: number;
  readonly covered: number;
}

/** A story that has shown neither that its promise is kept nor that it is broken. */
export interface StoryEvent {
  readonly type: "story";
  readonly unit: string;
  readonly operation: string;
  /** `updateMerges: the update was not taken` */
  readonly undecided: string;
}

/** A unit is done. */
export interface UnitEvent {
  readonly type: "unit";
  readonly unit: string;
  readonly requests: number;
  readonly ms: number;
}

export interface EndEvent {
  readonly type: "end";
  readonly outcome: "conforms" | "violates" | "interrupted" | "unreachable";
  readonly reason?: string;
  readonly ms: number;
}

/** What an exploring unit was given of the cases that had reached something new: part of its input, so that it can be repeated. */
export interface CorpusEvent {
  readonly type: "corpus";
  readonly unit: string;
  readonly cases: readonly Values[];
}

/** A finding that did not show again when it was asked for: how often it did, of how many tries. It does not count as one. */
export interface FlakyEvent {
  readonly type: "flaky";
  readonly id: string;
  readonly shown: number;
  readonly tries: number;
}
