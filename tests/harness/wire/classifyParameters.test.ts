import { describe, expect, test } from "vitest";
import type { Parameter, Schema } from "../../../model/model.ts";
import type { HeaderLine } from "../../../runtime/wire.ts";
import { operation, parameter, request, verdict } from "./language.ts";

/** What is said of `/things?…` where one query parameter `p` is described. */
function query(text: string, schema: Schema, given: Partial<Parameter> = {}): string {
  return verdict(operation({ parameters: [parameter("query", "p", schema, given)] }), request(`/things${text}`));
}

/** What is said of `/things/…` where one path parameter `p` is described. */
function path(text: string, schema: Schema, given: Partial<Parameter> = {}): string {
  return verdict(
    operation({ path: "/things/{p}", parameters: [parameter("path", "p", schema, given)] }),
    request(`/things/${text}`),
  );
}

function headed(headers: readonly HeaderLine[], one: Parameter): string {
  return verdict(operation({ parameters: [one] }), request("/things", { headers }));
}

const required = { required: true };
const integer = { type: "integer" };
const closed = { type: "object", properties: { a: { type: "integer" } }, required: ["a"], additionalProperties: false };

describe("a text in a query is every value that the document admits for it", () => {
  test("a number where a number is wanted", () => expect(query("?p=1", integer)).toBe("valid"));
  test("a string where a string is wanted", () => expect(query("?p=1", { type: "string" })).toBe("valid"));
  test("a number and a string, both good", () => expect(query("?p=1", { type: ["string", "integer"] })).toBe("valid"));
  test("a number and a string, one good", () =>
    expect(query("?p=1", { type: ["string", "integer"], maximum: 0 })).toBe("undecidable"));
  test("a number and a string, none good", () =>
    expect(query("?p=1", { type: ["string", "integer"], maximum: 0, minLength: 2 })).toMatch("query.p"));
  test("a word where a number is wanted", () => expect(query("?p=x", integer)).toBe("query.p type"));
  test("a fraction where an integer is wanted", () => expect(query("?p=1.5", integer)).toBe("query.p type"));
  test("a number out of bounds", () => expect(query("?p=9", { type: "integer", maximum: 8 })).toBe("query.p maximum"));
  test("types are read through anyOf", () =>
    expect(query("?p=9", { anyOf: [{ type: "integer", maximum: 8 }, { type: "boolean" }] })).toMatch(
      /^query.p maximum/,
    ));
  test("types are read from an enum", () => expect(query("?p=1", { enum: [1, 2] })).toBe("valid"));
  test("no type: any of its values may be meant", () => expect(query("?p=1", { minimum: 5 })).toBe("undecidable"));
  test.each(["01", "%2B1", "1.0", "1e0", "%201"])("%s may be 1 to some", (text) =>
    expect(query(`?p=${text}`, integer)).toBe("undecidable"),
  );
  test.each(["0x10", "1x", "NaN", "Infinity", "--1"])("%s is a number to none", (text) =>
    expect(query(`?p=${text}`, integer)).toBe("query.p type"),
  );
  test.each(["true", "false"])("%s is a boolean", (text) =>
    expect(query(`?p=${text}`, { type: "boolean" })).toBe("valid"),
  );
  test.each(["True", "1", "0"])("%s is a boolean to some", (text) =>
    expect(query(`?p=${text}`, { type: "boolean" })).toBe("undecidable"),
  );
  test("yes is a boolean to none", () => expect(query("?p=yes", { type: "boolean" })).toBe("query.p type"));
  test("2^53+1 is not rounded", () =>
    expect(query("?p=9007199254740993", { type: "string", maxLength: 15 })).toBe("query.p maxLength"));
  test("a plus is a space to some", () =>
    expect(query("?p=a+b", { type: "string", enum: ["a b"] })).toBe("undecidable"));
  test("a plus, whatever it is", () =>
    expect(query("?p=a+b", { type: "string", maxLength: 2 })).toBe("query.p maxLength"));
});

