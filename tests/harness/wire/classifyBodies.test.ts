import { describe, expect, test } from "vitest";
import type { Operation, Schema } from "../../../model/model.ts";
import { body, operation, posted, verdict } from "./language.ts";

/** What is said of a posted JSON text. */
function json(text: string | Uint8Array, schema: Schema, type: string | undefined = "application/json"): string {
  return verdict(operation({ method: "POST", requestBody: body({ "application/json": schema }) }), posted(text, type));
}

const integer = { type: "integer" };
const closed = { type: "object", properties: { a: { type: "integer" } }, required: ["a"], additionalProperties: false };

describe("JSON bodies", () => {
  test("a good one", () => expect(json('{"a":1}', closed)).toBe("valid"));
  test("a bad member", () => expect(json('{"a":"1"}', closed)).toBe("body#/a type"));
  test("a missing member", () => expect(json("{}", closed)).toBe("body required"));
  test("every failure is told", () => expect(json('{"b":1}', closed)).toBe("body required, body additionalProperties"));
  test("another value than an object", () => expect(json("null", closed)).toBe("body type"));
  test.each(["{", '{"a":1,}', "NaN", "{'a':1}", '{"a":01}', "1 2"])("%s is no JSON", (text) =>
    expect(json(text, true)).toBe("body json"),
  );
  test("bytes that are not UTF-8 are no JSON", () =>
    expect(json(new Uint8Array([0x22, 0xff, 0x22]), true)).toBe("body utf8"));
  test("a name twice", () => expect(json('{"a":"x","a":1}', closed)).toBe("undecidable"));
  test("a name twice, written differently", () => expect(json('{"a":1,"\\u0061":1}', true)).toBe("undecidable"));
  test("a name twice, deep in it", () =>
    expect(json('[{"a":"\\u0007"},{"b":[{"c":1,"c":1}]}]', true)).toBe("undecidable"));
  test("a name that reads like syntax", () => expect(json('{"a\\":{":1,"{[:,":[":"]}', true)).toBe("valid"));
  test("one name in two objects", () => expect(json('[{"a":1},{"a":[{"a":1}]}]', true)).toBe("valid"));
  test("a value that reads like a name", () => expect(json('{"a":"b","b":"a"}', true)).toBe("valid"));
  test("a byte order mark", () => expect(json("\ufeff{}", true)).toBe("undecidable"));
  test("a lone surrogate", () => expect(json('"\\ud800"', true)).toBe("undecidable"));
  test("a pair of surrogates", () => expect(json('"\\ud83d\\ude00"', { maxLength: 1 })).toBe("valid"));
  test("a number beyond every double", () => expect(json("1e400", true)).toBe("undecidable"));
  test("a number beyond every double, in a member", () =>
    expect(json('{"a":[1,{"b":1e400}]}', true)).toBe("undecidable"));
  test("an escape that is no surrogate", () => expect(json('{"a":"\\u0000\\ud7ff"}', true)).toBe("valid"));
  test("an integer beyond 2^53", () => expect(json("9007199254740993", true)).toBe("valid"));
  test("nesting that every reader follows", () => expect(json("[".repeat(128) + "]".repeat(128), true)).toBe("valid"));
  test("one level more", () => expect(json("[".repeat(129) + "]".repeat(129), true)).toBe("undecidable"));
  test("many objects beside each other", () => expect(json(`[${"{},".repeat(200)}{}]`, true)).toBe("valid"));
  test("deep nesting", () => expect(json("[".repeat(5000) + "]".repeat(5000), true)).toBe("undecidable"));
  test("deep nesting of numbers that need their text", () => {
    expect(json(`${"[".repeat(50_000)}0.1${"]".repeat(50_000)}`, true)).toBe("undecidable");
  });
  test("deep nesting that never ends", () => expect(json("[".repeat(50_000), true)).toBe("body json"));
  test("a format that does not hold", () =>
    expect(json('"x"', { type: "string", format: "date" })).toBe("undecidable"));
  test("a format that holds", () => expect(json('"2024-02-29"', { type: "string", format: "date" })).toBe("valid"));
  test("content that is no JSON", () =>
    expect(json('"{"', { type: "string", contentMediaType: "application/json" })).toBe("undecidable"));
  test("a readOnly member", () =>
    expect(json('{"a":{"b":1}}', { properties: { a: { properties: { b: { readOnly: true } } } } })).toBe(
      "undecidable",
    ));
  test("a body that is too large for some", () => expect(json(`"${"x".repeat(1_000_000)}"`, true)).toBe("undecidable"));
});

