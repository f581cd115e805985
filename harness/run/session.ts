import type { Model } from "../../model/model.ts";
import type { Case } from "../case.ts";
import { now } from "../clock.ts";
import type { Exchange } from "../exchange.ts";
import type { Credentials } from "../credentials/credentials.ts";
import type { Event } from "../log/events.ts";
import type { Redaction } from "../log/redact.ts";
import type { Finding } from "../judge.ts";
import type { IncomingLink } from "../state/links.ts";
import type { Repertoire } from "../draw/repertoire.ts";
import type { SchemaEngine } from "../schema/index.ts";
import type { Strength } from "../draw/combinations.ts";
import type { Rules } from "../checks/rules.ts";
import type { Views } from "../views.ts";
import type { Corpus } from "./corpus.ts";
import type { Post } from "./fire.ts";
import type { Pace } from "./pace.ts";
import type { Unit } from "./unit.ts";
import type { Target } from "../targets/target.ts";

/** What every unit of a run shares. */
export interface Session {
  readonly model: Model;
  readonly engine: SchemaEngine;
  readonly views: Views;
  readonly links: ReadonlyMap<string, readonly IncomingLink[]>;
  readonly repertoires: ReadonlyMap<string, Repertoire>;
  /** The operations whose successes are remembered: links start there, or schemas draw from them. */
  readonly makers: ReadonlySet<string>;
  readonly target: Target;
  readonly seed: number;
  /** Milliseconds for one request. */
  readonly deadline: number;
  readonly emit: (event: Event) => void;
  readonly credentials: Credentials;
  readonly redaction: Redaction;
  readonly budget: Budget;
  readonly pace: Pace;
  /** Undefined: nothing is fed back, the run is a function of seed, document and configuration. */
  readonly corpus: Corpus | undefined;
  readonly findings: Map<string, Met>;
  /** Findings of earlier runs that still show: told already, and small already. */
  readonly earlier: Set<string>;
  /** Findings that could not be shown again: told with their rate, not counted as findings. */
  readonly flaky: Set<string>;
  readonly explain: Explain | undefined;
  readonly rules: Rules;
  /** How many factors of an operation the coverage cases combine. */
  readonly strength: Strength;
}

/** Why an answer of the mock that deviates is the mock's own doing; undefined where it is not known to be. */
export type Explain = (
  finding: Finding,
  shown: Pick<Shown, "exchange" | "story">,
) => { readonly class: string; readonly explanation: string } | undefined;

/** How much a run may still do. Checked before each request; never exceeded. */
export interface Budget {
  requests: number;
  readonly maxRequests: number;
  /** Exchanges that came of them. */
  exchanges: number;
  /** The moment, on `clock.ts`, from which no request is begun; Infinity: none. */
  until: number;
  /** The moment from which none is waited for. */
  readonly last: number;
  /** Requests in a row that had no answer. */
  unanswered: number;
  /** How many of these let it be asked whether the target answers at all. */
  readonly patience: number;
  /** Set once: why nothing more is sent. */
  stopped: { readonly outcome: "interrupted" | "unreachable"; readonly reason: string } | undefined;
}

/** What of a budget says whether it is spent. */
export type Allowance = Pick<Budget, "requests" | "maxRequests" | "until" | "stopped">;

export function isSpent({ requests, maxRequests, until, stopped }: Allowance): boolean {
  return stopped !== undefined || requests >= maxRequests || now() >= until;
}

/** Milliseconds for the next request: near the end of a run fewer than others have. */
export function deadlineOf({ deadline, budget }: Pick<Session, "deadline" | "budget">): number {
  return Math.max(1, Math.min(deadline, budget.last - now()));
}

/** A finding when it was first met, with what it can be shrunk from. */
export interface Met {
  readonly finding: Finding;
  readonly specimen: Specimen;
  readonly unit: Unit;
  /** The unit's place in the run: of several witnesses the first by this order is shrunk, whoever met it first in time. */
  readonly order: number;
  /** Whether the mock, not the document or an API, is at fault. */
  readonly mockFault: boolean;
}

/** What shows a finding, a case or a story, and its way to smaller ones. */
export interface Specimen {
  readonly path: string;
  /** Sends it; undefined where it could not be sent. */
  show(post: Post): Promise<Shown | undefined>;
  shrinks(): Iterable<Specimen>;
}

/** What came of showing a specimen. */
export interface Shown {
  readonly findings: readonly Finding[];
  /** The exchange that shows them, the last of its story. */
  readonly exchange: Exchange;
  /** Why the story says nothing: `updateMerges: the update was not taken`. */
  readonly undecided?: string;
  /** The story's exchanges by role; empty for a single case. */
  readonly story: readonly (readonly [role: string, exchange: Exchange])[];
}

/** A case and its way to smaller ones. */
export interface Drawn {
  readonly case: Case;
  readonly label?: string;
  /** fast-check's path: the index of the drawn case, then of each shrinking step. */
  readonly path: string;
  shrinks(): Iterable<Drawn>;
}
