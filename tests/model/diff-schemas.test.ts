import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Change, diffModels } from "../../model/index.ts";
import { changed, json, schemaAt, schemaChanged, told, uses, withS } from "./changes.ts";
import { api, modelOf, operation } from "./reading.ts";

describe("a schema's change is told at its keyword; who breaks depends on who writes the message", () => {
  it.each([
    [{ maxLength: 128 }, { maxLength: 64 }, "/maxLength maxLength: 128 -> 64", "client", "server"],
    [{ maxLength: 64 }, { maxLength: 128 }, "/maxLength maxLength: 64 -> 128", "server", "client"],
    [{}, { minimum: 1 }, "/minimum minimum: undefined -> 1", "client", "server"],
    [{ minimum: 1 }, {}, "/minimum minimum: 1 -> undefined", "server", "client"],
    [{ minimum: 1 }, { minimum: 0.5 }, "/minimum minimum: 1 -> 0.5", "server", "client"],
    [{ multipleOf: 2 }, { multipleOf: 4 }, "/multipleOf multipleOf: 2 -> 4", "client", "server"],
    [{ multipleOf: 2 }, { multipleOf: 3 }, "/multipleOf multipleOf: 2 -> 3", "client server", "client server"],
    [{ pattern: "^a" }, { pattern: "^b" }, '/pattern pattern: "^a" -> "^b"', "client server", "client server"],
    [{ type: "string" }, { type: ["string", "null"] }, '/type type: "string" -> ["null","string"]', "server", "client"],
    [{ type: "number" }, { type: "integer" }, '/type type: "number" -> "integer"', "client", "server"],
    [{ type: "string" }, { type: "integer" }, '/type type: "string" -> "integer"', "client server", "client server"],
    [{ enum: ["a", "b"] }, { enum: ["b"] }, '/enum enum: "a" -> undefined', "client", "server"],
    [{ enum: ["a"] }, { enum: ["c", "a"] }, '/enum enum: undefined -> "c"', "server", "client"],
    [{}, { enum: ["a"] }, '/enum enum: undefined -> ["a"]', "client", "server"],
    [{}, { required: ["a"] }, '/required required: undefined -> "a"', "client", "server"],
    [{ required: ["a", "b"] }, { required: ["b"] }, '/required required: "a" -> undefined', "server", "client"],
    [
      {},
      { properties: { a: { type: "string" } } },
      '/properties/a property: undefined -> {"type":"string"}',
      "server",
      "nobody",
    ],
    [
      { additionalProperties: false, properties: {} },
      { additionalProperties: false, properties: { a: true } },
      "/properties/a property: undefined -> true",
      "server",
      "client",
    ],
    [{ properties: { a: true } }, { properties: {} }, "/properties/a property: true -> undefined", "client", "client"],
    [
      {},
      { additionalProperties: false },
      "/additionalProperties additionalProperties: undefined -> false",
      "client",
      "server",
    ],
    [{ items: { type: "string" } }, {}, '/items items: {"type":"string"} -> undefined', "server", "client"],
    [
      { items: { maxLength: 2 } },
      { items: { maxLength: 1 } },
      "/items/maxLength maxLength: 2 -> 1",
      "client",
      "server",
    ],
    [{ not: { maxLength: 2 } }, { not: { maxLength: 1 } }, "/not/maxLength maxLength: 2 -> 1", "server", "client"],
    [{}, { not: { type: "null" } }, '/not not: undefined -> {"type":"null"}', "client", "server"],
    [
      { anyOf: [{ type: "null" }] },
      { anyOf: [{ type: "string" }, { type: "null" }] },
      '/anyOf/0 anyOf: undefined -> {"type":"string"}',
      "server",
      "client",
    ],
    [
      { allOf: [{ minLength: 1 }, true] },
      { allOf: [true] },
      '/allOf/0 allOf: {"minLength":1} -> undefined',
      "server",
      "client",
    ],
    [
      { anyOf: [{ minLength: 1 }] },
      { anyOf: [{ minLength: 2 }] },
      "/anyOf/0/minLength minLength: 1 -> 2",
      "client",
      "server",
    ],
    [{ uniqueItems: false }, { uniqueItems: true }, "/uniqueItems uniqueItems: false -> true", "client", "server"],
    [{}, { readOnly: true }, "/readOnly readOnly: undefined -> true", "client", "nobody"],
    [{}, { writeOnly: true }, "/writeOnly writeOnly: undefined -> true", "nobody", "server"],
    [{ default: 1 }, { default: 2 }, "/default default: 1 -> 2", "nobody", "nobody"],
    [true, false, " schema: true -> false", "client", "server"],
  ])("%j to %j", async (before, after, what, requested, answered) => {
    expect(await schemaChanged(before, after, uses.request)).toEqual([`${schemaAt}${what}, ${requested}`]);
    expect(await schemaChanged(before, after, uses.response)).toEqual([`${schemaAt}${what}, ${answered}`]);
  });
});

