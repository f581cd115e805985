import { isJsonObject, parseJson, type Json } from "../../model/json.ts";
import type { SchemaAt } from "../../model/model.ts";
import type { Schemas } from "./schemas.ts";
import { isJsonMediaType } from "./mediaType.ts";
import { memberSchemas, type Resolve } from "./shape.ts";

/** Why a value that its schema accepts may yet be refused with good reason: annotations that servers enforce. Undefined: no reason. */
export function doubtOf(at: SchemaAt, value: Json, { resolve, validateFormats }: Schemas): string | undefined {
  if (!canBeDoubted(at.schema, resolve)) return undefined;
  const [format] = validateFormats(at, value);
  if (format !== undefined)
    return typeof format.expected === "string"
      ? `${format.keyword} ${format.expected} does not hold`
      : `${format.keyword} does not hold`;
  return annotated(at.schema, value, resolve, new Set());
}

/** By schema, whether an annotation that servers enforce is anywhere in it: most have none, and are not walked at every request. */
const known = new WeakMap<object, boolean>();

function canBeDoubted(schema: Json, resolve: Resolve): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  const found = known.get(schema);
  if (found !== undefined) return found;
  const annotated = isAnnotated(schema, resolve, new Set());
  known.set(schema, annotated);
  return annotated;
}

function isAnnotated(schema: Json | undefined, resolve: Resolve, seen: Set<unknown>): boolean {
  if (typeof schema !== "object" || schema === null || seen.has(schema)) return false;
  seen.add(schema);
  if (isJsonObject(schema)) {
    if (["format", "contentMediaType", "readOnly", "$dynamicRef"].some((keyword) => schema[keyword] !== undefined))
      return true;
    const ref = schema["$ref"];
    if (typeof ref === "string" && isAnnotated(resolve(ref), resolve, seen)) return true;
  }
  return Object.values(schema).some((part: Json) => isAnnotated(part, resolve, seen));
}

/** Walks value and schema together; `seen` holds the references followed at this value. */
function annotated(
  schema: Json | undefined,
  value: Json,
  resolve: Resolve,
  seen: ReadonlySet<string>,
): string | undefined {
  if (!isJsonObject(schema) || !canBeDoubted(schema, resolve)) return undefined;
  const here = ownDoubt(schema, value);
  if (here !== undefined) return here;
  const ref = schema["$ref"];
  if (typeof ref === "string" && !seen.has(ref)) {
    const found = annotated(resolve(ref), value, resolve, new Set([...seen, ref]));
    if (found !== undefined) return found;
  }
  const same = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => listed(schema[keyword]));
  return (
    first([...same, schema["then"], schema["else"]], (branch) => annotated(branch, value, resolve, seen)) ??
    inside(schema, value, resolve)
  );
}

function inside(schema: { readonly [keyword: string]: Json }, value: Json, resolve: Resolve): string | undefined {
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return first(items.keys(), (index) =>
      annotated(listed(schema["prefixItems"])[index] ?? schema["items"], items[index] ?? null, resolve, new Set()),
    );
  }
  if (!isJsonObject(value)) return undefined;
  return first(Object.entries(value), ([name, member]) =>
    first(memberSchemas(schema, name), (child) =>
      isReadOnly(child, resolve) ? `${name} is readOnly` : annotated(child, member, resolve, new Set()),
    ),
  );
}

function isReadOnly(schema: Json, resolve: Resolve): boolean {
  if (!isJsonObject(schema)) return false;
  const target = typeof schema["$ref"] === "string" ? resolve(schema["$ref"]) : undefined;
  return schema["readOnly"] === true || (isJsonObject(target) && target["readOnly"] === true);
}

function ownDoubt(schema: { readonly [keyword: string]: Json }, value: Json): string | undefined {
  if (typeof value !== "string") return undefined;
  const media = schema["contentMediaType"];
  if (typeof media !== "string" || schema["contentEncoding"] !== undefined || !isJsonMediaType(media)) return undefined;
  return parseJson(value).outcome === "parsed" ? undefined : `contentMediaType ${media} does not hold`;
}

function first<Value>(values: Iterable<Value>, find: (value: Value) => string | undefined): string | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function listed(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
