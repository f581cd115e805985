import type fc from "fast-check";
import type { Case, Values, Violation } from "../case.ts";
import type { BrokenManner } from "../credentials/manner.ts";
import type { Schemas } from "../wire/schemas.ts";
import { bodyViolations } from "./bodyViolations.ts";
import { credentialViolations } from "./credentialViolations.ts";
import { parameterViolations } from "./parameterViolations.ts";
import type { Drawing } from "./positive.ts";

/** One way to break an operation's contract, and the cases that do just that. */
export interface Broken {
  readonly violation: Violation;
  readonly arbitrary: fc.Arbitrary<Case>;
  /** Where it is known without shrinking. */
  readonly simplest?: Case;
}

/** A way to break the contract, and the values that do. */
export type Breaking = readonly [violation: Violation, values: fc.Arbitrary<Values>];

/** Every named violation that the document makes possible for the operation: all else in the case is as in `base`, valid. */
export function violations(
  drawing: Drawing,
  base: fc.Arbitrary<Values>,
  schemas: Schemas,
  manners: readonly BrokenManner[],
): readonly Broken[] {
  const { operation } = drawing;
  return [
    ...parameterViolations(drawing, base, schemas),
    ...bodyViolations(drawing, base, schemas),
    ...credentialViolations(operation, base, manners),
  ].map(([violation, values]) => ({
    violation,
    arbitrary: values.map((drawn): Case => ({ operation, values: drawn, violation })),
  }));
}
