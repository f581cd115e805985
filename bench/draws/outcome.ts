/** What the draws of one operation came to. */
export interface OperationDraws {
  readonly operation: string;
  readonly pointer: string;
  /** Why no valid case can be drawn; undefined: one can. */
  readonly none?: { readonly pointer: string; readonly reason: string };
  readonly positive: number;
  readonly negative: number;
  /** Values that ajv was asked about, and those whose schema it does not compile. */
  readonly asked: number;
  readonly uncompiled: number;
  /** Drawn, but without a form on the wire. */
  readonly unencodable: number;
  /** Positive cases on which the judge is not sure: a doubt, never a fault. */
  readonly undecidable: number;
  readonly faults: readonly Fault[];
  readonly milliseconds: number;
}

export interface Fault {
  readonly kind:
    | "positive, invalid by ajv"
    | "negative, valid by ajv"
    | "positive, invalid by the judge"
    | "negative, not invalid by the judge";
  readonly pointer: string;
  /** The keyword that was broken on purpose, or the one that ajv or the judge names. */
  readonly keyword: string;
  readonly shown: string;
}

export type Told =
  | { readonly told: "opened"; readonly operations: number; readonly chosen: readonly string[] }
  | { readonly told: "begun"; readonly operation: string; readonly pointer: string }
  | { readonly told: "drawn"; readonly draws: OperationDraws }
  | { readonly told: "done"; readonly left: number }
  | { readonly told: "unusable"; readonly reason: string };