describe("nothing and next to nothing", () => {
  test("an optional one that is not there", () => expect(query("", integer)).toBe("valid"));
  test("a required one that is not there", () => expect(query("", integer, required)).toBe("query.p required"));
  test("a required array that may be empty leaves no trace", () =>
    expect(query("", { type: "array" }, required)).toBe("undecidable"));
  test("a required array that may not", () =>
    expect(query("", { type: "array", minItems: 1 }, required)).toBe("query.p required"));
  test("an empty text is a string", () => expect(query("?p=", { type: "string" })).toBe("valid"));
  test("an empty text may stand for nothing", () => expect(query("?p=", integer)).toBe("undecidable"));
  test("an empty text for a required number", () => expect(query("?p=", integer, required)).toBe("query.p type"));
  test("an empty text may be null", () =>
    expect(query("?p=", { type: ["integer", "null"] }, required)).toBe("undecidable"));
  test("an empty text may be an empty array", () =>
    expect(query("?p=", { type: "array", items: integer }, required)).toBe("undecidable"));
  test("what becomes of unknown parameters is not said", () => expect(query("?other=1", integer)).toBe("undecidable"));
  test("they may be members of an exploded object, or not", () =>
    expect(query("?other=1", { type: "object", required: ["a"], properties: { a: integer } })).toBe("undecidable"));
  test("a single one given twice", () => expect(query("?p=1&p=2", integer)).toBe("undecidable"));
});

describe("arrays and objects", () => {
  const integers = { type: "array", items: integer, maxItems: 2 };
  test("exploded", () => expect(query("?p=1&p=2", integers)).toBe("valid"));
  test("exploded, one too many", () => expect(query("?p=1&p=2&p=3", integers)).toBe("query.p maxItems"));
  test("exploded, a word in it", () => expect(query("?p=1&p=x", integers)).toBe("query.p type"));
  test("in one text", () => expect(query("?p=1,2", integers, { explode: false })).toBe("valid"));
  test("in one text, a word in it", () => expect(query("?p=1,x", integers, { explode: false })).toBe("query.p type"));
  test("in one text, as a string too", () =>
    expect(query("?p=1,2,3", { ...integers, type: ["array", "string"] }, { explode: false })).toBe("undecidable"));
  test("an escaped comma is data", () =>
    expect(query("?p=a%2Cb", { type: "array", maxItems: 1 }, { explode: false })).toBe("valid"));
  test.each(["%20", "+"])("spaceDelimited by %s", (mark) =>
    expect(query(`?p=1${mark}2`, integers, { style: "spaceDelimited", explode: false })).toBe("valid"),
  );
  test.each(["|", "%7c"])("pipeDelimited by %s", (mark) =>
    expect(query(`?p=1${mark}x`, integers, { style: "pipeDelimited", explode: false })).toBe("query.p type"),
  );
  test("deepObject", () => expect(query("?p[a]=1", closed, { style: "deepObject", explode: true })).toBe("valid"));
  test("deepObject, escaped", () =>
    expect(query("?p%5Ba%5D=x", closed, { style: "deepObject", explode: true })).toBe("query.p type"));
  test("deepObject has one level", () =>
    expect(query("?p[a][b]=1", closed, { style: "deepObject", explode: true })).toBe("undecidable"));
  test("an exploded object", () => expect(query("?a=1", closed)).toBe("valid"));
  test("an exploded object, a word in it", () => expect(query("?a=x", closed)).toBe("query.p type"));
  test("strangers beside an exploded object may be let be", () =>
    expect(query("?a=1&b=2", closed)).toBe("undecidable"));
  test("an object in one text", () => expect(query("?p=a,1", closed, { explode: false })).toBe("valid"));
  test("an object in one text, half a member", () =>
    expect(query("?p=a", closed, { explode: false })).toBe("query.p type"));
  test("JSON content", () =>
    expect(query("?p=%7B%22a%22%3A1%7D", closed, { mediaType: "application/json" })).toBe("valid"));
  test("JSON content that is none", () =>
    expect(query("?p=%7B", closed, { mediaType: "application/json" })).toBe("query.p json"));
  test("too many ways to read it", () =>
    expect(query(`?${"p=1&".repeat(8)}`, { type: "array", items: { type: ["string", "integer"] }, maxItems: 1 })).toBe(
      "undecidable",
    ));
});

