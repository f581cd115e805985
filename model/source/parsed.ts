import { type Json, isJsonObject } from "../json.ts";

/** Where something stands in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is odd in a text that can be read all the same. */
export interface Oddity {
  readonly code: "duplicateName" | "notJson" | "unknownTag";
  readonly message: string;
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

/** Levels of nesting that a document may have: far more than any needs, far fewer than calls can be nested. */
export const MOST_LEVELS = 500;

/** Whether a value is nested deeper than that. */
export function isTooDeep(value: Json): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}

function childrenOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
}

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
