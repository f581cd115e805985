import { isJsonObject, parseJson } from "../../model/json.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Model, Operation, Parameter, Schema } from "../../model/model.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import { readPath } from "../wire/path.ts";
import { percentDecode } from "../wire/percent.ts";
import { someSchema } from "./some-schema.ts";

export function pathOf(request: WireRequest): string {
  return request.target.split("?")[0] ?? "";
}

export function contentType(request: WireRequest): string | undefined {
  return request.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
}

export function textOf({ body }: WireRequest): string {
  return Buffer.from(body ?? "").toString();
}

function hasBody(request: WireRequest): boolean {
  return request.body !== undefined && request.body.length > 0;
}

/** Prism 5.16 waits for ever for the end of a body that it has read already, when that body is no JSON. */
export function neverAnswered(request: WireRequest): boolean {
  const mediaType = contentType(request)?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!/^application\/(?:json|[^/;]+\+json)$/.test(mediaType) || !hasBody(request)) return false;
  // It decodes by the charset first: JSON in UTF-8 is then none.
  if (/charset="?utf-?(?:16|32)/i.test(contentType(request) ?? "")) return true;
  return parseJson(textOf(request)).outcome === "malformed";
}

/** The parameter that a failure at `query.limit` speaks of. */
export function parameterAt({ parameters }: Operation, at: string): Parameter | undefined {
  return parameters.find((parameter) => `${parameter.in}.${parameter.name}` === at);
}

type Pair = readonly [name: string, value: string];

/** What stands at a place of the request, names as they were sent. */
export function pairsAt({ path }: Operation, request: WireRequest, place: string): readonly Pair[] {
  if (place === "header") return request.headers;
  if (place === "query") return [...new URLSearchParams(request.target.split("?").slice(1).join("?"))];
  const match = place === "path" ? readPath(path, request.target) : undefined;
  return match?.outcome === "matched"
    ? [...match.pieces].map(([name, piece]) => [name, percentDecode(piece) ?? piece])
    : [];
}

/** The texts that were sent for a parameter; Prism does not look at the case of names. */
export function textsOf(
  operation: Operation,
  request: WireRequest,
  { in: place, name }: Pick<Parameter, "in" | "name">,
): readonly string[] {
  const wanted = name.toLowerCase();
  return pairsAt(operation, request, place).flatMap(([given, value]) => (given.toLowerCase() === wanted ? value : []));
}

/**
 * The schemas that Prism compiles together with that of a place of the request, and drops together: those of all parameters that stand in the same part of it,
 * or of the body.
 */
export function schemasBeside({ parameters, requestBody }: Operation, at: string): readonly Schema[] {
  const [place = ""] = at.split(/[.#]/);
  if (place === "body") return requestBody?.content.map(({ schema }) => schema.schema) ?? [];
  return parameters.filter((parameter) => parameter.in === place).map(({ schema }) => schema.schema);
}

/** Whether Prism can compile none of a schema: a pattern in it is no regular expression under the flag `u`. */
export function isNotCompiled(schema: Schema, resolve: Model["resolve"]): boolean {
  return someSchema(schema, resolve, hasBrokenPattern);
}

function hasBrokenPattern(schema: JsonObject): boolean {
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

/** The schemas of `allOf` at which no other properties may stand. */
export function closesInAllOf(schema: JsonObject, resolve: Model["resolve"]): boolean {
  const branches = Array.isArray(schema["allOf"]) ? schema["allOf"].filter(isJsonObject) : [];
  return branches.some((branch) => {
    const referred = typeof branch["$ref"] === "string" ? resolve(branch["$ref"]) : branch;
    return isJsonObject(referred) && referred["additionalProperties"] === false;
  });
}

/** The types that a schema itself names. */
export function typesOf(schema: Schema): readonly string[] {
  const type = isJsonObject(schema) ? schema["type"] : undefined;
  return (Array.isArray(type) ? type : [type]).filter((each) => typeof each === "string");
}

/** An object whose members are query parameters of their own. */
export function isSpread(parameter: Parameter): boolean {
  if (parameter.in !== "query" || parameter.mediaType !== undefined) return false;
  const [type, ...others] = typesOf(parameter.schema.schema);
  return parameter.style === "deepObject" || (parameter.explode && type === "object" && others.length === 0);
}

/** Whether a query parameter was sent by a name that differs from its own in case only. */
export function isMisnamed(parameter: Parameter, operation: Operation, request: WireRequest): boolean {
  if (parameter.in !== "query") return false;
  const wanted = parameter.name.toLowerCase();
  return pairsAt(operation, request, "query").some(
    ([name]) => name !== parameter.name && name.toLowerCase() === wanted,
  );
}
