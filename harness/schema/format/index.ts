import type * as fc from "fast-check";
import type { Json } from "../../../model/json.ts";

export interface Format {
  readonly holds: (value: Json) => boolean;
  /** Plain ones first. */
  readonly examples: readonly string[];
  /** A text of the format, where possible no longer than this. */
  readonly draw: (random: fc.Random, longest: number) => string;
}
export const formats: ReadonlyMap<string, Format> = new Map();
