import { isJsonObject, type Json } from "../../model/json.ts";
import { escapeToken } from "../../model/pointer.ts";
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
export function sourced(at: SchemaAt, value: Json, reading: Reading, instance = ""): readonly Sourced[] {
  const found: Sourced[] = [];
  collect(at, value, reading, instance, found);
  return found;
}

const EITHER = ["anyOf", "oneOf"];

function collect(
  { schema, pointer }: SchemaAt,
  value: Json,
  reading: Reading,
  instance: string,
  found: Sourced[],
): void {
  if (typeof schema === "boolean" || !canNeedSource(schema, reading.resolve)) return;
  const inner = (keyword: string, part: Json | undefined, child: Json, at: string): void => {
    if (part !== undefined && canNeedSource(part, reading.resolve))
      collect({ schema: asSchema(part), pointer: `${pointer}/${keyword}` }, child, reading, at, found);
  };
  const own = sourceOf(schema);
  if (own !== undefined) found.push({ source: own, value, instance });
  const reference = schema["$ref"];
  if (typeof reference === "string" && reference !== "") {
    const target = reading.resolve(reference);
    if (target !== undefined) collect({ schema: target, pointer: reference }, value, reading, instance, found);
  }
  for (const [index, part] of list(schema["allOf"]).entries()) inner(`allOf/${index}`, part, value, instance);
  for (const keyword of EITHER) {
    if (schema[keyword] === undefined) continue;
    found.push(...branches(list(schema[keyword]), `${pointer}/${keyword}`, value, reading, instance));
  }
  if (Array.isArray(value)) {
    for (const [index, child] of (value as readonly Json[]).entries())
      inner("items", schema["items"], child, `${instance}/${index}`);
  } else if (isJsonObject(value)) {
    for (const name of Object.keys(value))
      inner(...memberSchema(schema, name), value[name] ?? null, `${instance}/${escapeToken(name)}`);
  }
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

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The reader has left out whatever is no schema; what is none all the same allows everything. */
function asSchema(value: Json): Schema {
  return typeof value === "boolean" || isJsonObject(value) ? value : true;
}
