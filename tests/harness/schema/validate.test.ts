import { describe, expect, test } from "vitest";
import { numberFrom } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import type { Schema } from "../../../model/model.ts";
import { schemaEngine } from "../../../harness/schema/index.ts";
import { objectOf } from "../../../harness/schema/values.ts";
import { formats } from "../../../harness/schema/format/index.ts";
import { engine, schema } from "./language.ts";
import { suite } from "./suite.ts";

const keywords = (of: Schema, value: Json): readonly string[] =>
  engine.validate(schema(of), value).map(({ keyword }) => keyword);
const instances = (of: Schema, value: Json): readonly string[] =>
  engine.validate(schema(of), value).map(({ instance }) => instance);
/** `then` as an own member of a literal would look like a promise to the linter. */
const conditional = (keyword: string, consequence: Schema): Schema =>
  objectOf([
    ["if", true],
    [keyword, consequence],
  ]);
const nested = (levels: number): Json => Array.from({ length: levels }).reduce<Json>((inner) => [inner], 0);

describe("JSON-Schema-Test-Suite", () => {
  test.each([...suite("tests"), ...suite("optional")].filter(({ beyond }) => beyond === undefined))(
    "$title",
    (group) => {
      const own = schemaEngine(group.resolve);
      const wrong = group.tests.filter(({ data, valid }) => (own.validate(group.at, data).length === 0) !== valid);
      expect(wrong).toEqual([]);
    },
  );
});

describe("a failure", () => {
  test("names the place in the value, the keyword, its schema and both sides", () => {
    const of = { properties: { "a/b": { items: { maxLength: 2 } } } };
    expect(engine.validate({ schema: of, pointer: "#/x" }, { "a/b": ["abc"] })).toEqual([
      {
        instance: "/a~1b/0",
        keyword: "maxLength",
        schema: "#/x/properties/a~1b/items",
        expected: 2,
        received: "3 characters",
      },
    ]);
  });
  test("is told for every keyword that is broken", () =>
    expect(keywords({ type: "object", required: ["a"], properties: { b: { type: "null" } } }, { b: 1 })).toEqual([
      "required",
      "type",
    ]));
  test("of a reference or of allOf is the failure inside it", () =>
    expect(keywords({ allOf: [{ $ref: "#/name" }, { minLength: 5 }] }, "Abc")).toEqual(["pattern", "minLength"]));
  test.each([
    ["anyOf", { anyOf: [{ type: "null" }, { type: "string", maxLength: 1 }] }, "ab"],
    ["oneOf", { oneOf: [true, true] }, 1],
    ["not", { not: {} }, 1],
    ["then", conditional("then", false), 1],
    ["else", { if: false, else: { type: "null" } }, 1],
    ["propertyNames", { propertyNames: { maxLength: 1 } }, { ab: 1 }],
    ["dependentSchemas", { dependentSchemas: { a: { required: ["b"] } } }, { a: 1 }],
    ["contains", { contains: { type: "null" } }, [1]],
    ["maxContains", { contains: true, maxContains: 1 }, [1, 2]],
    ["additionalProperties", { additionalProperties: false }, { a: 1 }],
  ] satisfies [string, Schema, Json][])("of alternatives is the keyword's own: %s", (keyword, of, value) =>
    expect(keywords(of, value)).toEqual([keyword]),
  );
  test("of a closed object is at the object", () =>
    expect(instances({ properties: { a: { additionalProperties: false } } }, { a: { b: 1 } })).toEqual(["/a"]));
});

describe("numbers are exact", () => {
  test.each([
    ["2^53 + 1 is above 2^53", { maximum: 9007199254740992 }, numberFrom("9007199254740993"), ["maximum"]],
    ["19.99 is a multiple of 0.01", { multipleOf: 0.01 }, 19.99, []],
    ["1e400 is an integer", { type: "integer" }, numberFrom("1e400"), []],
    ["-0 is 0", { const: 0 }, numberFrom("-0"), []],
    ["2^53 and 2^53 + 1 are two items", { uniqueItems: true }, [9007199254740992, numberFrom("9007199254740993")], []],
  ] satisfies [string, Schema, Json, string[]][])("%s", (_title, of, value, wanted) =>
    expect(keywords(of, value)).toEqual(wanted),
  );
});

