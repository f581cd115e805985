import type { Operation } from "../../model/model.ts";
import type { WireRequest, WireResponse } from "../../runtime/wire.ts";
import type { Finding } from "../judge.ts";
import type { Views } from "../views.ts";
import type { Failure } from "../wire/judgement.ts";
import type { MockViolation } from "./mock-violations.ts";

/** Why an answer of the mock is not what the document says, although no API is at fault. */
export interface MockFault {
  /**
   * `ownAnswer`: in Prism's own words. `falseRejection`, `falseAcceptance`: it misreads the request. `wrongAnswer`: it makes up what its own document
   * forbids. `documentExample`: it hands on an example that contradicts the document; that is the document's fault, none of the mock's.
   */
  readonly class: "ownAnswer" | "falseRejection" | "falseAcceptance" | "wrongAnswer" | "documentExample";
  readonly explanation: string;
}

/** A deviation of the mock, and all that can explain it. */
export interface Suspect {
  readonly finding: Pick<Finding, "check" | "pointer" | "kind">;
  readonly operation: Operation;
  /** All of the document. */
  readonly operations: readonly Operation[];
  readonly request: WireRequest;
  readonly response: WireResponse;
  /** What Prism itself says is wrong, with the request or with its own answer. */
  readonly violations: readonly MockViolation[];
  readonly views: Views;
  /** The story that shows the finding, where one does. */
  readonly story: readonly Scene[];
}

/** One step of a story. */
export interface Scene {
  readonly operation: Operation;
  readonly response: WireResponse;
}

/** A way in which Prism's answers differ from the document; `checks` names those that notice. */
export interface WrongAnswer extends MockFault {
  readonly checks: readonly string[];
  readonly shows: (suspect: Suspect) => boolean;
}

/** Why Prism complains of what is right. A refusal is explained where every complaint is. */
export interface Misreading {
  readonly explanation: string;
  readonly misreads: (complaint: MockViolation, suspect: Suspect) => boolean;
}

/** Why Prism says nothing of what is wrong. An acceptance is explained where every failure of the request is overlooked. */
export interface Oversight {
  readonly explanation: string;
  readonly overlooks: (failure: Failure, suspect: Suspect) => boolean;
}
