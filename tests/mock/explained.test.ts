import { describe, expect, test } from "vitest";
import type { HeaderLine } from "../../runtime/wire.ts";
import { answers, explained, get, json, mocked, ofType, post, request, says, show } from "./language.ts";

const id = { name: "id", in: "path", required: true, ...ofType("string") };
const closed = { type: "object", additionalProperties: false, properties: { a: {} } };
const aString = { type: "object", properties: { a: { type: "string" } } };
const numbered = get({ name: "n", in: "query", ...ofType("integer") });
const described = { name: "d", in: "query", content: { "application/json": ofType("integer") } };
const words = { type: "array", items: { type: "string", minLength: 1 } };

const document = {
  openapi: "3.1.0",
  info: { title: "mock", version: "1" },
  paths: {
    "/any": post({}, 200, 400),
    "/closed": post(closed, 200, 400),
    "/undeclared": post(closed, 200),
    "/things/{id}": get(id),
    "/numbered": numbered,
    "/cookies": get({ name: "c", in: "cookie", ...ofType("integer") }),
    "/described": get(described),
    "/words": get({ name: "l", in: "query", explode: false, schema: words }),
    "/prices": post({ type: "object", properties: { a: { type: "number", multipleOf: 0.01 } } }, 200, 400),
    "/pattern": post({ type: "object", properties: { a: { type: "string", pattern: "^[\\w-.]+$" } } }, 200, 400),
    "/branches": post({ allOf: [closed, { properties: { b: {} } }] }, 200, 400),
    "/referring": post({ allOf: [{ $ref: "#/components/schemas/Closed" }, { properties: { b: {} } }] }, 200, 400),
    "/dependent": post({ type: "object", dependentRequired: { a: ["b"] } }, 200, 400),
    "/secured": { get: { security: [{ key: [] }], responses: answers(200) } },
    "/made": says(json({ type: "object", required: ["a"], properties: { a: { type: "string", pattern: "^x{3}$" } } })),
    "/example": says(json(aString, { example: { a: 1 } })),
    "/inner": says(json({ type: "object", required: ["a"], properties: { a: { type: "string", examples: [1] } } })),
    "/default": says(json({ type: "object", required: ["a"], properties: { a: { type: "string", default: 1 } } })),
    "/headers": says({ headers: { "x-a": { required: true, schema: { type: "string", pattern: "^x{3}$" } } } }),
    "/nothing": says({ content: { "application/json": {} } }),
    "/fine": says(json(aString, { example: { a: "b" } })),
  },
  components: {
    securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } },
    schemas: {
      Closed: closed,
    },
  },
};

const { prism, model } = await mocked(document);
type Row<First> = [first: First, string, line: string, headers?: HeaderLine[]];

describe("an answer that fails a check is explained by the fault that it shows", () => {
  const explain = async (check: string, line: string, headers?: readonly HeaderLine[]): Promise<string> => {
    const sent = request(line, headers);
    const answer = await prism.send(sent, { deadline: 5000 });
    if (answer.outcome !== "answered") return show(answer);
    return `${answer.response.status} ${explained(model, check, sent, answer.response)}`;
  };
  const REFUSED = "positiveDataAcceptance";
  const STATUS = "statusCodeConformance";
  const BODY = "responseSchemaConformance";
  const HEADERS = "responseHeadersConformance";
  const TYPE = "contentTypeConformance";
  const TAKEN = "negativeDataRejection";

  test.each([
    [/^400 falseRejection: .* null, false, 0/, REFUSED, "POST /any null"],
    [/^400 falseRejection: .* null, false, 0/, REFUSED, "POST /any 0"],
    [/^400 falseRejection: .* null, false, 0/, REFUSED, 'POST /any ""'],
    [/^422 falseRejection: .* commas/, REFUSED, "GET /things/a,b"],
    [/^422 falseRejection: .* encoded commas/, REFUSED, "GET /words?l=a%2C"],
    [/^400 falseRejection: .* in binary/, REFUSED, 'POST /prices {"a":19.99}'],
    [/^404 falseRejection: .* segments/, STATUS, "GET /things/%2e%2e"],
    [/^422 ownAnswer: /, STATUS, 'POST /undeclared {"b":1}'],
    [/^415 ownAnswer: /, STATUS, "POST /undeclared a", [["content-type", "text/plain"]]],
    [/^401 ownAnswer: /, STATUS, "GET /secured"],
    [/^404 ownAnswer: /, STATUS, "GET /fine/nowhere"],
    [/^405 ownAnswer: /, "allowHeaderConformance", "DELETE /fine"],
    [/^200 wrongAnswer: .* body/, BODY, "GET /made"],
    [/^200 wrongAnswer: .* headers/, HEADERS, "GET /headers"],
    [/^200 wrongAnswer: .* no body/, TYPE, "GET /nothing"],
    [/^200 falseAcceptance: .* pattern/, TAKEN, 'POST /pattern {"a":1}'],
    [/^200 falseAcceptance: .* allOf/, TAKEN, 'POST /branches {"b":1}'],
    [/^200 falseAcceptance: .* allOf/, TAKEN, 'POST /referring {"b":1}'],
    [/^200 falseAcceptance: .* cookie/, TAKEN, "GET /cookies", [["cookie", "c=x"]]],
    [/^200 falseAcceptance: .* content/, TAKEN, "GET /described?d=x"],
    [/^200 falseAcceptance: .* numbers/, TAKEN, "GET /numbered?n=0x10"],
    [/^200 falseAcceptance: .* numbers/, TAKEN, "GET /numbered?n=Infinity"],
  ] satisfies Row<RegExp>[])("%s for %s: %s", async (...[want, check, line, headers]: Row<RegExp>) => {
    expect(await explain(check, line, headers)).toMatch(want);
  });

  test.each([
    ["a whole body", "GET /example", "#/paths/~1example/get/responses/200/content/application~1json/example"],
    ["a part of one", "GET /inner", "/schema/properties/a/examples/0"],
    ["a default", "GET /default", "/schema/properties/a/default"],
  ])("%s that comes from the document and contradicts it is the document's own fault", async (_rule, line, place) => {
    const [told, pointer] = (await explain(BODY, line)).split(" at ");
    expect([told, pointer]).toEqual([
      "200 documentExample: The example",
      expect.stringContaining(`${place} contradicts`),
    ]);
  });

  test.each([
    ["an invalid request is refused as declared", "400", TAKEN, 'POST /closed {"b":1}'],
    ["one without its body too", "400", TAKEN, "POST /any"],
    ["one that breaks a rule of 2020-12, which Prism is made to know", "400", TAKEN, 'POST /dependent {"a":1}'],
    ["a valid request is taken", "200", REFUSED, "GET /numbered?n=5"],
  ])("what Prism does right needs no explanation: %s", async (_rule, status, check, line) => {
    expect(await explain(check, line)).toBe(`${status} no finding`);
  });
});
