import { compare, isMultipleOf } from "../decimal.ts";
import { type Json, stringifyJson } from "../json.ts";
import { isList, isNumber } from "../schema/values.ts";
import { type Direction, type Effect, alike, effectOf } from "./change.ts";

/** What one keyword's change does to the values that are allowed. Undefined: the keyword is not there. */
export type Compare = (before: Json | undefined, after: Json | undefined) => Readonly<Record<Direction, Effect>>;

type Values = (before: Json | undefined, after: Json | undefined) => Effect;

const UPPER = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"];
const LOWER = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"];
const NO_EFFECT = ["default", "deprecated", "$defs", "definitions", "nullable"];

/** More is wider: an upper bound. */
const upper: Values = (before, after) => bound(before, after, 1);
const lower: Values = (before, after) => bound(before, after, -1);

/** Keywords that hold no schema, by name; all others narrow where they come and widen where they go. */
const COMPARE: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ...UPPER.map((keyword) => [keyword, inBoth(upper)] as const),
  ...LOWER.map((keyword) => [keyword, inBoth(lower)] as const),
  ...NO_EFFECT.map((keyword) => [keyword, inBoth(() => "none")] as const),
  ["multipleOf", inBoth(multiple)],
  ["type", inBoth(types)],
  ["uniqueItems", inBoth((before, after) => presence(before === true || undefined, after === true || undefined))],
  ["readOnly", inOne("request")],
  ["writeOnly", inOne("response")],
]);

export function compareKeyword(keyword: string): Compare {
  return COMPARE.get(keyword) ?? inBoth(presence);
}

function inBoth(values: Values): Compare {
  return (before, after) => alike(values(before, after));
}

/** What is read-only is not to be sent, what is write-only is not to come back (OAS 3.1, section 4.8.24.3). */
function inOne(direction: Direction): Compare {
  return (before, after) => ({
    ...alike("none"),
    [direction]: presence(before === true || undefined, after === true || undefined),
  });
}

function presence(before: Json | undefined, after: Json | undefined): Effect {
  if (before === undefined) return after === undefined ? "none" : "narrowed";
  if (after === undefined) return "widened";
  return stringifyJson(before) === stringifyJson(after) ? "none" : "both";
}

function bound(before: Json | undefined, after: Json | undefined, sign: 1 | -1): Effect {
  if (!isNumber(before) || !isNumber(after)) return presence(before, after);
  const difference = compare(after, before) * sign;
  return effectOf(difference < 0, difference > 0);
}

function multiple(before: Json | undefined, after: Json | undefined): Effect {
  if (!isNumber(before) || !isNumber(after)) return presence(before, after);
  return effectOf(isMultipleOf(before, after) !== true, isMultipleOf(after, before) !== true);
}

/** No type is every type; every integer is a number. */
function types(before: Json | undefined, after: Json | undefined): Effect {
  if (before === undefined || after === undefined) return presence(before, after);
  const old = typeSet(before);
  const now = typeSet(after);
  const lost = [...old].some((type) => !now.has(type));
  const gained = [...now].some((type) => !old.has(type));
  return effectOf(lost, gained);
}

function typeSet(type: Json): ReadonlySet<Json> {
  const types = new Set(isList(type) ? type : [type]);
  return types.has("number") ? types.add("integer") : types;
}
