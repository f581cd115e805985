import type * as fc from "fast-check";
import type { Json } from "../../../model/json.ts";

/** A value of `format` (validation, section 7.3; OpenAPI's registry of formats). */
export interface Format {
  /** Values of other types than the format speaks of always hold. */
  readonly holds: (value: Json) => boolean;
  /** Plain ones first; telling ones after them. */
  readonly examples: readonly string[];
  /** A text of the format, where possible no longer than this. */
  readonly draw: (random: fc.Random, longest: number) => string;
}

/** A format of strings. */
export function stringFormat(
  holds: (text: string) => boolean,
  examples: readonly string[],
  draw: (random: fc.Random, longest: number) => string,
): Format {
  return { holds: (value) => typeof value !== "string" || holds(value), examples, draw };
}

export function chosen<T>(random: fc.Random, from: readonly [T, ...T[]]): T {
  return from[random.nextInt(0, from.length - 1)] ?? from[0];
}

export function digits(random: fc.Random, low: number, high: number, width = 1): string {
  return String(random.nextInt(low, high)).padStart(width, "0");
}

/** Characters of an alphabet, between two lengths. */
export function word(random: fc.Random, alphabet: string, least: number, most: number): string {
  const letters = [...alphabet];
  const length = random.nextInt(least, Math.max(least, most));
  return Array.from({ length }, () => letters[random.nextInt(0, letters.length - 1)] ?? "a").join("");
}

export const LOWER = "abcdefghijklmnopqrstuvwxyz";
export const ALPHANUMERIC = `${LOWER}${LOWER.toUpperCase()}0123456789`;
