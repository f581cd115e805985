import type { SchemaAt } from "../../model/model.ts";

/** The one door to whatever writes TypeScript types for schemas. */
export interface Types {
  /** The module of all types: `components` with every named schema, and `WithRequired`, which printed types may use. */
  readonly text: string;
  /** The type of one schema, in terms of that module. */
  readonly print: (at: SchemaAt) => PrintedType;
}

export interface PrintedType {
  readonly text: string;
  /** The names of the types' module that the text uses, sorted. */
  readonly imports: readonly string[];
}
