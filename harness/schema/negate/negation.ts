import type * as fc from "fast-check";
import type { Json } from "../../../model/json.ts";
import type { Pointer, Schema } from "../../../model/model.ts";
import type { Engine } from "../draw/engine.ts";
import type { Failure, View } from "../validate/index.ts";

/** One way to be outside a schema. */
export interface Negation {
  /** The keyword that every drawn value breaks, and no other. */
  readonly keyword: string;
  /** For `required`: the name that is missing. */
  readonly detail?: string;
  /** Where in the value, `*` for any name or index: `/responseModels/*`. */
  readonly instance: string;
  /** The schema that holds the keyword. */
  readonly schema: Pointer;
  readonly arbitrary: fc.Arbitrary<Json>;
}

/** What the ways to be outside are found with. */
export interface NegateOptions {
  readonly core: Engine;
  readonly resolve: (ref: Pointer) => Schema | undefined;
  readonly failures: (value: Json) => readonly Failure[];
  readonly view: View | undefined;
  readonly note: (pointer: Pointer, keyword: string, message: string) => void;
  readonly size: number;
}
