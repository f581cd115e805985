import type { Json } from "../../model/json.ts";
import type { SchemaAt } from "../../model/model.ts";
import type { Failure } from "../schema/index.ts";
import type { Resolve } from "./shape.ts";

/** One way in which a value is outside its schema, in the schema engine's words. */
export type SchemaFailure = Failure;

/** What reading a message needs of the schema engine, seen as a request or as a response (`readOnly`, `writeOnly`), and the document's references. */
export interface Schemas {
  readonly resolve: Resolve;
  readonly validate: (at: SchemaAt, value: Json) => readonly SchemaFailure[];
  /** The same with `format` asserted: an annotation, so that its failures are doubts, no more. */
  readonly validateFormats: (at: SchemaAt, value: Json) => readonly SchemaFailure[];
}
