import { describe, expect, test } from "vitest";
import { numberFrom, type Json } from "../../../model/json.ts";
import type { Encoding, Parameter } from "../../../model/model.ts";
import type { Values } from "../../../harness/case.ts";
import { encode, isSendable } from "../../../harness/wire/encode.ts";
import { body, encoded, operation, parameter, values, valuesOf } from "./language.ts";

/** The target of `/things` with one query parameter `p`. */
function target(value: Json, given: Partial<Parameter> = {}): string {
  const one = parameter("query", "p", true, given);
  return encoded(operation({ parameters: [one] }), valuesOf(one, value)).target;
}

/** Content type and body of a value in a media type. */
function sent(
  mediaType: string,
  value: Json,
  encoding: Readonly<Record<string, Partial<Encoding>>> = {},
): readonly [string | undefined, string] {
  const full = Object.entries(encoding).map(
    ([name, given]) => [name, { headers: [], allowReserved: false, pointer: "#", ...given }] as const,
  );
  const post = operation({ method: "POST", requestBody: body({ [mediaType]: true }, { encoding: new Map(full) }) });
  const request = encoded(post, values({ body: { mediaType, content: { value } } }));
  return [
    request.headers[0]?.[1],
    typeof request.body === "string" ? request.body : new TextDecoder().decode(request.body),
  ];
}

/** Why a value of one parameter cannot be sent. */
function refusal(place: Parameter["in"], value: Json, given: Partial<Parameter> = {}): string {
  const one = parameter(place, "p", true, given);
  const outcome = encode(operation({ path: place === "path" ? "/{p}" : "/", parameters: [one] }), valuesOf(one, value));
  return outcome.outcome === "encoded" ? "encoded" : `${outcome.at}: ${outcome.reason}`;
}

describe("a request", () => {
  const post = operation({
    method: "POST",
    path: "/a b/{id}.{ext}/ü",
    parameters: [
      parameter("path", "id", true),
      parameter("path", "ext", true),
      parameter("query", "z", true),
      parameter("query", "a", true),
      parameter("header", "X-One", true),
      parameter("cookie", "c", true),
      parameter("cookie", "d", true),
    ],
    requestBody: body({ "application/json": true }),
  });
  const all: Values = {
    path: { ext: "/", id: "1" },
    query: { a: 1, unknown: "u", z: true },
    header: { "X-One": "one", "X-Two": "two" },
    cookie: { d: "2", c: "1" },
    body: { mediaType: "application/json", content: { value: { b: [] } } },
  };
  test("has everything in the document's order, then what the document does not know", () => {
    expect(encoded(post, all)).toEqual({
      method: "POST",
      target: "/a%20b/1.%2F/%C3%BC?z=true&a=1&unknown=u",
      headers: [
        ["content-type", "application/json"],
        ["X-One", "one"],
        ["X-Two", "two"],
        ["cookie", "c=1; d=2"],
      ],
      body: '{"b":[]}',
    });
  });
  test("without a body has no content type", () =>
    expect(encoded(operation(), values({}))).toEqual({ method: "GET", target: "/things", headers: [] }));
  test("changes that live on the wire come last", () => {
    const wire = {
      method: "PUT",
      query: ["z=2", "%zz"],
      headers: [["accept", "x/y"]],
      without: ["content-type", "x-one"],
    } as const;
    const { method, target, headers } = encoded(post, { ...all, cookie: {}, wire });
    expect([method, target, headers]).toEqual([
      "PUT",
      "/a%20b/1.%2F/%C3%BC?z=true&a=1&unknown=u&z=2&%zz",
      [
        ["X-Two", "two"],
        ["accept", "x/y"],
      ],
    ]);
  });
  test("bytes of a body go as they are", () => {
    const bytes = new Uint8Array([0xff, 0]);
    expect(encoded(post, { ...all, body: { mediaType: "application/json", content: { bytes } } }).body).toBe(bytes);
  });
  test("a query in the template stays", () =>
    expect(encoded(operation({ path: "/x?y=1" }), values({ query: { z: "2" } })).target).toBe("/x?y=1&z=2"));
});

describe("values that JavaScript would change", () => {
  test.each(["9007199254740993", "1e400", "-0", "0.10000000000000000001"])("%s keeps its text in a query", (text) => {
    expect(target(numberFrom(text))).toBe(`/things?p=${text}`);
  });
  test.each(["9007199254740993", "1e400", "-0"])("%s keeps its text in a body", (text) => {
    expect(sent("application/json", { a: numberFrom(text) })[1]).toBe(`{"a":${text}}`);
  });
  test("an empty array and null are nothing", () => expect([target([]), target(null)]).toEqual(["/things", "/things"]));
  test("JSON content", () =>
    expect(target({ a: [null] }, { mediaType: "application/json" })).toBe("/things?p=%7B%22a%22%3A%5Bnull%5D%7D"));
  test("a whole query", () => {
    const one = parameter("querystring", "q", true, { mediaType: "application/x-www-form-urlencoded" });
    expect(encoded(operation({ parameters: [one] }), valuesOf(one, { a: "1 2", b: true })).target).toBe(
      "/things?a=1%202&b=true",
    );
  });
});

