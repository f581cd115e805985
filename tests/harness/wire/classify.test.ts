import { describe, expect, test } from "vitest";
import type { Operation, Parameter, Schema } from "../../../model/model.ts";
import type { HeaderLine } from "../../../runtime/wire.ts";
import { body, operation, parameter, posted, request, response, security, type Unnamed, verdict } from "./language.ts";

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

/** What is said of a posted JSON text. */
function json(text: string | Uint8Array, schema: Schema, type: string | undefined = "application/json"): string {
  return verdict(operation({ method: "POST", requestBody: body({ "application/json": schema }) }), posted(text, type));
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
  test("one name in two objects", () => expect(json('[{"a":1},{"a":[{"a":1}]}]', true)).toBe("valid"));
  test("a value that reads like a name", () => expect(json('{"a":"b","b":"a"}', true)).toBe("valid"));
  test("a byte order mark", () => expect(json("\ufeff{}", true)).toBe("undecidable"));
  test("a lone surrogate", () => expect(json('"\\ud800"', true)).toBe("undecidable"));
  test("a pair of surrogates", () => expect(json('"\\ud83d\\ude00"', { maxLength: 1 })).toBe("valid"));
  test("a number beyond every double", () => expect(json("1e400", true)).toBe("undecidable"));
  test("an integer beyond 2^53", () => expect(json("9007199254740993", true)).toBe("valid"));
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

describe("method, Accept and credentials", () => {
  const get = operation({
    responses: [response("200", "application/json"), response("406"), response("404", "application/problem+json")],
  });
  const bare = operation({ responses: [response("204"), response("406", "application/json")] });
  const ignoring = operation({ responses: [response("200", "application/json")] });
  const accepting = (accept: string): string => verdict(get, request("/things", { headers: [["accept", accept]] }));
  test("another method", () => expect(verdict(get, request("/things", { method: "DELETE" }))).toBe("method method"));
  test.each(["HEAD", "OPTIONS"])("%s may be answered undocumented", (method) =>
    expect(verdict(get, request("/things", { method }))).toBe("undecidable"),
  );
  test.each(["*/*", "application/json", "application/*;q=0.1", "text/html, application/json;q=0.5"])(
    "Accept %s",
    (accept) => expect(accepting(accept)).toBe("valid"),
  );
  test.each(["text/html", "application/json;q=0, application/problem+json;q=0", "image/*"])(
    "Accept %s takes no answer",
    (accept) => expect(accepting(accept)).toBe("header.accept notAcceptable"),
  );
  test("Accept for errors only", () => expect(accepting("application/problem+json")).toBe("undecidable"));
  test("Accept for no answer, where a success has no body", () =>
    expect(verdict(bare, request("/things", { headers: [["accept", "image/*"]] }))).toBe("undecidable"));
  test("Accept for no answer, where no 406 is documented", () =>
    expect(verdict(ignoring, request("/things", { headers: [["accept", "image/*"]] }))).toBe("undecidable"));
  test("Accept that is none", () => expect(accepting("*")).toBe("undecidable"));

  const authorized = (value: string | undefined, ...given: readonly (readonly Unnamed[])[]): string => {
    const headers: readonly HeaderLine[] = value === undefined ? [] : [["Authorization", value]];
    return verdict(operation({ security: security(...given) }), request("/things", { headers }));
  };
  const bearer = { type: "http", scheme: "bearer" } as const;
  const basic = { type: "http", scheme: "basic" } as const;
  const sigv4 = { type: "apiKey", in: "header", parameter: "Authorization", sigv4: true } as const;
  test("no credentials", () => expect(authorized(undefined, [bearer])).toBe("security missingCredentials"));
  test("a bearer", () => expect(authorized("Bearer abc.def", [bearer])).toBe("valid"));
  test("no bearer", () => expect(authorized("abc", [bearer])).toBe("security malformedCredentials"));
  test("basic where bearer is wanted", () =>
    expect(authorized("Basic YTpi", [bearer])).toBe("security malformedCredentials"));
  test("one of two alternatives", () => expect(authorized("Basic YTpi", [bearer], [basic])).toBe("valid"));
  test("two that must both hold", () =>
    expect(authorized("Basic YTpi", [bearer, basic])).toBe("security malformedCredentials"));
  test("an alternative without any", () => expect(authorized(undefined, [bearer], [])).toBe("valid"));
  test("a signature", () =>
    expect(
      authorized("AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=0f", [sigv4]),
    ).toBe("valid"));
  test("no signature", () => expect(authorized("Bearer x", [sigv4])).toBe("security malformedCredentials"));
  test("a certificate cannot be seen", () =>
    expect(authorized(undefined, [{ type: "mutualTLS" }])).toBe("undecidable"));
});

describe("places together", () => {
  const two = operation({ parameters: [parameter("query", "a", integer), parameter("query", "b", integer)] });
  test("one invalid place is enough", () => expect(verdict(two, request("/things?a=01&b=x"))).toBe("query.b type"));
  test("one undecidable place is enough where none is invalid", () =>
    expect(verdict(two, request("/things?a=01&b=1"))).toBe("undecidable"));
  test("all invalid places are told", () =>
    expect(verdict(two, request("/things?a=y&b=x"))).toBe("query.a type, query.b type"));
  test("a target beyond what every server takes", () =>
    expect(verdict(two, request(`/things?c=${"x".repeat(8000)}`))).toBe("undecidable"));
});
