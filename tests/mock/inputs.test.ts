import { expect, test } from "vitest";

import type { HeaderLine } from "../../runtime/wire.ts";
import { explained, mocked } from "./language.ts";

const responses = { 200: { description: "" }, 400: { description: "" } };
const get = (place: string, name: string, schema: object, more: object = {}): object => ({
  get: { parameters: [{ in: place, name, schema, ...more }], responses },
});
const form = (type: string, properties: object): object => ({
  post: { requestBody: { content: { [type]: { schema: { type: "object", properties } } } }, responses },
});
const needed = { required: true };
const numbers = { type: "array", items: { type: "integer" } };
const object = { type: "object", required: ["aB"], properties: { aB: { type: "string" } } };

const document = {
  openapi: "3.0.3",
  info: { title: "inputs", version: "1" },
  paths: {
    "/query": get("query", "q", { type: "string" }, needed),
    "/long": get("query", "q", { type: "string", minLength: 3 }),
    "/header": get("header", "X-A", { type: "string" }, needed),
    "/accept": get("header", "Accept", { type: "string" }, needed),
    "/nullable": get("query", "n", { ...numbers, nullable: true }),
    "/deep": get("query", "o", object, { style: "deepObject", explode: true }),
    "/loose": get("query", "o", { type: "object", properties: { aB: { type: "integer" } } }, { style: "deepObject" }),
    "/brackets": get("query", "n[]", { ...numbers, minItems: 2 }),
    "/untyped": form("application/json", { s: { type: "string", nullable: true }, u: { nullable: true } }),
    "/composed": form("application/json", {
      s: { type: "string" },
      u: { nullable: true, allOf: [{ type: "object" }] },
    }),
    "/listed": form("application/json", { s: { type: "string", nullable: true, enum: ["a", null] } }),
    "/int64": get("query", "n", { type: "integer", format: "int64" }),
    "/fields": form("application/x-www-form-urlencoded", { n: numbers, s: { type: "string" } }),
    "/parts": form("multipart/form-data", { o: { type: "object" }, s: { type: "string" } }),
  },
};

const { prism, model } = await mocked(document);

async function explain(check: string, line: string, headers: readonly HeaderLine[], body?: string): Promise<string> {
  const [method = "", target = ""] = line.split(" ");
  const sent = { method, target, headers, ...(body !== undefined && { body }) };
  const answer = await prism.send(sent, { deadline: 5000 });
  if (answer.outcome !== "answered") return answer.outcome;
  return `${answer.response.status} ${explained(model, check, sent, answer.response)}`;
}

const JSON_TYPE: readonly HeaderLine[] = [["content-type", "application/json"]];
const FIELDS: readonly HeaderLine[] = [["content-type", "application/x-www-form-urlencoded"]];
const PARTS: readonly HeaderLine[] = [["content-type", "multipart/form-data; boundary=x"]];
const part = (name: string): string =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: application/json\r\n\r\n{}\r\n--x--\r\n`;
const REFUSED = "positiveDataAcceptance";
const TAKEN = "negativeDataRejection";

test.each([
  [/^400 falseRejection: .* empty text/, REFUSED, "GET /query?q=", []],
  [/^400 falseRejection: .* empty text/, REFUSED, "GET /header", [["x-a", ""]]],
  [/^400 falseRejection: .* named Accept/, REFUSED, "GET /accept", []],
  [/^400 falseRejection: .* this type and no other/, REFUSED, "GET /nullable?n=1", []],
  [/^400 falseRejection: .* lower case/, REFUSED, "GET /deep?o[aB]=x", []],
  [/^200 falseAcceptance: .* brackets/, TAKEN, "GET /brackets?n[]=1", []],
  [/^200 falseAcceptance: .* differs in case/, TAKEN, "GET /query?Q=a", []],
  [/^200 falseAcceptance: .* lower case/, TAKEN, "GET /loose?o[aB]=x", []],
  [/^400 falseRejection: .* int64/, REFUSED, "GET /int64?n=9007199254740993", []],
  [/^400 falseRejection: .* one text/, REFUSED, "POST /fields", FIELDS, "n=1&n=2"],
  [/^400 falseRejection: .* one text/, REFUSED, "POST /parts", PARTS, part("o")],
  [/^200 falseAcceptance: .* optional body of null/, TAKEN, "POST /untyped", JSON_TYPE, "null"],
  // Prism is kept from a nullable that it cannot compile, at which it would not look at any member.
  [/^400 no finding/, TAKEN, "POST /untyped", JSON_TYPE, '{"s":1}'],
  [/^400 no finding/, TAKEN, "POST /composed", JSON_TYPE, '{"s":1}'],
  [/^200 no finding/, REFUSED, "POST /composed", JSON_TYPE, '{"s":"a","u":null}'],
  [/^400 no finding/, TAKEN, "POST /listed", JSON_TYPE, '{"s":"b"}'],
  [/^200 no finding/, REFUSED, "POST /listed", JSON_TYPE, '{"s":null}'],
] satisfies (readonly [RegExp, string, string, readonly HeaderLine[], string?])[])(
  "%s for %s: %s",
  async (want, check, line, headers, body?: string) => {
    expect(await explain(check, line, headers, body)).toMatch(want);
  },
);
