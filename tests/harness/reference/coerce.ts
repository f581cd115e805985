import { isJsonObject, numberFrom, type Json } from "../../../model/json.ts";
import type { Schema } from "../../../model/model.ts";
import { isSchema } from "./isSchema.ts";
import type { Validators } from "./schemas.ts";

/** A text as the scalar that its schema wants: the first reading that is valid, else the text. */
export function scalar(text: string, schema: Schema, { isValid }: Validators): Json {
  const readings: Json[] = [];
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) readings.push(numberFrom(text));
  if (text === "true" || text === "false") readings.push(text === "true");
  if (text === "null" || text === "") readings.push(null);
  return readings.find((value) => isValid(schema, value)) ?? text;
}

/** Whether the schema has a place for arrays or objects: says so somewhere, at its own level. */
export function admits(schema: Schema, type: "array" | "object" | "scalar", validators: Validators): boolean {
  const said = level(schema, validators).flatMap((part) => typesIn(part));
  if (said.length === 0) return true;
  return type === "scalar" ? said.some((one) => one !== "array" && one !== "object") : said.includes(type);
}

function typesIn(schema: { readonly [keyword: string]: Json }): readonly string[] {
  const { type, properties, additionalProperties, items, enum: members, const: only } = schema;
  if (typeof type === "string") return [type];
  if (Array.isArray(type)) return type.map(String);
  if (Array.isArray(members) || only !== undefined) return ["string"];
  if (properties !== undefined || additionalProperties !== undefined) return ["object"];
  return items === undefined ? [] : ["array"];
}

/** The schema of an array's items: one for all. */
export function itemsOf(schema: Schema, index: number, validators: Validators): Schema {
  const parts = level(schema, validators);
  return union(
    parts.flatMap(({ prefixItems, items }) => {
      const positional = Array.isArray(prefixItems) ? (prefixItems as readonly Json[])[index] : undefined;
      return [positional ?? items].filter(isSchema);
    }),
  );
}

/** The schema of a member, by name, by pattern, or of all others. */
export function memberOf(schema: Schema, name: string, validators: Validators): Schema {
  const parts = level(schema, validators);
  const named = parts.flatMap(({ properties }) =>
    isJsonObject(properties) && Object.hasOwn(properties, name) ? [properties[name]].filter(isSchema) : [],
  );
  if (named.length > 0) return union(named);
  const matched = parts.flatMap(({ patternProperties }) =>
    isJsonObject(patternProperties)
      ? Object.entries(patternProperties).flatMap(([pattern, child]) =>
          new RegExp(pattern, "u").test(name) ? [child].filter(isSchema) : [],
        )
      : [],
  );
  if (matched.length > 0) return union(matched);
  return union(parts.flatMap(({ additionalProperties: others }) => [others].filter(isSchema)));
}

const unions = new Map<string, Schema>();

/** Equal unions are one object, so that ajv compiles each once. */
function union(schemas: readonly Schema[]): Schema {
  const [first] = schemas;
  if (first === undefined) return true;
  if (schemas.length === 1) return first;
  const key = JSON.stringify(schemas);
  const known = unions.get(key) ?? { anyOf: schemas };
  unions.set(key, known);
  return known;
}

/** The schema and every schema that speaks of the same value, through references and combinations. */
export function level(
  schema: Schema,
  { resolve }: Pick<Validators, "resolve">,
): readonly { readonly [keyword: string]: Json }[] {
  const found: { readonly [keyword: string]: Json }[] = [];
  const walk = (part: Json | undefined): void => {
    if (!isJsonObject(part) || found.includes(part)) return;
    found.push(part);
    if (typeof part["$ref"] === "string") walk(resolve(part["$ref"]));
    for (const keyword of ["allOf", "anyOf", "oneOf"])
      if (Array.isArray(part[keyword])) (part[keyword] as readonly Json[]).forEach(walk);
    for (const keyword of ["if", "then", "else"]) walk(part[keyword]);
  };
  walk(schema);
  return found;
}

/** The value without its `readOnly` members, at any depth: the server's own are not the client's to set. */
export function withoutReadOnly(value: Json, schema: Schema, validators: Pick<Validators, "resolve">): Json {
  if (!isJsonObject(value)) return value;
  const parts = level(schema, validators).flatMap(({ properties }) => (isJsonObject(properties) ? [properties] : []));
  const members = Object.entries(value).flatMap(([name, member]): readonly (readonly [string, Json])[] => {
    const own = parts
      .flatMap((properties) => (Object.hasOwn(properties, name) ? [properties[name]] : []))
      .find(isSchema);
    if (own === undefined) return [[name, member]];
    const isOurs = level(own, validators).some(({ readOnly }) => readOnly === true);
    return isOurs ? [] : [[name, withoutReadOnly(member, own, validators)]];
  });
  return Object.fromEntries(members);
}
