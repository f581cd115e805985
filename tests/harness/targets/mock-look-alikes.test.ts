import { describe, expect, test } from "vitest";

import type { HeaderLine, WireRequest, WireResponse } from "../../../runtime/wire.ts";
import { explained } from "../../mock/language.ts";
import { readObject } from "../credentials/language.ts";

/** Each class of Prism's faults beside an exchange that looks like it and is none: that one stays a finding, and somebody looks at it. */

const integer = { type: "integer" };
const text = { type: "string" };
const json = (schema: object, more: object = {}): object => ({ content: { "application/json": { schema, ...more } } });
const responses = { 200: { description: "", ...json({}) }, 400: { description: "" } };
const post = (schema: object): object => ({ post: { requestBody: { required: true, ...json(schema) }, responses } });
const query = (name: string, schema: object, more: object = {}): object => ({ name, in: "query", schema, ...more });
const get = (...parameters: readonly object[]): object => ({ get: { parameters, responses } });
const says = (content: object): object => ({ get: { responses: { 200: { description: "", ...content } } } });
const closed = { type: "object", additionalProperties: false, properties: { a: integer } };
const broken = { type: "string", pattern: "^[\\w-.]+$" };
const address = { type: "object", required: ["city"], additionalProperties: false, properties: { city: text } };
const order = {
  content: {
    "application/x-www-form-urlencoded": {
      schema: { type: "object", properties: { address, n: { type: "string", maxLength: 1 } } },
      encoding: { address: { style: "deepObject", explode: true } },
    },
  },
};
const types = {
  content: {
    "application/json": { schema: closed },
    "application/a+json": { schema: {} },
    "text/plain": { schema: integer },
  },
};
const needed = { required: true };

const document = {
  openapi: "3.1.0",
  info: { title: "look-alikes", version: "1" },
  paths: {
    "/any": post({}),
    "/closed": post({ allOf: [closed, { properties: { a: { maximum: 9 } } }] }),
    "/price": post({ type: "number", multipleOf: 0.01 }),
    "/dozen": post({ type: "number", multipleOf: 12 }),
    "/things/{id}": get({ name: "id", in: "path", ...needed, schema: text }),
    "/two": get(query("q", text, needed), query("n", integer)),
    "/spread": get(
      query("o", { type: "object", properties: { a: integer } }, { style: "deepObject" }),
      query("n", integer),
    ),
    "/list[]": get(query("n[]", { type: "array", items: integer }), query("n", integer)),
    "/jar": get({ name: "c", in: "cookie", schema: integer }, query("n", integer)),
    "/pattern": { post: { parameters: [query("n", integer)], requestBody: json(broken), responses } },
    "/maybe": { post: { requestBody: json(integer), responses } },
    "/one": get(query("n", integer)),
    "/one?v=2": get(query("n", integer)),
    "/alone?v=2": get(query("n", integer)),
    "/split": get(query("l", { type: "array", items: integer }, { style: "pipeDelimited", explode: false })),
    "/commas": get(query("l", { type: "array", items: integer }, { explode: false })),
    "/order": { post: { requestBody: order, responses } },
    "/types": { post: { requestBody: types, responses: { ...responses, 406: { description: "" } } } },
    "/range": says({ content: { "application/*": {} } }),
    "/big": {
      post: {
        requestBody: json({ type: "object", properties: { n: { type: "integer", maximum: 9223372036854774784 } } }),
        responses,
      },
    },
    "/refusal": { get: { responses: { 400: { description: "" } } } },
    "/body": says(json({ type: "object", properties: { a: text, b: { type: "string", example: 1 } } })),
    "/empty": says(json({ type: "object" })),
    "/secured": { get: { security: [{ key: [] }], responses } },
  },
  components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
};

const model = await readObject(document);

const JSON_TYPE: HeaderLine = ["content-type", "application/json"];

const FORM: HeaderLine[] = [["content-type", "application/x-www-form-urlencoded"]];
const TEXT: HeaderLine[] = [["content-type", "text/plain"]];
const VENDOR: HeaderLine[] = [["content-type", "application/a+json"]];

/** `POST /any {"a":1}` */
function request(line: string, ...headers: readonly HeaderLine[]): WireRequest {
  const [, method = "", target = "", body] = /^(\S+) (\S+)(?: (.*))?$/s.exec(line) ?? [];
  return {
    method,
    target,
    headers: body === undefined ? headers : [JSON_TYPE, ...headers],
    ...(body !== undefined && { body }),
  };
}

/** `request path.id type must be string`: a complaint of Prism's. */
function complaint(said: string): object {
  const [, side, place = "", code, message] = /^(\S+) (\S+) (\S+) (.*)$/.exec(said) ?? [];
  return { location: [side, ...place.split(".")], severity: "Error", code, message };
}

