import type { SchemaEngine } from "../schema/index.ts";
import type { Resolve } from "./shape.ts";

/** What reading a request needs: the schema engine's validator, and the document's references. */
export interface Schemas extends Pick<SchemaEngine, "validate"> {
  readonly resolve: Resolve;
}