describe("content types", () => {
  test("parameters do not matter", () => expect(json("{}", true, "Application/JSON; charset=UTF-8")).toBe("valid"));
  test("another one", () => expect(json("{}", true, "text/plain")).toBe("header.content-type mediaType"));
  test("a suffix is not the type itself", () =>
    expect(json("{}", true, "application/problem+json")).toBe("header.content-type mediaType"));
  test.each([";;;", "json", ""])("%j is none", (type) =>
    expect(json("{}", true, type)).toBe("header.content-type mediaType"),
  );
  test("none at all", () =>
    expect(
      verdict(
        operation({ method: "POST", requestBody: body({ "application/json": closed }) }),
        posted("{}", undefined),
      ),
    ).toBe("undecidable"));
  test("another charset", () => expect(json("{}", true, "application/json; charset=latin1")).toBe("undecidable"));
  test("the most specific one counts", () => {
    const post = operation({
      method: "POST",
      requestBody: body({ "*/*": false, "text/*": false, "text/plain": { maxLength: 1 } }),
    });
    expect(verdict(post, posted("x", "text/plain"))).toBe("valid");
  });
  test("a range takes what has no entry of its own", () => {
    const post = operation({
      method: "POST",
      requestBody: body({ "application/json": false, "application/*": closed }),
    });
    expect(verdict(post, posted("{}", "application/merge-patch+json"))).toBe("body required");
  });
  test("documented parameters that are not given", () => {
    const post = operation({ method: "POST", requestBody: body({ "application/json;v=2": true }) });
    expect(verdict(post, posted("{}", "application/json"))).toBe("undecidable");
  });
  test("a compressed body", () => {
    const post = operation({ method: "POST", requestBody: body({ "application/json": true }) });
    expect(verdict(post, posted("{}", "application/json", [["content-encoding", "gzip"]]))).toBe("undecidable");
  });
});

describe("bodies that are there and should not, and the other way round", () => {
  const post = (isRequired: boolean, type = "application/json", schema: Schema = closed): Operation =>
    operation({ method: "POST", requestBody: body({ [type]: schema }, { required: isRequired }) });
  test("a required one that is missing", () =>
    expect(verdict(post(true), posted("", undefined))).toBe("body required"));
  test("a required one of no bytes", () =>
    expect(verdict(post(true), posted("", "application/json"))).toBe("body required"));
  test("an optional one that is missing", () => expect(verdict(post(false), posted("", undefined))).toBe("valid"));
  test("an optional one of no bytes", () =>
    expect(verdict(post(false), posted("", "application/json"))).toBe("undecidable"));
  test("an empty text is a text", () =>
    expect(verdict(post(true, "text/plain", { type: "string" }), posted("", "text/plain"))).toBe("undecidable"));
  test("an empty text that is none", () =>
    expect(verdict(post(true, "text/plain", { type: "string", minLength: 1 }), posted("", "text/plain"))).toBe(
      "body required",
    ));
  test("one that nobody described", () =>
    expect(verdict(operation({ method: "POST" }), posted("{}", "application/json"))).toBe("undecidable"));
});

describe("forms", () => {
  const form = (text: string, schema: Schema): string =>
    verdict(
      operation({ method: "POST", requestBody: body({ "application/x-www-form-urlencoded": schema }) }),
      posted(text, "application/x-www-form-urlencoded"),
    );
  test("members are typed by the schema", () => expect(form("a=1", closed)).toBe("valid"));
  test("a bad member", () => expect(form("a=x", closed)).toBe("body#/a type"));
  test("a plus is a space to some", () =>
    expect(form("a=x+y", { properties: { a: { const: "x y" } } })).toBe("undecidable"));
  test("an array, repeated", () =>
    expect(form("a=1&a=2", { properties: { a: { type: "array", items: integer } } })).toBe("valid"));
  test("a single one, repeated", () => expect(form("a=1&a=2", closed)).toBe("undecidable"));
  test("a broken escape", () => expect(form("a=%zz", closed)).toBe("undecidable"));
});
