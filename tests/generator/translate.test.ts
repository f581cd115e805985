import { describe, expect, it, test } from "vitest";
import { document, outputOf } from "./language.ts";

const responses = { 200: { description: "Yes." } };
const string = { type: "string" };

/** The module of a GET operation `get`, without its line breaks. */
const moduleOf = async (operation: object, path = "/a", schemas = {}): Promise<string> => {
  const output = await outputOf(
    document({ [path]: { get: { operationId: "get", responses, ...operation } } }, schemas),
  );
  return (output.get("operations/get.ts") ?? "").replace(/\s+/g, " ");
};
const between = (text: string, start: string, end: string) => text.split(start)[1]?.split(end)[0]?.trim();
const targetOf = async (path: string, ...parameters: object[]) =>
  between(await moduleOf({ parameters }, path), "target:", ", headers:");
const headersOf = async (...parameters: object[]) => between(await moduleOf({ parameters }), "headers:", ", }; }");
const inputOf = async (schema: object, schemas = {}) =>
  between(
    await moduleOf({ parameters: [{ name: "p", in: "query", required: true, schema }] }, "/a", schemas),
    "readonly p:",
    "; }",
  );
const bodyOf = async (content: object, required = true) =>
  between(await moduleOf({ requestBody: { required, content } }), "WireRequest { ", " } /**");
const answerOf = async (response: object) =>
  between(await moduleOf({ responses: response }), "type Answer = ", " /** * GET");
const inPath = (name: string, schema: object = string, rest = {}) => ({
  name,
  in: "path",
  required: true,
  schema,
  ...rest,
});
const inQuery = (name: string, schema: object = string, rest = {}) => ({ name, in: "query", schema, ...rest });
const array = { type: "array", items: string };

