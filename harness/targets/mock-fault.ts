import type { Answered } from "./mock-features.ts";

/** Why an answer of the mock is not what the document says, although neither the document nor an API is at fault. */
export interface MockFault {
  readonly class: "ownAnswer" | "falseRejection" | "falseAcceptance" | "wrongAnswer";
  readonly explanation: string;
}

export interface KnownFault extends MockFault {
  readonly shows: (answered: Answered) => boolean;
  /** The checks whose findings it explains; those of its class where none are named. */
  readonly checks?: readonly string[];
}
