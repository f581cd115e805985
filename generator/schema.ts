import { isJsonObject, isRawNumber, type Json, type JsonObject } from "../model/json.ts";
import type { Pointer, Schema } from "../model/model.ts";

/** What a generator has to know of schemas beside their types: what shape a value surely has. */
export type Resolve = (ref: Pointer) => Schema | undefined;

/** Follows references to the schema itself; a reference that leads nowhere or in a circle allows anything. */
export function resolved(schema: Schema, resolve: Resolve): Schema {
  const seen = new Set<string>();
  let current = schema;
  while (isJsonObject(current) && typeof current["$ref"] === "string") {
    const ref: string = current["$ref"];
    if (seen.has(ref)) return true;
    seen.add(ref);
    current = resolve(ref) ?? true;
  }
  return current;
}

/** The schema's types, `null` apart; none where it does not say. */
export function typesOf(schema: Schema): readonly string[] {
  if (!isJsonObject(schema)) return [];
  const type = schema["type"];
  return (Array.isArray(type) ? type : [type]).filter(
    (one): one is string => typeof one === "string" && one !== "null",
  );
}

/** Whether every value is a string, number or boolean (or null): the parameters that the smallest encoders do for. */
export function isScalar(schema: Schema, resolve: Resolve, depth = 0): boolean {
  const own = resolved(schema, resolve);
  if (!isJsonObject(own) || depth > 8) return false;
  const types = typesOf(own);
  if (types.length > 0) return types.every((type) => type !== "array" && type !== "object");
  if (own["const"] !== undefined) return isScalarValue(own["const"]);
  const values = own["enum"];
  if (Array.isArray(values)) return values.every(isScalarValue);
  return branches(own, (branch) => isScalar(branch, resolve, depth + 1));
}

/** Whether every value is an object. */
export function isObjectOnly(schema: Schema, resolve: Resolve, depth = 0): boolean {
  const own = resolved(schema, resolve);
  if (!isJsonObject(own) || depth > 8) return false;
  const type = own["type"];
  if (type !== undefined) return type === "object";
  return branches(own, (branch) => isObjectOnly(branch, resolve, depth + 1));
}

function isScalarValue(value: Json): boolean {
  return typeof value !== "object" || value === null || isRawNumber(value);
}

/** One branch of `allOf` decides for all; of `oneOf` and `anyOf` every one must. */
function branches(schema: JsonObject, holds: (branch: Schema) => boolean): boolean {
  if (schemasOf(schema["allOf"]).some(holds)) return true;
  const alternatives = [...schemasOf(schema["oneOf"]), ...schemasOf(schema["anyOf"])];
  return alternatives.length > 0 && alternatives.every(holds);
}

export function schemasOf(value: Json | undefined): readonly Schema[] {
  return Array.isArray(value)
    ? value.filter((one): one is Schema => typeof one === "boolean" || isJsonObject(one))
    : [];
}
