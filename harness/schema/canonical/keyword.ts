import type { Json, JsonObject, RawNumber } from "../../../model/json.ts";
import { isNumber } from "../validate/numbers.ts";
import type { Atom } from "./goal.ts";
import type { Shape } from "./shape.ts";

/** What a keyword asks of the values of one type; values of other types are left alone. */
export interface Keyword {
  readonly type: Shape["type"] | "any";
  /** The shapes inside: for a keyword of one type only its shape. */
  readonly inside: (site: KeywordSite) => readonly Shape[];
  /** The shapes outside. */
  readonly outside: (site: KeywordSite) => readonly Shape[];
}

export interface KeywordSite {
  readonly atom: Atom;
  readonly schema: JsonObject;
  readonly expected: Json;
  /** Whether the view hides a property of the schema. */
  readonly hidden: (name: string) => boolean;
}

/** A count as a plain number, rounded to the inside of the bound; beyond every count there is none. */
export const atLeast = (expected: Json): number => (isNumber(expected) ? Math.ceil(plain(expected)) : 0);
export const atMost = (expected: Json): number => (isNumber(expected) ? Math.floor(plain(expected)) : Infinity);
const plain = (value: number | RawNumber): number => (typeof value === "number" ? value : Number(value.rawJSON));

/** A keyword for the fewest and one for the most, of the same count. */
export function counted<S extends Shape>(
  any: S,
  least: (count: number) => Partial<S>,
  most: (count: number) => Partial<S>,
): { readonly min: Keyword; readonly max: Keyword } {
  const made = (part: Partial<S>): readonly Shape[] => [{ ...any, ...part }];
  return {
    min: {
      type: any.type,
      inside: ({ expected }) => made(least(atLeast(expected))),
      outside: ({ expected }) => (atLeast(expected) > 0 ? made(most(atLeast(expected) - 1)) : []),
    },
    max: {
      type: any.type,
      inside: ({ expected }) => made(most(atMost(expected))),
      outside: ({ expected }) => (atMost(expected) < Infinity ? made(least(atMost(expected) + 1)) : []),
    },
  };
}