function answer(status: number, complaints: readonly string[], body?: string): WireResponse {
  const violations: HeaderLine[] =
    complaints.length === 0 ? [] : [["sl-violations", JSON.stringify(complaints.map(complaint))]];
  return {
    status,
    headers: [...violations, ...(body === undefined ? [] : [JSON_TYPE])],
    body: Buffer.from(body ?? ""),
  };
}

const explain = (check: string, sent: WireRequest, came: WireResponse): string => explained(model, check, sent, came);

describe("a refusal of what is valid is Prism's own where all that it complains of is", () => {
  const refused = (line: string, ...complaints: readonly string[]): string =>
    explain("positiveDataAcceptance", request(line), answer(400, complaints));
  const MISSING = "request body required Body parameter is required";

  test.each([
    ["of no body, at null", "POST /any null", [MISSING], /for no body/],
    ["of no body, at one", "POST /any 1", [MISSING], undefined],
    ["of a text with a comma", "GET /things/a,b", ["request path.id type must be string"], /commas/],
    ["of a text without", "GET /things/ab", ["request path.id type must be string"], undefined],
    ["of 19.99", "POST /price 19.99", ["request body multipleOf must be multiple of 0.01"], /in binary/],
    ["of twice twelve", "POST /dozen 24", ["request body multipleOf must be multiple of 12"], undefined],
    ["of an empty text", "GET /two?q=", ["request query required must have required property 'q'"], /empty text/],
    ["of a text that is there", "GET /two?q=a", ["request query required must have required property 'q'"], undefined],
    ["of Accept", "GET /two?q=a", ["request header required must have required property 'accept'"], /named Accept/],
    ["of another header", "GET /two?q=a", ["request header required must have required property 'x'"], undefined],
    ["of an object in the query", "GET /spread?o[a]=1", ["request query.o type must be object"], /lower case/],
    ["of a number beside it", "GET /spread?n=1", ["request query.n type must be integer"], undefined],
    ["of any type", "POST /any 1", ["request body 415 No supported content types, but"], /no content type in consumes/],
    ["of this type", "POST /any 1", ["request body 415 Supported content types: text/csv"], undefined],
    ["of nothing at all", "GET /two?q=a", [], undefined],
    ["of that and more", "POST /any null", [MISSING, "request query.n type must be integer"], undefined],
  ] satisfies (readonly [string, string, string[], RegExp | undefined])[])("%s", (_title, line, complaints, want) => {
    expect(refused(line, ...complaints)).toMatch(want ?? /^not explained$/);
  });

  test.each([
    ["of a list with bars", "GET /split?l=1|2", [], "request query.l.0 type must be integer", /pipeDelimited/],
    ["of a list with commas", "GET /commas?l=1,2", [], "request query.l.0 type must be integer", undefined],
    [
      "of an object in a form that was not sent",
      "POST /order n=a",
      FORM,
      "request body.address required property address must have required property 'city'",
      /not there/,
    ],
    [
      "of one that was sent",
      "POST /order address[city]=a",
      FORM,
      "request body.address required property address must have required property 'city'",
      undefined,
    ],
    ["of a text body that is a number", "POST /types 0", TEXT, "request body type must be integer", /as text/],
    ["of JSON that is a number", "POST /any 0", [JSON_TYPE], "request body type must be integer", undefined],
    [
      "of JSON of another type",
      "POST /types {}",
      VENDOR,
      "request body required must have required property 'a'",
      /schema of application\/json/,
    ],
    [
      "of JSON itself",
      "POST /types {}",
      [JSON_TYPE],
      "request body required must have required property 'a'",
      undefined,
    ],
  ] satisfies (readonly [string, string, HeaderLine[], string, RegExp | undefined])[])(
    "%s",
    (_title, line, headers, said, want) => {
      const sent = { ...request(line), headers };
      expect(explain("positiveDataAcceptance", sent, answer(400, [said]))).toMatch(want ?? /^not explained$/);
    },
  );

  test("an operation told by a query in its path is answered by another only where there is another", () => {
    const answered = (line: string): string => explain("positiveDataAcceptance", request(line), answer(400, []));
    expect(answered("GET /one?v=2&n=1")).toMatch(/^wrongAnswer: .* a query in a path/);
    expect(answered("GET /alone?v=2&n=1")).toBe("not explained");
  });

  test("a documented refusal is the answer to everything only where there is no success", () => {
    const answered = (line: string): string => explain("positiveDataAcceptance", request(line), answer(400, []));
    expect(answered("GET /refusal")).toMatch(/^wrongAnswer: .* no success/);
    expect(answered("GET /body")).toBe("not explained");
  });
});

