import type { HeaderLine, WireRequest, WireResponse } from "../../../runtime/wire.ts";
import { explained } from "../../mock/language.ts";
import { readObject } from "../credentials/language.ts";

/** Exchanges with Prism as they might have been, and what is said of each: those that show one of its faults beside those that look like it and show none. */

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
    "/words": get(query("l", { type: "array", items: { type: "string", minLength: 1 } }, { explode: false })),
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

export const JSON_TYPE: HeaderLine = ["content-type", "application/json"];

export const FORM: HeaderLine[] = [["content-type", "application/x-www-form-urlencoded"]];
export const TEXT: HeaderLine[] = [["content-type", "text/plain"]];
export const VENDOR: HeaderLine[] = [["content-type", "application/a+json"]];

/** `POST /any {"a":1}` */
export function request(line: string, ...headers: readonly HeaderLine[]): WireRequest {
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

export function answer(status: number, complaints: readonly string[], body?: string): WireResponse {
  const violations: HeaderLine[] =
    complaints.length === 0 ? [] : [["sl-violations", JSON.stringify(complaints.map(complaint))]];
  return {
    status,
    headers: [...violations, ...(body === undefined ? [] : [JSON_TYPE])],
    body: Buffer.from(body ?? ""),
  };
}

export const explain = (check: string, sent: WireRequest, came: WireResponse): string =>
  explained(model, check, sent, came);