it("below not, everything turns round, also by way of other named schemas, and twice is once more", async () => {
  const document = (maxLength: number): object => {
    const named = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
    const schemas = {
      S: { not: named("T") },
      T: { items: named("U"), contains: { not: named("V") } },
      U: { maxLength },
      V: { maxLength },
    };
    return operation(uses.request, { components: { schemas } });
  };
  expect(await changed(document(2), document(1))).toEqual([
    "#/components/schemas/U/maxLength maxLength: 2 -> 1, server",
    "#/components/schemas/V/maxLength maxLength: 2 -> 1, client",
  ]);
});

describe("nothing is told of", () => {
  it.each([
    [{ description: "a" }, { description: "b", title: "c", example: 1, examples: [2], "x-a": 3, $comment: "d" }],
    [
      { enum: ["a", "b"], required: ["a", "b"] },
      { required: ["b", "a"], enum: ["b", "a"] },
    ],
    [{ type: ["string", "null"] }, { type: ["null", "string"] }],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, { anyOf: [{ type: "null" }, { type: "string" }] }],
    [{ additionalProperties: true, items: {} }, {}],
    [{ const: { a: 1, b: 2 } }, { const: { b: 2, a: 1 } }],
    [{ maximum: 1 }, { maximum: 1 }],
  ])("%j and %j", async (before, after) => {
    expect(await schemaChanged(before, after, uses.response)).toEqual([]);
  });

  it("a schema that is named otherwise, or written in place", async () => {
    const named = (name: string): object =>
      operation(
        { requestBody: { content: json({ $ref: `#/components/schemas/${name}` }) } },
        { components: { schemas: { [name]: { items: { $ref: `#/components/schemas/${name}` } } } } },
      );
    expect(await changed(named("A"), named("B"))).toEqual([]);
    const inline = operation({ requestBody: { content: json({ type: "string" }) } });
    expect(await changed(withS({ type: "string" }, uses.request), inline)).toEqual([]);
  });

  it("a parameter of the path that is named otherwise", async () => {
    const path = (name: string): object => ({
      paths: {
        [`/pets/{${name}}`]: {
          get: { operationId: "g", parameters: [{ name, in: "path", required: true, schema: {} }], responses: {} },
        },
      },
    });
    expect(await changed(api(path("id")), api(path("petId")))).toEqual([]);
  });

  it("the OpenAPI version", async () => {
    expect(await changed(operation({}, {}, "3.0.3"), operation({}, {}, "3.2.0"))).toEqual([]);
  });
});

it("what breaks the client one way breaks the server the other way, and the other way round", async () => {
  const bound = fc.integer({ min: 0, max: 5 });
  const type = fc.constantFrom("string", "integer", "number", "null");
  const schema = fc.record(
    {
      maxLength: bound,
      minLength: bound,
      maximum: bound,
      multipleOf: fc.constantFrom(2, 3, 4),
      type: fc.uniqueArray(type, { minLength: 1 }),
      enum: fc.uniqueArray(bound, { minLength: 1 }),
      required: fc.uniqueArray(fc.constantFrom("a", "b")),
      not: fc.record({ minItems: bound }),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const mirrored = (changes: readonly Change[]): readonly Change[] =>
    changes.map((each) => ({
      ...each,
      before: each.after,
      after: each.before,
      breaking: { client: each.breaking.server, server: each.breaking.client },
    }));
  const sorted = (changes: readonly Change[]): readonly string[] => told(changes).toSorted();
  await fc.assert(
    fc.asyncProperty(schema, schema, fc.constantFrom(uses.request, uses.response), async (one, other, use) => {
      const [before, after] = [await modelOf(withS(one, use)), await modelOf(withS(other, use))];
      expect(sorted(mirrored(diffModels(after, before)))).toEqual(sorted(diffModels(before, after)));
    }),
    { numRuns: 60 },
  );
});
