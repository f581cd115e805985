import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { Schema } from "../../../model/model.ts";
import { objectOf } from "../../../harness/schema/values.ts";
import { schemaEngine } from "../../../harness/schema/index.ts";
import { otherValidator } from "./language.ts";

const count = fc.integer({ min: 0, max: 4 });
const number = fc.constantFrom(-2, 0, 0.5, 1, 3);
const name = fc.constantFrom("a", "b", "c");
const values: readonly Json[] = [
  null,
  true,
  0,
  1,
  2.5,
  -3,
  "",
  "a",
  "ab",
  "b1",
  [],
  [1],
  [1, 1],
  ["a"],
  {},
  { a: 1 },
  { a: "a", b: [] },
  { x: {} },
];
const type = fc.constantFrom("null", "boolean", "number", "integer", "string", "array", "object");

/** One keyword at a time, with schemas of the level below in it. */
const keyword = (schema: fc.Arbitrary<Schema>): fc.Arbitrary<JsonObject> => {
  const only = (keyword: string, value: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
    value.map((each) => ({ [keyword]: each }));
  const list = fc.array(schema, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    fc.oneof(
      only("type", type),
      only("enum", fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 })),
      only("const", fc.constantFrom(...values)),
    ),
    fc.oneof(
      ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].map((each) => only(each, number)),
      only("multipleOf", fc.constantFrom(0.5, 2, 3)),
    ),
    fc.oneof(
      ...["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"].map((each) =>
        only(each, count),
      ),
    ),
    fc.oneof(
      only("pattern", fc.constantFrom("^a", "b$", "^[a-c]*$", "\\d")),
      only("uniqueItems", fc.boolean()),
      only("required", fc.uniqueArray(name, { maxLength: 2 })),
    ),
    fc.oneof(
      ...[
        "items",
        "contains",
        "additionalProperties",
        "propertyNames",
        "unevaluatedProperties",
        "unevaluatedItems",
      ].map((each) => only(each, schema)),
    ),
    fc.oneof(
      only("prefixItems", list),
      only("properties", fc.dictionary(name, schema, { maxKeys: 2 })),
      only("patternProperties", fc.dictionary(fc.constantFrom("^a", "b"), schema, { maxKeys: 1 })),
    ),
    fc.oneof(...["allOf", "anyOf", "oneOf"].map((each) => only(each, list)), only("not", schema)),
    fc
      .tuple(schema, schema, schema)
      .map((all) => objectOf(["if", "then", "else"].map((each, index) => [each, all[index] ?? true]))),
    fc.oneof(
      only("dependentRequired", fc.dictionary(name, fc.array(name, { maxLength: 1 }), { maxKeys: 1 })),
      only("dependentSchemas", fc.dictionary(name, schema, { maxKeys: 1 })),
    ),
  );
};
const level = (below: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.boolean() },
    {
      weight: 9,
      arbitrary: fc
        .array(keyword(below), { maxLength: 4 })
        .map((all) => objectOf(all.flatMap((each) => Object.entries(each)))),
    },
  );
const anySchema = level(level(level(fc.boolean())));

const forEverySchema = (holds: (schema: Schema) => void): void =>
  fc.assert(fc.property(anySchema, holds), { numRuns: 150, seed: 11 });
const fresh = (schema: Schema) => ({ engine: schemaEngine(() => undefined), at: { schema, pointer: "#" } });
/**
 * ajv lets an empty array pass for one that `contains` something, does not count what was matched as evaluated, and counts what the branch of
 * `if` that was not taken would have evaluated.
 */
const misjudged = (schema: Schema): boolean => /contains|unevaluated/.test(JSON.stringify(schema));

describe("for every schema", () => {
  test("both validators agree", () =>
    forEverySchema((schema) => {
      const { engine, at } = fresh(schema);
      const other = otherValidator(schema);
      const disputed = misjudged(schema)
        ? []
        : values.filter((value) => (engine.validate(at, value).length === 0) !== other(value));
      expect(disputed).toEqual([]);
    }));
  test("drawn values and edges are inside, and no schema with a value is called impossible", () =>
    forEverySchema((schema) => {
      const { engine, at } = fresh(schema);
      const inside = (value: Json): boolean => engine.validate(at, value).length === 0;
      const sampled = engine.sample(at);
      const drawn = sampled.outcome === "sampled" ? fc.sample(sampled.arbitrary, { numRuns: 10, seed: 1 }) : [];
      const edges = engine.edges(at).map(({ value }) => value);
      expect([...drawn, ...edges].filter((value) => !inside(value))).toEqual([]);
      expect(sampled.outcome === "unsatisfiable" && values.some(inside)).toBe(false);
    }));
  test("what breaks a keyword breaks that one only", () =>
    forEverySchema((schema) => {
      const { engine, at } = fresh(schema);
      for (const { keyword, arbitrary } of engine.negate(at)) {
        const [value = null] = fc.sample(arbitrary, { numRuns: 1, seed: 1 });
        expect(new Set(engine.validate(at, value).map((failure) => failure.keyword))).toEqual(new Set([keyword]));
      }
    }));
});