describe("what has no form on the wire is said, not sent", () => {
  test.each(["", ".", "..", null])("%j as a path segment", (value) =>
    expect(refusal("path", value)).toMatch(/^path.p: Path parameter p must not/),
  );
  test("a dot escaped by its style", () =>
    expect(refusal("path", ["."], { style: "label", explode: true })).toMatch(/must not make the segment/));
  test.each(["a\r\nb", "ā", " a"])("%j in a header", (value) =>
    expect(refusal("header", value)).toMatch(/^header.p: Header p cannot carry/),
  );
  test("a lone surrogate", () => expect(refusal("query", "\ud800")).toMatch(/^query.p: URI malformed/));
  test("null in a list", () => expect(refusal("query", [1, null])).toMatch(/^query.p: a null/));
  test("a space in a spaceDelimited element", () =>
    expect(refusal("query", ["a b"], { style: "spaceDelimited", explode: false })).toMatch(/holds a delimiter/));
  test("a bracket in a deepObject name", () =>
    expect(refusal("query", { "a]": 1 }, { style: "deepObject" })).toMatch(/^query.p: a bracket/));
  test("a member with the name of another parameter", () =>
    expect(refusal("query", { p: 1 })).toBe("query.p: its member p has the name of another parameter"));
  test("a header line within a header line", () => {
    const outcome = encode(operation(), values({ wire: { headers: [["x", "a\r\nb: c"]] } }));
    expect(outcome.outcome).toBe("unencodable");
  });
  test.each([
    ["a delimiter of its style", ["a|b"], /holds a delimiter/],
    ["a lone surrogate", ["\ud800"], /^body: URI malformed/],
  ])("%s in a form", (_, tags, reason) => {
    const style = { style: "pipeDelimited", explode: false, headers: [], allowReserved: false, pointer: "#" } as const;
    const content = body({ "application/x-www-form-urlencoded": true }, { encoding: new Map([["tags", style]]) });
    const post = operation({ method: "POST", requestBody: content });
    const form = { mediaType: "application/x-www-form-urlencoded", content: { value: { tags } } };
    const outcome = encode(post, values({ body: form }));
    expect(outcome.outcome === "encoded" ? "encoded" : `${outcome.at}: ${outcome.reason}`).toMatch(reason);
  });
  test("an array as text", () => {
    const post = operation({ requestBody: body({ "text/plain": true }) });
    expect(encode(post, values({ body: { mediaType: "text/plain", content: { value: [] } } }))).toMatchObject({
      outcome: "unencodable",
      at: "body",
    });
  });
});

test("a part of a segment may be empty, a whole one not", () => {
  const path = (template: string): boolean => {
    const one = parameter("path", "a", true);
    return isSendable(operation({ path: template, parameters: [one, parameter("path", "b", true)] }), one, "");
  };
  expect([path("/{a}-{b}"), path("/{a}/{b}")]).toEqual([true, false]);
});

describe("bodies", () => {
  test("text", () => expect(sent("text/plain", "ü")).toEqual(["text/plain", "ü"]));
  test("a number as text", () => expect(sent("text/plain", 5)).toEqual(["text/plain", "5"]));
  test("a string as JSON", () =>
    expect(sent("application/problem+json", "x")).toEqual(["application/problem+json", '"x"']));
  test("any media type at all", () => expect(sent("*/*", {})).toEqual(["application/json", "{}"]));
  test("a form", () =>
    expect(sent("application/x-www-form-urlencoded", { "a b": "&", c: [1, 2], d: { e: 1 }, f: null })[1]).toBe(
      "a%20b=%26&c=1&c=2&d=%7B%22e%22%3A1%7D",
    ));
  test("a form with styles", () => {
    const encoding = { c: { explode: false }, d: { style: "deepObject" }, e: { allowReserved: true } } as const;
    expect(sent("application/x-www-form-urlencoded", { c: [1, 2], d: { e: 1 }, e: "/" }, encoding)[1]).toBe(
      "c=1,2&d%5Be%5D=1&e=/",
    );
  });
  test("multipart", () => {
    expect(
      sent(
        "multipart/form-data",
        { 'a"': "x", b: [1, { c: 2 }], d: "{}" },
        { d: { contentType: "image/*, text/csv" } },
      ),
    ).toEqual([
      "multipart/form-data; boundary=part-boundary-0",
      '--part-boundary-0\r\nContent-Disposition: form-data; name="a%22"\r\n\r\nx\r\n' +
        '--part-boundary-0\r\nContent-Disposition: form-data; name="b"\r\n\r\n1\r\n' +
        '--part-boundary-0\r\nContent-Disposition: form-data; name="b"\r\nContent-Type: application/json\r\n\r\n{"c":2}\r\n' +
        '--part-boundary-0\r\nContent-Disposition: form-data; name="d"\r\nContent-Type: text/csv\r\n\r\n{}\r\n' +
        "--part-boundary-0--\r\n",
    ]);
  });
  test("a boundary that stands in no part", () =>
    expect(sent("multipart/form-data", { a: "part-boundary-0" })[0]).toBe(
      "multipart/form-data; boundary=part-boundary-1",
    ));
});
