import { isJsonObject, parseJson, stringifyJson } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { Model, Operation, Response, Schema } from "../../model/model.ts";
import type { WireRequest, WireResponse } from "../../runtime/wire.ts";
import { jsonOf } from "./mock-violations.ts";
import type { MockViolation } from "./mock-violations.ts";
import { someSchema } from "./some-schema.ts";

/** An answer of the mock, and all that can explain it. */
export interface Answered {
  readonly operation: Operation;
  readonly request: WireRequest;
  readonly response: WireResponse;
  readonly resolve: Model["resolve"];
  readonly violations: readonly MockViolation[];
}

export function pathOf(request: WireRequest): string {
  return request.target.split("?")[0] ?? "";
}

export function contentType(request: WireRequest): string | undefined {
  return request.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
}

export function hasBody(request: WireRequest): boolean {
  return request.body !== undefined && request.body.length > 0;
}

/** Prism 5.16 waits for ever for the end of a body that it has read already, when that body is no JSON. */
export function neverAnswered(request: WireRequest): boolean {
  const mediaType = contentType(request)?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!/^application\/(?:json|[^/;]+\+json)$/.test(mediaType) || !hasBody(request)) return false;
  // It decodes by the charset first: JSON in UTF-8 is then none.
  if (/charset="?utf-?(?:16|32)/i.test(contentType(request) ?? "")) return true;
  return parseJson(Buffer.from(request.body ?? "").toString()).outcome === "malformed";
}

/**
 * Whether what is wrong with a body was made up by Prism. An example of the document that breaks its schema, be it the whole body or a part of it,
 * is the document's fault: Prism only hands it on.
 */
export function isMadeUp({ operation, response, resolve, violations }: Answered): boolean {
  const body = jsonOf(response);
  const content = responseOf(operation, response)?.content ?? [];
  const given = new Set<string>();
  for (const { schema, examples } of content) {
    for (const { value } of examples) given.add(stringifyJson(value));
    someSchema(schema.schema, resolve, (found) => {
      for (const value of examplesIn(found)) given.add(stringifyJson(value));
      return false;
    });
  }
  if (body !== undefined && given.has(stringifyJson(body))) return false;
  const wrong = violations.filter(({ side, location }) => side === "response" && location[0] === "body");
  if (wrong.length === 0) return given.size === 0;
  return wrong.some(({ location }) => !given.has(stringifyJson(valueAt(body, location.slice(1)) ?? null)));
}

function examplesIn(schema: JsonObject): readonly Json[] {
  const examples = Array.isArray(schema["examples"]) ? schema["examples"] : [];
  return [...examples, ...["example", "default"].flatMap((keyword) => schema[keyword] ?? [])];
}

function valueAt(value: Json | undefined, location: readonly string[]): Json | undefined {
  return location.reduce<Json | undefined>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)];
    return isJsonObject(at) ? at[step] : undefined;
  }, value);
}

/** OAS 3.1, Responses Object: the exact status, then its range, then `default`. */
function responseOf({ responses }: Operation, { status }: WireResponse): Response | undefined {
  const named = (wanted: string): Response | undefined => responses.find((response) => response.status === wanted);
  return named(String(status)) ?? named(`${Math.floor(status / 100)}XX`) ?? named("default");
}

export function someBody({ operation, resolve }: Answered, has: (schema: JsonObject) => boolean): boolean {
  return operation.requestBody?.content.some(({ schema }) => someSchema(schema.schema, resolve, has)) ?? false;
}

/** Whether a schema of any parameter or body has it: Prism compiles those of one place together, and drops them together. */
export function someInput(answered: Answered, has: (schema: JsonObject) => boolean): boolean {
  const { operation, resolve } = answered;
  return someBody(answered, has) || operation.parameters.some(({ schema }) => someSchema(schema.schema, resolve, has));
}

export function hasBrokenPattern(schema: JsonObject): boolean {
  const named = isJsonObject(schema["patternProperties"]) ? Object.keys(schema["patternProperties"]) : [];
  const pattern = schema["pattern"];
  return [...named, ...(typeof pattern === "string" ? [pattern] : [])].some((each) => !compiles(each));
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").unicode;
  } catch {
    return false;
  }
}

export function closesInAllOf(schema: JsonObject, resolve: Model["resolve"]): boolean {
  const branches = Array.isArray(schema["allOf"]) ? schema["allOf"].filter(isJsonObject) : [];
  return branches.some((branch) => {
    const referred = typeof branch["$ref"] === "string" ? resolve(branch["$ref"]) : branch;
    return isJsonObject(referred) && referred["additionalProperties"] === false;
  });
}

export function isNumeric(schema: Schema): boolean {
  const type = isJsonObject(schema) ? schema["type"] : undefined;
  const types = Array.isArray(type) ? type : [type];
  return types.includes("integer") || types.includes("number");
}
