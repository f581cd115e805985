import { describe, expect, test } from "vitest";
import type { Header, Schema } from "../../../model/model.ts";
import { decodeResponseBody, decodeResponseHeader } from "../../../harness/wire/response.ts";
import { at, response } from "./language.ts";

/** What is made of a body by a response with JSON and text. */
function read(content: string | Uint8Array, type: string | undefined) {
  const body = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const headers = type === undefined ? [] : [["Content-Type", type] as const];
  const decoded = decodeResponseBody(
    response("200", "application/json", "text/*"),
    { status: 200, headers, body },
    () => undefined,
  );
  return decoded.outcome === "decoded" ? decoded.readings.map(({ value }) => value) : decoded.outcome;
}

/** The readings of header `X-A`. */
function readHeader(lines: readonly string[], schema: Schema, given: Partial<Header> = {}) {
  const header: Header = {
    name: "X-A",
    required: false,
    explode: false,
    pointer: "#/h",
    schema: at(schema, "#/h/schema"),
    ...given,
  };
  const decoded = decodeResponseHeader(
    header,
    lines.map((line) => ["x-a", line]),
    () => undefined,
  );
  return decoded.outcome === "readings" ? decoded.readings.map(({ value }) => value) : decoded.outcome;
}

describe("bodies", () => {
  test("JSON", () => expect(read('{"a":1}', "application/json")).toEqual([{ a: 1 }]));
  test("JSON in UTF-8, said aloud", () => expect(read('"ü"', 'application/json; charset="utf-8"')).toEqual(["ü"]));
  test("no JSON", () => expect(read("<html>", "application/json")).toBe("malformed"));
  test("no UTF-8", () => expect(read(new Uint8Array([0x22, 0xe9, 0x22]), "application/json")).toBe("malformed"));
  test("text", () => expect(read("5", "text/plain")).toEqual(["5", 5]));
  test("another type", () => expect(read("<a/>", "application/xml")).toBe("undocumentedMediaType"));
  test("no type", () => expect(read("{}", undefined)).toBe("undocumentedMediaType"));
  test("no type that can be read", () => expect(read("{}", ";;")).toBe("undocumentedMediaType"));
  test("nothing", () => expect(read("", "application/json")).toBe("empty"));
  test("a name twice", () => expect(read('{"a":1,"a":2}', "application/json")).toBe("unclear"));
});

describe("headers", () => {
  test("absent", () => expect(readHeader([], true)).toBe("absent"));
  test("a number", () => expect(readHeader([" 5 "], { type: "integer" })).toEqual([5]));
  test("a list of two lines", () =>
    expect(readHeader(["a, b", "c"], { type: "array", items: { type: "string" } })).toEqual([["a", "b", "c"]]));
  test("an object", () =>
    expect(readHeader(["a=1,b=x"], { type: "object" }, { explode: true })).toEqual(
      expect.arrayContaining([{ a: 1, b: "x" }]),
    ));
  test("JSON", () => expect(readHeader(['{"a":1}'], true, { mediaType: "application/json" })).toEqual([{ a: 1 }]));
  test("no JSON", () => expect(readHeader(["{"], true, { mediaType: "application/json" })).toBe("malformed"));
  test("Content-Type is not described by a Header Object", () =>
    expect(readHeader(["x"], true, { name: "content-type" })).toBe("unclear"));
});
