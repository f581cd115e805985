import { describe, expect, test } from "vitest";
import type { Json } from "../../../model/json.ts";
import type { Schema } from "../../../model/model.ts";
import { at, catalogue } from "./catalogue.ts";
import { engine, schema } from "./language.ts";

const labels = (of: Schema): readonly string[] =>
  engine.edges(schema(of)).map(({ label, instance }) => [instance, label].filter(Boolean).join(" "));
const values = (of: Schema): readonly Json[] => engine.edges(schema(of)).map(({ value }) => value);

describe("every edge is inside", () => {
  test.each(Object.keys(catalogue))("%s", (name) => {
    const edges = engine.edges(at(name));
    expect(edges.length).toBeGreaterThan(0);
    expect(edges.filter(({ value }) => engine.validate(at(name), value).length > 0)).toEqual([]);
  });
});

describe("the edges of", () => {
  test.each([
    ["lengths", { type: "string", minLength: 2, maxLength: 5 }, ["aa", "aaa", "aaaa", "aaaaa"]],
    [
      "a pattern, by the lengths it has",
      { type: "string", pattern: "^(ab){1,3}$", maxLength: 9 },
      ["ab", "abab", "ababab"],
    ],
    ["bounds", { type: "integer", minimum: 3, exclusiveMaximum: 9 }, [3, 4, 7, 8]],
    ["an enumeration", { enum: ["b", "a"] }, ["b", "a"]],
    ["items", { type: "array", items: { const: 0 }, maxItems: 5 }, [[], [0], [0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0, 0]]],
    ["branches", { oneOf: [{ const: 1 }, { type: "array", maxItems: 0 }] }, [1, []]],
    [
      "optional members",
      { type: "object", required: ["a"], properties: { a: { const: 1 }, b: { const: 2 }, c: { const: 3 } } },
      [{ a: 1 }, { a: 1, b: 2, c: 3 }, { a: 1, c: 3 }, { a: 1, b: 2 }],
    ],
  ] satisfies [string, Schema, Json[]][])("%s", (_title, of, wanted) => expect(values(of)).toEqual(wanted));
});

test("an edge is named by the keyword and the place", () =>
  expect(labels({ type: "object", properties: { a: { type: "string", maxLength: 2 } }, required: ["a"] })).toEqual([
    "simplest",
    "/a minLength + 1",
    "/a maxLength",
  ]));
test("an edge points to the schema that makes it one", () => {
  const edges = engine.edges({ schema: { properties: { a: { $ref: "#/name" } }, type: "object" }, pointer: "#/x" });
  expect(edges.find(({ label }) => label === "maxLength")?.schema).toBe("#/name");
});
test("an impossible schema has no edges", () => expect(engine.edges(schema(false))).toEqual([]));

describe("the simplest value", () => {
  test.each([
    ["has no optional member", { type: "object", properties: { a: true } }, {}],
    ["ends a recursion at once", { $ref: "#/node" }, { name: "a", next: null }],
    ["is the number nearest to zero", { type: "integer", maximum: -5 }, -5],
    ["is of the plainest characters", { type: "string", pattern: "^[A-Z0-9]{2}[!-~]$" }, "00a"],
    [
      "has different items where they must be",
      { type: "array", uniqueItems: true, minItems: 3, items: { type: "integer" } },
      [0, 1, -1],
    ],
    ["has what contains asks for", { type: "array", contains: { const: "x" }, minContains: 2 }, ["x", "x"]],
    [
      "fills up with the cheapest members",
      {
        type: "object",
        minProperties: 1,
        properties: { a: { type: "array", minItems: 3, items: { const: 1 } }, b: { const: 2 } },
      },
      { b: 2 },
    ],
  ] satisfies [string, Schema, Json][])("%s", (_title, of, wanted) =>
    expect(engine.simplest(schema(of))).toEqual(wanted),
  );
});