describe("an acceptance of what is invalid is Prism's own where it looks at nothing that is wrong", () => {
  const INVALID = Buffer.from([0x22, 0x80, 0x22]);

  test.each([
    ["another property beside allOf", 'POST /closed {"b":1}', /allOf/],
    ["too great a number beside allOf", 'POST /closed {"a":10}', undefined],
    ["both", 'POST /closed {"a":10,"b":1}', undefined],
    ["0x10", "GET /two?q=a&n=0x10", /as JavaScript/],
    ["no number at all", "GET /two?q=a&n=x", undefined],
    ["another name in the query", "GET /two?Q=a", /differs in case/],
    ["no name in the query", "GET /two", undefined],
    ["an object in the query", "GET /spread?o[a]=x", /lower case/],
    ["a number beside an object", "GET /spread?n=x", undefined],
    ["brackets", "GET /list[]?n[]=x", /brackets/],
    ["a number beside brackets", "GET /list[]?n=x", undefined],
    ["no body but null", "POST /maybe null", /optional body of null/],
    ["no body but false", "POST /maybe false", undefined],
    ["one more than int64 has", 'POST /big {"n":9223372036854775808}', /rounds numbers/],
    ["far more", 'POST /big {"n":92233720368547758080}', undefined],
    ["a fraction that a double loses", 'POST /big {"n":9007199254740993.01}', /rounds numbers/],
    ["a fraction", 'POST /big {"n":1.5}', undefined],
    ["a body by a broken pattern", 'POST /pattern "?"', /under the flag u/],
    ["a number beside a broken pattern", 'POST /pattern?n=x "a"', undefined],
  ])("%s", (_title, line, want) => {
    const taken = explain("negativeDataRejection", request(line), answer(200, [], "1"));
    expect(taken).toMatch(want ?? /^not explained$/);
  });

  test.each([
    [
      "a stranger in a form's object",
      { ...request("POST /order address%5Bx%5D=a&address%5Bcity%5D=a"), headers: FORM },
      /by the names/,
    ],
    ["a field beside it", { ...request("POST /order n=ab"), headers: FORM }, undefined],
    ["a cookie", request("GET /jar", ["cookie", "c=x"]), /cookie/],
    ["a number beside a cookie", request("GET /jar?n=x", ["cookie", "c=1"]), undefined],
    ["bytes that are not UTF-8", { ...request("POST /any 1"), body: INVALID }, /UTF-8/],
    ["bytes that are, and no JSON", { ...request("POST /any 1"), body: Buffer.from("{") }, undefined],
  ])("%s", (_title, sent, want) => {
    expect(explain("negativeDataRejection", sent, answer(200, [], "1"))).toMatch(want ?? /^not explained$/);
  });

  test("what Prism has complained of it has seen", () => {
    const seen = answer(200, ["request query.n type must be integer"], "1");
    expect(explain("negativeDataRejection", request("GET /two?q=a&n=0x10"), seen)).toBe("not explained");
  });

  test("credentials of a wrong form are taken for credentials, none are not", () => {
    const served = (...headers: readonly HeaderLine[]): string =>
      explain("ignoredAuth", request("GET /secured", ...headers), answer(200, [], "1"));
    expect(served(["authorization", "Bearer ?"])).toMatch(/^falseAcceptance: .* not at their form/);
    expect(served()).toBe("not explained");
  });
});

describe("a wrong answer is Prism's own where Prism says so, the document's where the document has it", () => {
  const SCHEMA = "responseSchemaConformance";

  test.each([
    [
      "made up",
      SCHEMA,
      "/body",
      answer(200, ["response body.a type must be string"], '{"a":1}'),
      /^wrongAnswer: .* own making/,
    ],
    [
      "made up, but another place",
      SCHEMA,
      "/body",
      answer(200, ["response body.c type must be string"], '{"a":1}'),
      /^not explained/,
    ],
    ["made up, and Prism says nothing", SCHEMA, "/body", answer(200, [], '{"a":1}'), /^not explained/],
    [
      "the document's example",
      SCHEMA,
      "/body",
      answer(200, [], '{"b":1}'),
      /^documentExample: .*\/b\/example contradicts/,
    ],
    ["not the example of that member", SCHEMA, "/body", answer(200, [], '{"b":2}'), /^not explained/],
    ["nothing for a schema that takes anything", "contentTypeConformance", "/any", answer(200, []), /^not explained/],
    ["nothing for a schema of objects", "contentTypeConformance", "/empty", answer(200, []), /^not explained/],
  ] satisfies (readonly [string, string, string, WireResponse, RegExp])[])("%s", (_title, check, path, came, want) => {
    expect(explain(check, request(path === "/any" ? "POST /any 1" : `GET ${path}`), came)).toMatch(want);
  });

  test.each([
    ["Prism's own words", '{"type":"https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY"}', /^ownAnswer/],
    ["a problem of anybody else's", '{"type":"about:blank"}', /^not explained/],
  ])("a status that nobody documents: %s", (_title, body, want) => {
    const came = {
      status: 422,
      headers: [["content-type", "application/problem+json"] as const],
      body: Buffer.from(body),
    };
    expect(explain("statusCodeConformance", request("GET /two?q=a"), came)).toMatch(want);
  });
});
