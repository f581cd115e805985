import { compare, isInteger } from "../decimal.ts";
import { type Json, isJsonObject, isRawNumber } from "../json.ts";
import type { Shape } from "./keywords.ts";

const TYPES: ReadonlySet<Json> = new Set(["null", "boolean", "object", "array", "number", "string", "integer"]);

type Check = { readonly expected: string; readonly holds: (value: Json) => boolean };

/** What is expected of a keyword that holds no schema, in words and as a test. */
export const CHECKS: Readonly<Record<Exclude<Shape, "schema" | "list of schemas" | "object of schemas">, Check>> = {
  string: { expected: "a string", holds: isString },
  pattern: { expected: "a string", holds: isString },
  boolean: { expected: "a boolean", holds: (value) => typeof value === "boolean" },
  number: { expected: "a number", holds: isNumber },
  "non-negative integer": {
    expected: "an integer that is not negative",
    holds: (value) => isNumber(value) && isInteger(value) && compare(value, 0) >= 0,
  },
  "list of strings": {
    expected: "an array of strings",
    holds: (value) => Array.isArray(value) && value.every(isString),
  },
  list: { expected: "an array", holds: Array.isArray },
  object: { expected: "an object", holds: isJsonObject },
  discriminator: { expected: 'an object with "propertyName"', holds: isDiscriminator },
  type: { expected: "a type of JSON Schema, or several", holds: isType },
};

export function isString(value: Json | undefined): value is string {
  return typeof value === "string";
}

export function isNumber(value: Json | undefined): value is number | { readonly rawJSON: string } {
  return typeof value === "number" || isRawNumber(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isDiscriminator(value: Json): boolean {
  return isJsonObject(value) && isString(value["propertyName"]);
}

function isType(value: Json): boolean {
  return TYPES.has(value) || (isList(value) && value.length > 0 && value.every((each) => TYPES.has(each)));
}

/** Whether a pattern is a regular expression of ECMAScript in its Unicode mode (JSON Schema 2020-12, core, section 6.4). */
export function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
