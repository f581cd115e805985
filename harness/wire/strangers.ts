import { isJsonObject, type Json } from "../../model/json.ts";
import type { Operation, Parameter } from "../../model/model.ts";
import type { Parts } from "./decode.ts";
import { type Judgement, undecidable, valid } from "./judgement.ts";
import type { Pair } from "./pairs.ts";
import { splitTarget } from "./path.ts";
import type { Resolve } from "./shape.ts";

/** What becomes of a query parameter that the document does not have, it does not say: most servers let it be, strict ones refuse it. */
export function judgeStrangers({ parameters, path, security }: Operation, { query }: Parts): Judgement {
  if (query.length === 0) return valid;
  if (parameters.some((parameter) => parameter.in === "querystring" || takesAnyName(parameter))) return valid;
  const isKey = (name: string): boolean =>
    security.some(({ schemes }) => schemes.some(({ scheme }) => scheme.type === "apiKey" && scheme.parameter === name));
  const isKnown = (name: string): boolean =>
    parameters.some((parameter) => parameter.in === "query" && isNameOf(parameter, name)) ||
    isKey(name) ||
    (splitTarget(path).query ?? "").includes(name);
  return query.every(({ names }) => names.some(isKnown))
    ? valid
    : undecidable("query", "it has a parameter that the document does not have");
}

/** Whether an exploded object may as well not be there: no pair has the name of a member that its schema knows. */
export function isOnlyStrangers(parameter: Parameter, query: readonly Pair[], resolve: Resolve): boolean {
  return (
    takesAnyName(parameter) &&
    query.every(({ names }) =>
      names.every((name) => name !== parameter.name && !declares(parameter.schema.schema, name, resolve, new Set())),
    )
  );
}

function takesAnyName(parameter: Parameter): boolean {
  const { in: place, style, explode, mediaType } = parameter;
  return place === "query" && style === "form" && explode && mediaType === undefined && !isScalar(parameter);
}

function isScalar({ schema: { schema } }: Parameter): boolean {
  const type = typeof schema === "object" ? schema["type"] : undefined;
  return typeof type === "string" && type !== "object";
}

function isNameOf({ name, style }: Parameter, given: string): boolean {
  return given === name || (style === "deepObject" && given.startsWith(`${name}[`));
}

function declares(schema: Json | undefined, name: string, resolve: Resolve, seen: ReadonlySet<string>): boolean {
  if (!isJsonObject(schema)) return false;
  const { properties, patternProperties, additionalProperties, $ref: ref } = schema;
  if (isJsonObject(properties) && Object.hasOwn(properties, name)) return true;
  if (patternProperties !== undefined || isJsonObject(additionalProperties)) return true;
  if (typeof ref === "string" && !seen.has(ref) && declares(resolve(ref), name, resolve, new Set([...seen, ref])))
    return true;
  return ["allOf", "anyOf", "oneOf"].some((keyword) => {
    const branches = schema[keyword];
    return (
      Array.isArray(branches) && (branches as readonly Json[]).some((branch) => declares(branch, name, resolve, seen))
    );
  });
}
