import type fc from "fast-check";
import type { Operation } from "../../model/model.ts";
import type { Values } from "../case.ts";
import { breakableForm } from "../credentials/credentials.ts";
import type { BrokenManner } from "../credentials/manner.ts";
import type { SchemaEngine } from "../schema/index.ts";
import type { IncomingLink } from "../state/links.ts";
import type { Slot } from "../state/slots.ts";
import type { Schemas } from "../wire/schemas.ts";
import { newDrawing, positive, type Drawing } from "./positive.ts";
import { violations, type Broken } from "./violations.ts";

/** Everything that can be drawn for one operation, built once for a run. */
export interface Repertoire {
  readonly drawing: Drawing;
  /** Every slot that drawn values may hold, by its token. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Undefined: the document allows no request at all. */
  readonly valid: fc.Arbitrary<Values> | undefined;
  readonly broken: readonly Broken[];
}

export function repertoire(
  operation: Operation,
  engine: SchemaEngine,
  schemas: Schemas,
  link: IncomingLink | undefined,
  manners: readonly BrokenManner[] = breakableForm(operation),
): Repertoire {
  const drawing = newDrawing(operation, engine, link);
  const valid = positive(drawing);
  const broken = valid === undefined ? [] : violations(drawing, valid, schemas, manners);
  return { drawing, slots: drawing.slots, valid, broken };
}
