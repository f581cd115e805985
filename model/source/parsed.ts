import type { Json } from "../json.ts";

/** Where something stands in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is odd in a text that can be read all the same. */
export interface Oddity {
  readonly code: "duplicateName" | "notJson";
  readonly message: string;
  readonly position: Position;
  readonly tokens: readonly string[];
}

export type ParsedText =
  | {
      readonly outcome: "parsed";
      readonly value: Json;
      readonly oddities: readonly Oddity[];
      /** The position of what the tokens lead to, or of its nearest ancestor: the name of a member, the start of an item. */
      readonly locate: (tokens: readonly string[]) => Position;
    }
  | { readonly outcome: "malformed"; readonly message: string; readonly position: Position };

/** The offsets at which the lines of a text start. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
