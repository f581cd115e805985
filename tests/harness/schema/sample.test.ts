import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../model/json.ts";
import type { Schema } from "../../../model/model.ts";
import { schemaEngine } from "../../../harness/schema/index.ts";
import { codePoints } from "../../../harness/schema/values.ts";
import { formats } from "../../../harness/schema/format/index.ts";
import { at, catalogue, impossible } from "./catalogue.ts";
import { arbitraryOf, drawn, drawnTexts, engine, otherValidator, schema, shrinks, shrunk } from "./language.ts";
import { suite } from "./suite.ts";

const names = Object.keys(catalogue);
/** ajv divides in binary and reads a member called `__proto__` from the prototype. */
const misjudged = new Set(["cents", "inherited names", "beyond 2^53", "a bound out of reach"]);
const distinct = (of: Schema, count = 300): ReadonlySet<string> =>
  new Set(drawn(arbitraryOf(schema(of)), count).map((value) => JSON.stringify(value)));
const lengths = (of: Schema): ReadonlySet<number> => new Set(drawnTexts(schema(of), 300).map(codePoints));

describe("every drawn value is inside", () => {
  test.each(names)("%s", (name) => {
    const [place, other] = [at(name), otherValidator(at(name).schema)];
    for (const value of drawn(arbitraryOf(place))) {
      expect(engine.validate(place, value)).toEqual([]);
      expect([value, misjudged.has(name) || (other(value) ?? true)]).toEqual([value, true]);
    }
  });
});

describe("every simpler value is inside", () => {
  test.each(names)("%s", (name) => {
    const outside = shrinks(arbitraryOf(at(name))).filter((value) => engine.validate(at(name), value).length > 0);
    expect(outside).toEqual([]);
  });
});

describe("the simplest value is where all shrinking ends", () => {
  test.each(names)("%s", (name) => expect(shrunk(at(name), () => true)).toEqual(engine.simplest(at(name))));
});

describe("no value is an answer as well", () => {
  test.each(Object.keys(impossible))("%s", (name) => {
    const place = at(name, impossible);
    expect(engine.sample(place)).toEqual({ outcome: "unsatisfiable", pointer: place.pointer });
    expect(engine.simplest(place)).toBeUndefined();
  });
});

describe("JSON-Schema-Test-Suite", () => {
  const satisfiable = suite("tests").filter(
    ({ beyond, tests }) => beyond === undefined && tests.some(({ valid }) => valid),
  );
  test("has enough schemas with values to say something", () => expect(satisfiable.length).toBeGreaterThan(320));
  test.each(satisfiable)("$title", ({ at: place, resolve }) => {
    const own = schemaEngine(resolve);
    const outside = drawn(arbitraryOf(place, own), 30).filter((value) => own.validate(place, value).length > 0);
    expect(outside).toEqual([]);
  });
});

test("the same seed draws the same values, whatever was drawn before", () => {
  const once = JSON.stringify(
    drawn(
      arbitraryOf(
        at("object"),
        schemaEngine(() => undefined),
      ),
    ),
  );
  const other = schemaEngine(() => undefined);
  drawn(arbitraryOf(at("map"), other));
  other.negate(at("object"));
  expect(JSON.stringify(drawn(arbitraryOf(at("object"), other)))).toBe(once);
});

describe("what can be is drawn", () => {
  test("every member of an enumeration", () => expect(distinct({ enum: [1, "a", null, [], {}, true] }).size).toBe(6));
  test("every branch of one of", () =>
    expect(distinct({ oneOf: [{ const: 1 }, { const: 2 }, { const: 3 }] }).size).toBe(3));
  test("every optional member there and not there", () =>
    expect(
      distinct({ type: "object", properties: { a: { const: 1 }, b: { const: 2 } }, additionalProperties: false }).size,
    ).toBe(4));
  test("both bounds of a number", () =>
    expect([...distinct({ type: "integer", minimum: -1e9, maximum: 1e9 })]).toEqual(
      expect.arrayContaining(["-1000000000", "1000000000", "0"]),
    ));
  test("both bounds of a length", () =>
    expect([...lengths({ type: "string", minLength: 2, maxLength: 90 })]).toEqual(expect.arrayContaining([2, 89, 90])));
  test("the longest of a long string", () => expect(lengths({ type: "string", maxLength: 9000 })).toContain(9000));
  test("no item and many", () =>
    expect(
      new Set([...distinct({ type: "array", items: { const: 1 } })].map((text) => text.length)).size,
    ).toBeGreaterThan(4));
  test("characters beyond ASCII, and none that UTF-8 cannot carry", () => {
    const text = drawnTexts(schema({ type: "string", minLength: 20 }), 300).join("");
    expect(text).toMatch(/\p{M}/u);
    expect(text).toMatch(/[\u{10000}-\u{10ffff}]/u);
    expect(text).toMatch(/[\u200b\u202e]/);
    expect(text.isWellFormed()).toBe(true);
  });
  test("JSON where a string has to hold JSON", () => {
    for (const text of drawnTexts(at("JSON in a string"))) expect(JSON.parse(text)).toHaveProperty("a");
  });
  test.each([...formats.keys()].filter((name) => !name.startsWith("int")))("texts of format %s", (format) => {
    const place = schema({ type: "string", format });
    for (const value of drawn(arbitraryOf(place), 200))
      expect(engine.validate(place, value, { formats: true })).toEqual([]);
  });
});

