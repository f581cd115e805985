import { objectOf } from "../../../harness/schema/values.ts";
import { isRawNumber, numberFrom } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { Pointer, Schema, SchemaAt } from "../../../model/model.ts";

const text = { type: "string" };
const whole = { type: "integer" };
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: "object", properties, ...more });

/** What the schemas of the catalogue refer to. */
export const definitions: { readonly [name: string]: Schema } = {
  node: object(
    { name: { type: "string", minLength: 1 }, next: { anyOf: [{ type: "null" }, { $ref: "#/node" }] } },
    { required: ["name", "next"] },
  ),
  tree: object(
    { children: { type: "array", items: { $ref: "#/tree" } }, label: text },
    { required: ["children"], additionalProperties: false },
  ),
  endless: object({ again: { $ref: "#/endless" } }, { required: ["again"] }),
  name: { type: "string", pattern: "^[a-z][a-z0-9-]*$", minLength: 2, maxLength: 12 },
  base: object({ kind: text, id: whole }, { required: ["kind", "id"] }),
};

export const resolve = (ref: Pointer): Schema | undefined => definitions[ref.slice(2)];

/** Schemas with values, by what they are about. */
export const catalogue: { readonly [name: string]: Schema } = {
  anything: true,
  "no keyword": {},
  "one type": { type: "boolean" },
  "two types": { type: ["string", "null"], maxLength: 3 },
  constant: { const: { a: [1, null] } },
  "an enumeration narrowed by the rest": {
    enum: ["a", "bb", 1, null, [], {}],
    type: ["string", "array"],
    minLength: 2,
  },
  "integer bounds": { type: "integer", minimum: 3, exclusiveMaximum: 11 },
  "bounds of one number": { type: "number", minimum: 0.5, maximum: 0.5 },
  "exclusive fractions": { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 0.01 },
  cents: { type: "number", minimum: 0, maximum: 20, multipleOf: 0.01 },
  "multiples of two": { type: "integer", allOf: [{ multipleOf: 4 }, { multipleOf: 6 }], minimum: 1 },
  "64 bits": { type: "integer", format: "int64" },
  "beyond 2^53": { type: "integer", minimum: numberFrom("9007199254740993"), maximum: numberFrom("9007199254740997") },
  "a bound out of reach": { type: "number", minimum: 0, maximum: numberFrom("1e500") },
  "string lengths": { type: "string", minLength: 3, maxLength: 5 },
  "long strings": { type: "string", minLength: 300, maxLength: 2000 },
  pattern: { type: "string", pattern: "^\\$request\\.(header|querystring)\\.[a-z]+$", maxLength: 40 },
  "two patterns": { type: "string", allOf: [{ pattern: "[0-9]" }, { pattern: "[a-f]" }, { pattern: "^.{4}$" }] },
  "pattern denied": { type: "string", not: { pattern: "a" }, minLength: 1, maxLength: 4 },
  "date-time": { type: "string", format: "date-time" },
  "email no longer than 12": { type: "string", format: "email", maxLength: 12 },
  "JSON in a string": {
    type: "string",
    contentMediaType: "application/json",
    contentSchema: { type: "object", required: ["a"] },
  },
  items: { type: "array", items: whole, minItems: 1, maxItems: 4 },
  tuple: { type: "array", prefixItems: [text, whole], items: false, minItems: 1 },
  "tuple with a rest": { type: "array", prefixItems: [text], items: { type: "boolean" } },
  "unique items": { type: "array", items: { enum: [1, 2, 3] }, uniqueItems: true, minItems: 2 },
  "unique anything": { type: "array", uniqueItems: true, minItems: 3, maxItems: 6 },
  contains: { type: "array", items: { type: ["integer", "string"] }, contains: text, minContains: 2, maxContains: 3 },
  "contains none": {
    type: "array",
    items: { type: "integer", maximum: 9 },
    contains: { minimum: 5 },
    minContains: 0,
    maxContains: 1,
  },
  object: object(
    {
      id: { type: "integer", minimum: 1, maximum: 100 },
      kind: { enum: ["a", "b"] },
      tags: { type: "array", items: { type: "string", maxLength: 5 }, maxItems: 3 },
    },
    { required: ["id"], additionalProperties: false },
  ),
  map: { type: "object", additionalProperties: { type: "string", minLength: 2 }, maxProperties: 4 },
  "map with names": {
    type: "object",
    propertyNames: { pattern: "^[a-z]{1,3}$" },
    additionalProperties: whole,
    minProperties: 2,
  },
  "pattern properties": {
    type: "object",
    patternProperties: { "^x-": text, "^n": whole },
    additionalProperties: false,
    minProperties: 1,
  },
  "inherited names": {
    type: "object",
    properties: objectOf([
      ["__proto__", whole],
      ["constructor", text],
    ]),
    required: ["__proto__", "toString"],
  },
  "dependent members": object(
    { card: text, address: text, zip: whole },
    {
      dependentRequired: { card: ["address"] },
      dependentSchemas: { zip: { required: ["address"], properties: { address: { minLength: 3 } } } },
    },
  ),
  "all of": { allOf: [object({ a: whole }, { required: ["a"] }), object({ a: { minimum: 5 }, b: text })] },
  "all of with references": {
    allOf: [{ $ref: "#/base" }, object({ kind: { const: "dog" }, bark: { type: "boolean" } }, { required: ["bark"] })],
  },
  "any of": { anyOf: [{ type: "integer", minimum: 10 }, { type: "string", maxLength: 2 }, { type: "null" }] },
  "one of, overlapping": { oneOf: [{ type: "integer" }, { type: "number", minimum: 3 }] },
  "one of, told apart": {
    oneOf: [
      object({ kind: { const: "cat" }, lives: whole }, { required: ["kind", "lives"] }),
      object({ kind: { const: "dog" }, bark: text }, { required: ["kind"] }),
    ],
  },
  not: { not: { type: ["string", "object", "array"] } },
  "not an object with a": { type: "object", not: { required: ["a"] }, minProperties: 1 },
  "not these values": { type: "integer", minimum: 0, maximum: 3, not: { enum: [0, 1] } },
  conditional: object(
    { country: { enum: ["NL", "US"] }, code: text },
    objectOf([
      ["required", ["country", "code"]],
      ["if", { properties: { country: { const: "US" } } }],
      ["then", { properties: { code: { pattern: "^[0-9]{5}$" } } }],
      ["else", { properties: { code: { pattern: "^[0-9]{4}[A-Z]{2}$" } } }],
    ]),
  ),
  "unevaluated properties": {
    type: "object",
    allOf: [{ properties: { a: whole } }],
    anyOf: [
      { properties: { b: text }, required: ["b"] },
      { properties: { c: text }, required: ["c"] },
    ],
    unevaluatedProperties: false,
  },
  "unevaluated items": {
    type: "array",
    prefixItems: [text],
    contains: { type: "boolean" },
    unevaluatedItems: { type: "integer" },
  },
  "a list that ends": { $ref: "#/node" },
  "a tree": { $ref: "#/tree" },
  "a reference with more": object(
    { name: { $ref: "#/name", maxLength: 4 }, endless: { $ref: "#/endless" } },
    { required: ["name"] },
  ),
  deep: object({
    responseModels: { type: "object", additionalProperties: { type: "string", maxLength: 128 } },
    responseParameters: { type: "object", additionalProperties: object({ required: { type: "boolean" } }) },
  }),
};

