import { type Json, isJsonObject, stringifyJson } from "../json.ts";
import type { Schema } from "../model.ts";
import { SHAPES } from "../schema/keywords.ts";
import { isList } from "../schema/values.ts";

const PROSE = new Set(["title", "description", "$comment", "example", "examples", "externalDocs", "xml"]);
/** Lists whose order says nothing. */
const SETS = new Set(["required", "enum", "type"]);

/** A schema without prose, examples and extensions, its names sorted and its sets in order. */
export function bare(schema: Schema): Schema {
  if (!isJsonObject(schema)) return schema;
  const entries = Object.entries(schema)
    .filter(([keyword]) => !PROSE.has(keyword) && !keyword.startsWith("x-"))
    .map(([keyword, value]) => [keyword, bareValue(keyword, value)] as const);
  return sorted(entries);
}

function bareValue(keyword: string, value: Json): Json {
  const shape = SHAPES.get(keyword);
  if (shape === "schema" && isSchema(value)) return bare(value);
  if (shape === "list of schemas" && isList(value)) return value.map((each) => (isSchema(each) ? bare(each) : each));
  if (shape === "object of schemas" && isJsonObject(value)) {
    return sorted(Object.entries(value).map(([name, each]) => [name, isSchema(each) ? bare(each) : each] as const));
  }
  if (SETS.has(keyword) && isList(value))
    return value.toSorted((a, b) => (stringifyJson(a) < stringifyJson(b) ? -1 : 1));
  return canonical(value);
}

/** A value with its names sorted. */
export function canonical(value: Json): Json {
  if (isList(value)) return value.map(canonical);
  if (!isJsonObject(value)) return value;
  return sorted(Object.entries(value).map(([name, each]) => [name, canonical(each)] as const));
}

function sorted<Value extends Json>(
  entries: readonly (readonly [string, Value])[],
): { readonly [name: string]: Value } {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export function isSchema(value: Json | undefined): value is Schema {
  return typeof value === "boolean" || isJsonObject(value);
}
