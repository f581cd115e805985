import type { Json } from "../../model/json.ts";
import type { SchemaAt } from "../../model/model.ts";
import type { Resolve } from "./shape.ts";

/** One way in which a value is outside its schema, in the schema engine's words. */
export interface SchemaFailure {
  /** JSON pointer into the value. */
  readonly instance: string;
  readonly keyword: string;
  /** The schema that holds the keyword. */
  readonly schema: string;
  /** What the keyword asks for, where the engine can say it. */
  readonly expected?: unknown;
}

/** What reading a request needs of the schema engine: references, and validation as of a request (required `readOnly` members may be missing). */
export interface Schemas {
  readonly resolve: Resolve;
  readonly validate: (at: SchemaAt, value: Json) => readonly SchemaFailure[];
  /** The same with `format` asserted; none of its failures counts more than a doubt, since `format` is an annotation. */
  readonly validateFormats: (at: SchemaAt, value: Json) => readonly SchemaFailure[];
}