describe("what is not there", () => {
  test("an inherited member is none", () => expect(keywords({ required: ["toString"] }, {})).toEqual(["required"]));
  test("__proto__ is a member like any other", () =>
    expect(keywords({ properties: objectOf([["__proto__", { type: "null" }]]) }, objectOf([["__proto__", 1]]))).toEqual(
      ["type"],
    ));
  test("a pattern that needs more than flag u allows is read without it", () =>
    expect(keywords({ pattern: "^[\\w-.]+$" }, "a b")).toEqual(["pattern"]));
  test("a reference by dynamic scope is noted", () => {
    const own = schemaEngine(() => undefined);
    expect(own.validate({ schema: { $dynamicRef: "#a" }, pointer: "#" }, 1)).toEqual([]);
    expect(own.notes()).toMatchObject([{ kind: "unsupported", keyword: "$dynamicRef" }]);
  });
  test("a pattern that is none is noted", () => {
    const own = schemaEngine(() => undefined);
    expect(own.validate({ schema: { pattern: "(" }, pointer: "#" }, "a")).toEqual([]);
    expect(own.notes()).toMatchObject([{ pointer: "#", keyword: "pattern" }]);
  });
});

describe("depth", () => {
  const list: Schema = { items: { $ref: "#/list" } };
  const own = schemaEngine(() => list);
  test("a value deeper than the engine follows is told as that", () =>
    expect(own.validate({ schema: list, pointer: "#/list" }, nested(20_000))).toMatchObject([
      { keyword: "depth", instance: "" },
    ]));
  test("equal items too deep to compare as well", () =>
    expect(keywords({ uniqueItems: true }, [nested(20_000), nested(20_000)])).toEqual(["depth"]));
  test("a schema that does not look inside has nothing against depth", () =>
    expect(keywords({ type: "array" }, nested(20_000))).toEqual([]));
  test("a schema that never leaves the place ends", () =>
    expect(schemaEngine(() => ({ $ref: "#" })).validate({ schema: { $ref: "#" }, pointer: "#" }, 1)).toMatchObject([
      { keyword: "depth" },
    ]));
});

describe("views", () => {
  const of = schema({
    required: ["id", "password"],
    properties: { id: { readOnly: true }, password: { $ref: "#/secret" } },
  });
  const own = schemaEngine(() => ({ writeOnly: true }));
  const missing = (view: "request" | "response") => own.validate(of, {}, { view }).map(({ received }) => received);
  test("a request needs no readOnly member", () => expect(missing("request")).toEqual(["no password"]));
  test("a response needs no writeOnly member", () => expect(missing("response")).toEqual(["no id"]));
});

describe("formats", () => {
  test("only annotate unless asked", () => {
    expect(engine.validate(schema({ format: "date" }), "x")).toEqual([]);
    expect(engine.validate(schema({ format: "date" }), "x", { formats: true })).toMatchObject([{ keyword: "format" }]);
  });
  test.each([
    ["date", "2024-02-29", "2023-02-29"],
    ["time", "23:59:60Z", "12:00:60Z"],
    ["date-time", "1998-12-31T15:59:60-08:00", "1998-12-31 23:59:59Z"],
    ["duration", "P1Y2M3DT4H", "P1D2W"],
    ["email", "joe.bloggs@example.com", ".joe@example.com"],
    ["idn-email", "用户@例え.テスト", "用户"],
    ["hostname", "xn--4gbwdl.xn--wgbh1c", "-a.example"],
    ["idn-hostname", "bücher.example", "a b"],
    ["ipv4", "192.168.0.1", "192.168.00.1"],
    ["ipv6", "::ffff:192.0.2.1", "1::2::3"],
    ["uri", "urn:a:b", "//a/b"],
    ["uri-reference", "../a?b#c", "a\\b"],
    ["iri", "https://ƒøø.ßår/?∂éœ=πîx", "/a"],
    ["uri-template", "/{+path}{?q*}", "/{a"],
    ["uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2eb8aa08aa9811eab4aa73b441d16380"],
    ["json-pointer", "/a~0/~1", "/~2"],
    ["relative-json-pointer", "1/a", "01"],
    ["regex", "^[a-z]+$", "(a"],
    ["byte", "AA==", "A==="],
    ["int32", 2147483647, 2147483648],
    ["int64", numberFrom("9223372036854775807"), numberFrom("9223372036854775808")],
  ] satisfies [string, Json, Json][])("%s holds for %j and not for %j", (name, inside, outside) => {
    expect(formats.get(name)?.holds(inside)).toBe(true);
    expect(formats.get(name)?.holds(outside)).toBe(false);
  });
});