describe("shrinking finds the smallest value that still fails", () => {
  const hasMember =
    (name: string) =>
    (value: Json): boolean =>
      typeof value === "object" && value !== null && Object.hasOwn(value, name);
  test("a number beyond a limit", () =>
    expect(shrunk(schema({ type: "integer", minimum: 0 }), (value) => Number(value) > 1000)).toBe(1001));
  test("a text of four characters", () =>
    expect(shrunk(schema({ type: "string" }), (value) => typeof value === "string" && value.length > 3)).toBe("aaaa"));
  test("a text of a pattern", () =>
    expect(
      shrunk(
        schema({ type: "string", pattern: "^[A-Z]-\\d+$" }),
        (value) => typeof value === "string" && value.length > 5,
      ),
    ).toBe("A-0000"));
  test("one optional member", () => expect(shrunk(at("object"), hasMember("tags"))).toEqual({ id: 1, tags: [] }));
  test("two items", () =>
    expect(
      shrunk(schema({ type: "array", items: { type: "string" } }), (value) => Array.isArray(value) && value.length > 1),
    ).toEqual(["", ""]));
  test("a list of three", () =>
    expect(shrunk(at("a list that ends"), (value) => JSON.stringify(value).split("name").length > 3)).toEqual({
      name: "a",
      next: { name: "a", next: { name: "a", next: null } },
    }));
});

describe("views", () => {
  const user = schema({
    type: "object",
    required: ["id", "password"],
    additionalProperties: false,
    properties: { id: { type: "integer", readOnly: true }, password: { type: "string", writeOnly: true } },
  });
  const seen = (view: "request" | "response"): readonly string[] => {
    const sampled = engine.sample(user, { view });
    return [
      ...new Set(
        sampled.outcome === "sampled" ? drawn(sampled.arbitrary).flatMap((value) => Object.keys(value ?? {})) : [],
      ),
    ];
  };
  test("a request has no readOnly member", () => expect(seen("request")).toEqual(["password"]));
  test("a response has no writeOnly member", () => expect(seen("response")).toEqual(["id"]));
});

describe("values that only a state can give", () => {
  const from = { operationId: "createApi", value: "$response.body#/apiId" };
  const sourced = { type: "string", "x-covenant": { from } };
  const place = schema({
    type: "object",
    required: ["api"],
    properties: { api: sourced, other: sourced },
    additionalProperties: false,
  });
  const drawnFrom = (source: () => fc.Arbitrary<Json> | undefined): readonly Json[] => {
    const sampled = engine.sample(place, { source });
    return sampled.outcome === "sampled" ? drawn(sampled.arbitrary) : [];
  };
  test("come from the source", () =>
    expect(drawnFrom(() => fc.constant("~1~")).every((value) => JSON.stringify(value).includes('"api":"~1~"'))).toBe(
      true,
    ));
  test("are left out where the source has none and they are optional", () =>
    expect(drawnFrom(() => undefined).some((value) => JSON.stringify(value).includes("other"))).toBe(false));
  test("stand in the simplest value and in every edge", () => {
    const source = () => fc.constant("~1~");
    expect(engine.simplest(place, { source })).toEqual({ api: "~1~" });
    expect(engine.edges(place, { source }).map(({ value }) => value)).toContainEqual({ api: "~1~", other: "~1~" });
  });
  test("need not be inside their schema yet: the rest is drawn, broken and moved as ever", () => {
    const strict = { type: "string", maxLength: 3, "x-covenant": { from } };
    const of = schema({
      type: "object",
      required: ["api", "n"],
      properties: { api: strict, n: { type: "integer", minimum: 1 } },
    });
    const source = () => fc.constant("~createApi.1~");
    const sampled = engine.sample(of, { source });
    expect(
      sampled.outcome === "sampled" && new Set(drawn(sampled.arbitrary).map((value) => JSON.stringify(value))).size,
    ).toBeGreaterThan(10);
    expect(engine.negate(of, { source }).map(({ keyword, instance }) => `${keyword} ${instance}`)).toEqual(
      expect.arrayContaining(["minimum /n", "maxLength /api"]),
    );
    expect(engine.edges(of, { source }).map(({ value }) => value)).toContainEqual({ api: "~createApi.1~", n: 2 });
  });
  test("are asked for by operation and place", () => {
    const asked: string[] = [];
    engine.simplest(place, {
      source: (source, pointer) => void asked.push(`${source.operationId} ${pointer.slice(-4)}`),
    });
    expect(asked).toEqual(["createApi /api"]);
  });
});
