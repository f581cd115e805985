import type { Pointer } from "../model/model.ts";

/** What a check says of one exchange. */
export type Outcome =
  | { readonly outcome: "conforms" }
  | { readonly outcome: "violates"; readonly deviations: readonly Deviation[] }
  | { readonly outcome: "undecided"; readonly reason: string };

/** One difference between the answer and the document. */
export interface Deviation {
  /** The place in the document that the answer breaks. */
  readonly pointer: Pointer;
  /** What came, in one short line: `status 202`, `body#/id: 17`. */
  readonly received: string;
  /** What the document allows, in one short line: `200, 400, 403, 404, 409 or 429`, `type string`. */
  readonly documented: string;
  /** What tells this defect from others of the same check at the same pointer, free of drawn values: `202`, `type`. Goes into the fingerprint. */
  readonly kind: string;
}