/** Schemas without values. */
export const impossible: { readonly [name: string]: Schema } = {
  false: false,
  "recursion without end": { $ref: "#/endless" },
  "crossed bounds": { type: "integer", minimum: 1.2, maximum: 1.8 },
  "crossed lengths": { type: "string", minLength: 3, maxLength: 2 },
  "a pattern against a length": { type: "string", pattern: "^(ab)*$", minLength: 3, maxLength: 3 },
  "two constants": { allOf: [{ const: 1 }, { const: 2 }] },
  "required and denied": { type: "object", required: ["a"], properties: { a: false } },
  "no further members, but more of them": {
    type: "object",
    properties: { a: true },
    additionalProperties: false,
    minProperties: 2,
  },
  "equal branches of one of": { oneOf: [{ type: "string" }, { type: "string" }] },
  "too few different items": { type: "array", items: { enum: [1, 2] }, uniqueItems: true, minItems: 3 },
  "a look-ahead against the rest": { type: "string", pattern: "^(?=b)a" },
};

export function at(name: string, from: { readonly [name: string]: Schema } = catalogue): SchemaAt {
  return { schema: from[name] ?? true, pointer: `#/catalogue/${name.replaceAll("/", "~1")}` };
}

/** Whether JavaScript's own numbers hold the value, so that validators without exact numbers can judge it. */
export function isPlain(value: Json): boolean {
  if (isRawNumber(value)) return false;
  return typeof value !== "object" || value === null || Object.values(value).every((each: Json) => isPlain(each));
}
