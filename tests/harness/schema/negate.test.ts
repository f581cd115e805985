import { describe, expect, test } from "vitest";
import type { Schema } from "../../../model/model.ts";
import { at, catalogue } from "./catalogue.ts";
import { drawn, engine, otherValidator, schema, shrinks } from "./language.ts";

const names = Object.keys(catalogue);
/** ajv divides in binary, reads a member called `__proto__` from the prototype, and lets an empty array pass for one that `contains` something. */
const misjudged = new Set(["cents", "inherited names", "beyond 2^53", "a bound out of reach", "unevaluated items"]);
const ways = (of: Schema): readonly string[] =>
  engine
    .negate(schema(of))
    .map(({ keyword, detail, instance }) => [keyword, detail, instance].filter(Boolean).join(" "));
const matches = (template: string, instance: string): boolean => {
  const [wanted, had] = [template.split("/"), instance.split("/")];
  return wanted.length === had.length && wanted.every((token, index) => token === "*" || token === had[index]);
};

describe("every value outside is so by the named keyword at the named place, and by nothing else", () => {
  test.each(names)("%s", (name) => {
    const [place, other] = [at(name), otherValidator(at(name).schema)];
    for (const { keyword, instance, schema: holder, arbitrary } of engine.negate(place)) {
      for (const value of [...drawn(arbitrary, 15), ...shrinks(arbitrary, 2)]) {
        const failures = engine.validate(place, value);
        expect(failures.map((failure) => [failure.keyword, matches(instance, failure.instance)])).toEqual(
          failures.map(() => [keyword, true]),
        );
        expect(failures.map((failure) => failure.schema)).toContain(holder);
        expect([value, !misjudged.has(name) && other(value)]).not.toEqual([value, true]);
      }
    }
  });
});

describe("the ways to be outside", () => {
  test.each([
    [
      "a text",
      { type: "string", minLength: 1, maxLength: 3, pattern: "^a*$" },
      ["type", "minLength", "maxLength", "pattern"],
    ],
    ["a number", { type: "integer", minimum: 0, multipleOf: 5 }, ["type", "minimum", "multipleOf"]],
    [
      "an object, each required name for itself",
      { type: "object", required: ["a", "b"], additionalProperties: false, properties: { a: true, b: true } },
      ["type", "required a", "required b", "additionalProperties"],
    ],
    [
      "members at any depth",
      { properties: { a: { items: { properties: { b: { type: "null" } } } } } },
      ["type /a/*/b"],
    ],
    ["members of any name", { additionalProperties: { type: "null" } }, ["type /*"]],
    [
      "alternatives are broken as a whole, and each from within",
      { anyOf: [{ type: "null" }, { type: "object", required: ["a"] }] },
      ["anyOf", "anyOf required a"],
    ],
    ["nothing is outside everything", {}, []],
    ["an empty minimum cannot be broken", { type: "array", minItems: 0 }, ["type"]],
    ["an annotation cannot be broken", { format: "date", title: "a" }, []],
  ] satisfies [string, Schema, string[]][])("%s", (_title, of, wanted) => expect(ways(of)).toEqual(wanted));

  test("what cannot be broken alone is noted", () => {
    const place = schema({ type: "string", enum: ["a"], maxLength: 1, minLength: 1 });
    expect(engine.negate(place).map(({ keyword }) => keyword)).toEqual(["enum"]);
    expect(
      engine
        .notes()
        .filter(({ pointer }) => pointer === place.pointer)
        .map(({ keyword }) => keyword),
    ).toEqual(["type", "minLength", "maxLength"]);
  });
  test("a wrong type is each other type", () => {
    const [wrong] = engine.negate(schema({ type: "string" }));
    const types = new Set(
      wrong === undefined
        ? []
        : drawn(wrong.arbitrary, 200).map((value) =>
            value === null ? "null" : Array.isArray(value) ? "array" : typeof value,
          ),
    );
    expect([...types].toSorted()).toEqual(["array", "boolean", "null", "number", "object"]);
  });
  test("a bound is broken by the next value beyond it, too", () => {
    const [wrong] = engine
      .negate(schema({ maximum: 10, type: "integer" }))
      .filter(({ keyword }) => keyword === "maximum");
    expect(wrong === undefined ? [] : drawn(wrong.arbitrary, 100)).toContain(11);
  });
});
