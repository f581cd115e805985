import { isJsonObject, isRawNumber, type Json, type JsonObject } from "../../model/json.ts";
import type { Pointer, Schema } from "../../model/model.ts";
import { escapeToken } from "../../model/pointer.ts";
import { type Brands, NO_BRANDS } from "../brands/brands.ts";
import type { MemberBrand } from "../brands/members.ts";
import { commentText, constraints } from "../documentation.ts";
import { schemasOf, typesOf } from "../schema.ts";

/**
 * Stands for `%` in every name: openapi-typescript percent-decodes the names it meets and fails on `50%`. The printed text has `%` again.
 */
export const PERCENT = "\u{e025}";

export function safeName(name: string): string {
  return name.replaceAll("%", PERCENT);
}

/**
 * The name of a referenced schema among `components["schemas"]`: a component's own, of any other place its pointer, which has a `#`
 * (and no `#/`, which openapi-typescript would take for the start of a pointer).
 */
export function schemaName(ref: Pointer): string {
  const component = /^#\/components\/schemas\/([\w.-]+)$/.exec(ref)?.[1];
  return safeName(component ?? `${ref}${ref.includes("#") ? "" : "#"}`.replaceAll("#/", "#"));
}

/**
 * A schema as openapi-typescript reads it: only what makes a type, each keyword of the shape it has by the standard, so that no sloppy document
 * makes it fail; references name `components["schemas"]`; constraints stand in the description. A member with a brand says so in a keyword that no
 * document can write: `brand`.
 */
export function typeSchema(schema: Schema, brands: Brands = NO_BRANDS): JsonObject {
  if (schema === true) return {};
  if (schema === false) return { enum: [] };
  const text = describe(schema);
  if (typeof schema["$ref"] === "string") {
    return { ...text, $ref: `#/components/schemas/${escapeToken(schemaName(schema["$ref"]))}` };
  }
  const keywords = values(schema);
  // What is listed says it all.
  return {
    ...text,
    ...given(keywords["enum"] === undefined ? { ...keywords, ...subschemas(schema, brands) } : keywords),
  };
}

type Optional = { readonly [keyword: string]: Json | undefined };

function given(keywords: Optional): JsonObject {
  const known: { [keyword: string]: Json } = {};
  for (const [name, value] of Object.entries(keywords)) if (value !== undefined) known[name] = value;
  return known;
}

function describe(schema: JsonObject): JsonObject {
  const facts = constraints(schema);
  const prose = typeof schema["description"] === "string" ? schema["description"] : "";
  const description = [prose, facts]
    .map(commentText)
    .filter((part) => part !== "")
    .join("\n\n");
  return {
    ...(typeof schema["title"] === "string" ? { title: commentText(schema["title"]) } : {}),
    ...(description === "" ? {} : { description }),
    ...(schema["deprecated"] === true ? { deprecated: true } : {}),
  };
}

function values(schema: JsonObject): Optional {
  const options = enumeration(schema);
  const constant = schema["const"];
  return {
    // openapi-typescript would take the values of an object's enum for schemas.
    type: options === undefined || !typesOf(schema).includes("object") ? typeKeyword(schema["type"]) : undefined,
    ...(schema["format"] === "binary" ? { format: "binary" } : {}),
    enum: options,
    const: constant !== undefined && isPrintable(constant) ? plain(constant) : undefined,
    required: Array.isArray(schema["required"])
      ? schema["required"].filter((name) => typeof name === "string").map(safeName)
      : undefined,
    readOnly: schema["readOnly"] === true ? true : undefined,
    writeOnly: schema["writeOnly"] === true ? true : undefined,
    discriminator: discriminator(schema["discriminator"]),
  };
}

/** The values that are listed. Where only an object is allowed and none is listed, its properties say more. */
function enumeration(schema: JsonObject): readonly Json[] | undefined {
  const options = schema["enum"];
  if (!Array.isArray(options) || !options.every(isPrintable)) return undefined;
  const onlyObjects = typesOf(schema).length > 0 && typesOf(schema).every((type) => type === "object");
  return onlyObjects && !options.some(isJsonObject) ? undefined : options.map(plain);
}

function subschemas(schema: JsonObject, brands: Brands): Optional {
  const one = (value: Json | undefined) =>
    typeof value === "boolean" || isJsonObject(value) ? typeSchema(value, brands) : undefined;
  const many = (value: Json | undefined) => {
    const schemas = schemasOf(value).map((own) => typeSchema(own, brands));
    return schemas.length === 0 ? undefined : schemas;
  };
  return {
    properties: schemaMap(schema["properties"], (name, own) => branded(own, brands.ofMember(schema, name)) ?? one(own)),
    patternProperties: schemaMap(schema["patternProperties"], (_, own) => one(own)),
    additionalProperties:
      typeof schema["additionalProperties"] === "boolean"
        ? schema["additionalProperties"]
        : one(schema["additionalProperties"]),
    items: one(schema["items"]),
    prefixItems: many(schema["prefixItems"]),
    allOf: many(schema["allOf"]),
    anyOf: many(schema["anyOf"]),
    oneOf: many(schema["oneOf"]),
  };
}

function schemaMap(
  value: Json | undefined,
  convert: (name: string, schema: Json) => JsonObject | undefined,
): JsonObject | undefined {
  if (!isJsonObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const schema = convert(name, member);
      return schema === undefined ? [] : [[safeName(name), schema]];
    }),
  );
}

function branded(schema: Json, brand: MemberBrand | undefined): JsonObject | undefined {
  if (brand === undefined) return undefined;
  const text = isJsonObject(schema) ? describe(schema) : {};
  return { ...text, type: "string", brand: brand.name, nullable: brand.nullable };
}

function typeKeyword(value: Json | undefined): Json | undefined {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.filter((type) => typeof type === "string") : undefined;
}

function discriminator(value: Json | undefined): JsonObject | undefined {
  if (!isJsonObject(value) || typeof value["propertyName"] !== "string") return undefined;
  const mapping = isJsonObject(value["mapping"]) ? Object.entries(value["mapping"]) : [];
  const named = mapping.flatMap(([name, ref]) => (typeof ref === "string" ? [[name, mappedRef(ref)] as const] : []));
  return {
    propertyName: safeName(value["propertyName"]),
    ...(named.length === 0 ? {} : { mapping: Object.fromEntries(named) }),
  };
}

/** A mapping names a schema by reference or by its component's name. */
function mappedRef(ref: string): string {
  return `#/components/schemas/${escapeToken(ref.includes("#") ? schemaName(ref) : safeName(ref))}`;
}

/** Literal types hold every JSON value but numbers beyond JavaScript's. */
function isPrintable(value: Json): boolean {
  if (isRawNumber(value)) return Number.isFinite(Number(value.rawJSON));
  if (Array.isArray(value)) return value.every(isPrintable);
  return !isJsonObject(value) || Object.values(value).every(isPrintable);
}

function plain(value: Json): Json {
  if (isRawNumber(value)) return Number(value.rawJSON);
  if (Array.isArray(value)) return value.map(plain);
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [safeName(name), plain(member)]))
    : value;
}
