/** What came of one pattern. */
export type Outcome =
  /** It is no regular expression of ECMA-262. */
  | { readonly outcome: "uncompiled" }
  /** No text: none matches, as every state of the automaton shows; or none was found within the limits. */
  | { readonly outcome: "none"; readonly proven: boolean }
  | {
      readonly outcome: "drawn";
      readonly matching: number;
      /** None where every text matches. */
      readonly others: number;
      /** Texts that are on the wrong side. */
      readonly wrong: readonly string[];
    }
  | { readonly outcome: "outOfTime" };

export interface Tried {
  readonly pattern: string;
  readonly outcome: Outcome;
  /** Of the processor. */
  readonly milliseconds: number;
}