describe("paths", () => {
  test("a good one", () => expect(path("abc", { type: "string", pattern: "^[a-z]+$" })).toBe("valid"));
  test("an escaped slash is data", () => expect(path("a%2Fb", { type: "string", maxLength: 3 })).toBe("valid"));
  test("a bad one", () => expect(path("abcd", { type: "string", maxLength: 3 })).toBe("path.p maxLength"));
  test("length counts characters, not escapes", () =>
    expect(path("%F0%9F%98%80", { type: "string", maxLength: 1 })).toBe("valid"));
  test.each(["", ".", "..", "%2e%2E"])("a segment %j may be taken out on the way", (text) =>
    expect(path(text, { type: "string" })).toBe("undecidable"),
  );
  test.each(["a%b", "%FF", "a b", "ü"])("%s is in no target", (text) =>
    expect(path(text, { type: "string" })).toBe("undecidable"),
  );
  test("another path altogether", () => expect(path("a/b", { type: "string" })).toBe("undecidable"));
  test("a plus is a plus", () => expect(path("a+b", { type: "string", enum: ["a+b"] })).toBe("valid"));
  test("a label without its dot", () => expect(path("a", { type: "string" }, { style: "label" })).toBe("path.p style"));
  test("an encoded dot may be one that separates an exploded label, and no other", () => {
    const list = { type: "array", items: integer };
    const read = (text: string, schema: Schema, explode: boolean): string =>
      path(text, schema, { style: "label", explode });
    expect(read(".1.x", list, true)).toBe("path.p type");
    expect(read(".0%2e01", list, true)).toBe("undecidable");
    expect(read(".0%2E01", list, false)).toBe("path.p type");
    expect(read(".0%2E01", integer, true)).toBe("path.p type");
  });
  test("two parameters in one segment that can be told apart", () => {
    const parameters = [parameter("path", "a", integer), parameter("path", "b", integer)];
    expect(verdict(operation({ path: "/{a}-{b}", parameters }), request("/1-x"))).toBe("path.b type");
  });
  test("two parameters in one segment that cannot", () => {
    const parameters = [parameter("path", "a", true), parameter("path", "b", true)];
    expect(verdict(operation({ path: "/{a}-{b}", parameters }), request("/1-2-3"))).toBe("undecidable");
  });
});

describe("headers and cookies", () => {
  const header = parameter("header", "X-Limit", integer, required);
  test("in any case", () => expect(headed([["x-limit", "5"]], header)).toBe("valid"));
  test("a bad one", () => expect(headed([["X-LIMIT", "five"]], header)).toBe("header.X-Limit type"));
  test("a missing one", () => expect(headed([], header)).toBe("header.X-Limit required"));
  test("one given twice", () =>
    expect(
      headed(
        [
          ["x-limit", "5"],
          ["x-limit", "6"],
        ],
        header,
      ),
    ).toBe("undecidable"));
  test("lines of an array are one list", () =>
    expect(
      headed(
        [
          ["x-l", "1, 2"],
          ["x-l", "x"],
        ],
        parameter("header", "x-l", { type: "array", items: integer }),
      ),
    ).toBe("header.x-l type"));
  test("bytes beyond ASCII", () =>
    expect(headed([["x-s", "ü"]], parameter("header", "x-s", { type: "string" }))).toBe("undecidable"));
  test.each(["Accept", "Content-Type", "Authorization"])("%s is no header parameter", (name) =>
    expect(headed([], parameter("header", name, integer, required))).toBe("valid"),
  );
  test("a cookie", () =>
    expect(headed([["cookie", "a=1; c=x%20y"]], parameter("cookie", "c", { enum: ["x y"] }))).toBe("valid"));
  test("a bad cookie", () =>
    expect(headed([["Cookie", "c=x"]], parameter("cookie", "c", integer))).toBe("cookie.c type"));
  test("an exploded object in cookies has no name", () =>
    expect(headed([["cookie", "a=x"]], parameter("cookie", "c", closed))).toBe("undecidable"));
  test("a missing cookie", () =>
    expect(headed([["cookie", "d=x"]], parameter("cookie", "c", integer, required))).toBe("cookie.c required"));
  test("a range asks for another kind of answer", () =>
    expect(verdict(operation(), request("/things", { headers: [["range", "bytes=0-1"]] }))).toBe("undecidable"));
});