describe("a target is the template with encoders in it", () => {
  test.each([
    ["/a", [], '"/a"'],
    ["/a?b=c", [], '"/a" + "?b=c"'],
    ["/ü b", [], '"/%C3%BC%20b"'],
    ["/{a}", [inPath("a")], '`/${pathSegment("a", input.a)}`'],
    ["/{a-b}", [inPath("a-b")], '`/${pathSegment("a-b", input["a-b"])}`'],
    ["/{a}", [inPath("a", array)], '`/${segment("a", simple(input.a))}`'],
    ["/{a}", [inPath("a", array, { style: "matrix" })], '`/${segment("a", matrix("a", input.a))}`'],
    ["/{a}.{b}", [inPath("a"), inPath("b")], '`/${segment("a, b", `${simple(input.a)}.${simple(input.b)}`)}`'],
    ["/$`{a}", [inPath("a")], '`/${segment("a", `\\$%60${simple(input.a)}`)}`'],
    ["/{a}", [], '`/${pathSegment("a", input.a)}`'],
    ["/a", [inQuery("q")], '"/a" + search(queryValue("q", input.q))'],
    ["/a?b=c", [inQuery("q")], '"/a" + search("&b=c" + queryValue("q", input.q))'],
    ["/a", [inQuery("q", array)], '"/a" + search(formExploded("q", input.q))'],
    [
      "/a",
      [inQuery("q", array, { explode: false, style: "pipeDelimited" })],
      '"/a" + search(pipeDelimited("q", input.q))',
    ],
    ["/a", [inQuery("q", string, { allowReserved: true })], '"/a" + search(queryValue("q", input.q, reserved))'],
    [
      "/a",
      [inQuery("constructor")],
      '"/a" + search( queryValue( "constructor", Object.hasOwn(input, "constructor") ? input.constructor : undefined, ), )',
    ],
  ])("%s %j: %s", async (path, parameters, want) => {
    expect((await targetOf(path, ...parameters))?.replace(/[( ,]/g, "")).toBe(want.replace(/[( ,]/g, ""));
  });
});

describe("header and cookie parameters are spread into the lines", () => {
  test.each([
    [[{ name: "X-A", in: "header", schema: string }], '[...headerValue("X-A", input["X-A"])]'],
    [[{ name: "a", in: "header", schema: array, explode: true }], '[...header("a", input.a, true)]'],
    [[{ name: "a", in: "header", content: { "application/json": {} } }], '[...headerJson("a", input.a)]'],
    [
      [
        { name: "a", in: "cookie", schema: string },
        { name: "b", in: "cookie", schema: array },
      ],
      '[...cookies(cookieValue("a", input.a) + cookieForm("b", input.b, true))]',
    ],
  ])("%j: %s", async (parameters, want) => {
    expect(await headersOf(...parameters)).toContain(want);
  });
});

describe("types are those of openapi-typescript", () => {
  test.each([
    [string, "string"],
    [{ type: "integer" }, "number"],
    [{ type: ["string", "null"] }, "string | null"],
    [{ enum: ["a", 1, null] }, '"a" | 1 | null'],
    [{ type: "object", enum: [{ a: 1 }] }, "{ a: 1"],
    [{ type: ["object", "string"], enum: ["a", "b"] }, '"a" | "b"'],
    [{ type: "object", enum: ["A"], properties: { name: string } }, "{ readonly name?: string"],
    [{ type: ["object", "null"], enum: ["A", null] }, "Record<string, unknown> | null"],
    [{ const: "</script>" }, '"</script>"'],
    [array, "readonly string[]"],
    [{ $ref: "#/components/schemas/A-b.c" }, 'components["schemas"]["A-b.c"]'],
    [
      { $ref: "#/components/schemas/A-b.c/properties/50%25" },
      'components["schemas"]["#components/schemas/A-b.c/properties/50%"]',
    ],
    [
      { type: "object", properties: { 名前: string, "50%": array } },
      '{ readonly "名前"?: string; readonly "50%"?: readonly string[]',
    ],
    [{ type: "object", additionalProperties: string }, "{ readonly [key: string]: string"],
    [{ type: "object" }, "Record<string, unknown>"],
    [{}, "unknown"],
    [{ not: {} }, "unknown"],
  ])("%j: %s", async (schema, want) => {
    const schemas = { "A-b.c": { type: "object", properties: { "50%": string } } };
    expect(await inputOf(schema, schemas)).toContain(want);
  });

  it("what every branch must have is required in all of them", async () => {
    const schemas = { Named: { type: "object", properties: { name: string } } };
    const text = await moduleOf(
      { parameters: [inQuery("p", { allOf: [{ $ref: "#/components/schemas/Named" }], required: ["name"] })] },
      "/a",
      schemas,
    );
    expect(text).toContain('import type { WithRequired, components } from "../types.ts"');
    expect(text).toContain('readonly p?: WithRequired<components["schemas"]["Named"], "name"> | undefined;');
  });
});

describe("a body is written as its media type says", () => {
  test.each([
    ["application/json", 'headers: [["content-type", "application/json"]], body: JSON.stringify(input.body)'],
    [
      "application/merge-patch+json",
      'headers: [["content-type", "application/merge-patch+json"]], body: JSON.stringify(input.body)',
    ],
    ["text/plain", 'headers: [["content-type", "text/plain"]], body: input.body'],
    ["*/*", 'headers: [["content-type", "application/json"]], body: JSON.stringify(input.body)'],
    [
      "application/*+json",
      'headers: [["content-type", "application/vnd.covenant+json"]], body: JSON.stringify(input.body)',
    ],
    [
      "multipart/mixed",
      'const encoded = multipart(formParts(input.body)); return { method: "GET", target: "/a", headers: [["content-type", encoded.contentType.replace("form-data", "mixed")]], body: encoded.body',
    ],
  ])("%s", async (mediaType, want) => {
    expect(await bodyOf({ [mediaType]: { schema: { type: "object" } } })).toContain(want);
  });

  it("only where it is given, if it may be left out", async () => {
    expect(await bodyOf({ "text/plain": {} }, false)).toContain(
      'if (input.body === undefined) return { method: "GET", target: "/a", headers: [] };',
    );
  });
});

describe("an answer is a union of what is documented", () => {
  test.each([
    [
      { 204: { description: "" } },
      "{ readonly case: 204; readonly body: undefined; readonly response: WireResponse } | Undocumented;",
    ],
    [
      { default: { description: "", content: { "text/plain": {} } } },
      '{ readonly case: "default"; readonly contentType: "text/plain"; readonly body: string;',
    ],
    [
      { "5XX": { description: "", content: { "image/png": {} } } },
      '{ readonly case: "5XX"; readonly contentType: "image/png"; readonly body: Uint8Array;',
    ],
    [
      { "5XX": { description: "", content: { "application/*+json": {} } } },
      '{ readonly case: "5XX"; readonly contentType: "application/*+json"; readonly body: unknown;',
    ],
    [
      { 200: { description: "", headers: { "x-n": { schema: { type: "integer" } }, "x-s": { schema: string } } } },
      'readonly headers: { readonly "x-n"?: number; readonly "x-s"?: string };',
    ],
  ])("%j", async (response, want) => {
    expect(await answerOf(response)).toContain(want);
  });
});

describe("comments carry what types cannot say", () => {
  test.each([
    [{ type: "string", minLength: 1, maxLength: 128 }, "Length 1 to 128."],
    [{ type: "string", pattern: "^a*/$" }, "Pattern ^a*\\/$."],
    [{ type: "integer", minimum: 1, default: 5 }, "Value at least 1. Default 5."],
    [{ type: "array", maxItems: 3, uniqueItems: true }, "Items at most 3. No item twice."],
  ])("%j: %s", async (schema, want) => {
    expect(await moduleOf({ parameters: [inQuery("p", schema)] })).toContain(want);
  });

  it("and where the document says it", async () => {
    expect(await moduleOf({ summary: "Get it" })).toContain(
      "/** * Get it * * @see #/paths/~1a/get */ export function get(): WireRequest",
    );
  });
});
