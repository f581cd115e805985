import { isJsonObject, type Json } from "../../model/json.ts";
import type { Pointer, Schema, SchemaAt, Source } from "../../model/model.ts";

/** A value that is right only where another operation has made it. */
export interface Sourced {
  readonly source: Source;
  readonly value: Json;
  /** JSON pointer into the whole value. */
  readonly instance: string;
}

export interface Reading {
  readonly resolve: (ref: Pointer) => Schema | undefined;
  readonly validate: (at: SchemaAt, value: Json) => readonly unknown[];
}

/**
 * The places of a value for which the schema names a source (`x-covenant.from`). Where one branch of an `anyOf` or `oneOf`
 * allows the value without a source, none is needed.
 */
export function sourced(
  { schema, pointer }: SchemaAt,
  value: Json,
  reading: Reading,
  instance = "",
): readonly Sourced[] {
  if (typeof schema === "boolean" || !canNeedSource(schema, reading.resolve)) return [];
  const inner = (keyword: string, part: Json | undefined, child: Json, at: string): readonly Sourced[] =>
    part === undefined ? [] : sourced({ schema: asSchema(part), pointer: `${pointer}/${keyword}` }, child, reading, at);
  const own = sourceOf(schema);
  const reference = typeof schema["$ref"] === "string" ? schema["$ref"] : "";
  const target = reference === "" ? undefined : reading.resolve(reference);
  return [
    ...(own === undefined ? [] : [{ source: own, value, instance }]),
    ...(target === undefined ? [] : sourced({ schema: target, pointer: reference }, value, reading, instance)),
    ...list(schema["allOf"]).flatMap((part, index) => inner(`allOf/${index}`, part, value, instance)),
    ...["anyOf", "oneOf"].flatMap((keyword) =>
      branches(list(schema[keyword]), `${pointer}/${keyword}`, value, reading, instance),
    ),
    ...members(value).flatMap(([name, child]) =>
      inner(...memberSchema(schema, name), child, `${instance}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`),
    ),
    ...(Array.isArray(value) ? (value as readonly Json[]) : []).flatMap((child, index) =>
      inner("items", schema["items"], child, `${instance}/${index}`),
    ),
  ];
}

const known = new WeakMap<object, boolean>();

/** Whether values of the schema can need a source at all. */
export function canNeedSource(schema: Json | undefined, resolve: Reading["resolve"]): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  const found = known.get(schema);
  if (found !== undefined) return found;
  const mentions = mentionsSource(schema, resolve, new Set());
  known.set(schema, mentions);
  return mentions;
}

function mentionsSource(schema: Json | undefined, resolve: Reading["resolve"], seen: Set<unknown>): boolean {
  if (typeof schema !== "object" || schema === null || seen.has(schema)) return false;
  seen.add(schema);
  if (isJsonObject(schema) && sourceOf(schema) !== undefined) return true;
  const ref = isJsonObject(schema) ? schema["$ref"] : undefined;
  if (typeof ref === "string" && mentionsSource(resolve(ref), resolve, seen)) return true;
  return Object.values(schema).some((part: Json) => mentionsSource(part, resolve, seen));
}

export function sourceOf(schema: { readonly [keyword: string]: Json }): Source | undefined {
  const extension = schema["x-covenant"];
  const from = isJsonObject(extension) ? extension["from"] : undefined;
  if (!isJsonObject(from) || typeof from["operationId"] !== "string" || typeof from["value"] !== "string")
    return undefined;
  const parameters = isJsonObject(from["parameters"]) ? Object.entries(from["parameters"]) : [];
  return {
    operationId: from["operationId"],
    value: from["value"],
    parameters: Object.fromEntries(
      parameters.map(([name, expression]) => [
        name,
        typeof expression === "string" ? expression : JSON.stringify(expression),
      ]),
    ),
  };
}

function branches(
  schemas: readonly Json[],
  pointer: string,
  value: Json,
  reading: Reading,
  instance: string,
): readonly Sourced[] {
  const fitting = schemas
    .map((schema, index): SchemaAt => ({ schema: asSchema(schema), pointer: `${pointer}/${index}` }))
    .filter((at) => reading.validate(at, value).length === 0)
    .map((at) => sourced(at, value, reading, instance));
  return fitting.some((needed) => needed.length === 0) ? [] : (fitting[0] ?? []);
}

function memberSchema(
  schema: { readonly [keyword: string]: Json },
  name: string,
): [keyword: string, schema: Json | undefined] {
  const properties = schema["properties"];
  if (isJsonObject(properties) && Object.hasOwn(properties, name)) return [`properties/${name}`, properties[name]];
  return ["additionalProperties", schema["additionalProperties"]];
}

function members(value: Json): readonly (readonly [string, Json])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The reader has left out whatever is no schema; what is none all the same allows everything. */
function asSchema(value: Json): Schema {
  return typeof value === "boolean" || isJsonObject(value) ? value : true;
}
