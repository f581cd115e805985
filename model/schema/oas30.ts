import { type Json, isJsonObject } from "../json.ts";
import { isList } from "./values.ts";

export type Keywords = { readonly [keyword: string]: Json };

/**
 * Where OpenAPI 3.0 and 2.0 differ from JSON Schema 2020-12, keyword by keyword, each in its place.
 * `nullable: true` allows null (OAS 3.0.3, section 4.7.24.1); Swagger 2.0 had no word for it, and `x-nullable` is what people write.
 */
export function dialect30(schema: Keywords): Keywords {
  const { nullable, "x-nullable": extension, ...rest } = schema;
  if (nullable !== true && extension !== true) return schema;
  const { type, enum: values } = rest;
  return {
    ...rest,
    ...(typeof type === "string" ? { type: [type, "null"] } : {}),
    ...(Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {}),
    ...(type === undefined ? branchesWithNull(rest) : {}),
  };
}

/**
 * Without a type, `nullable` has no effect by the letter, and everybody who writes it beside `allOf` or `anyOf` means null to be allowed.
 * Their branches take null in, each at its own place.
 */
function branchesWithNull(schema: Keywords): Keywords {
  const { allOf, anyOf, oneOf } = schema;
  const nothing: Json = { type: "null" };
  return {
    ...(isList(allOf) ? { allOf: allOf.map((each) => ({ anyOf: [each, nothing] })) } : {}),
    ...(isList(anyOf) ? { anyOf: [...anyOf, nothing] } : {}),
    ...(isList(oneOf) && !oneOf.some(takesNull) ? { oneOf: [...oneOf, nothing] } : {}),
  };
}

function takesNull(schema: Json): boolean {
  const type = isJsonObject(schema) ? schema["type"] : undefined;
  return type === "null" || (isList(type) && type.includes("null"));
}

/** `exclusiveMinimum: true` beside `minimum: 5` is `exclusiveMinimum: 5` (JSON Schema 2020-12, section 6.2.5). */
export function withBounds(schema: Keywords): Keywords {
  const low = bound(schema, "minimum", "exclusiveMinimum");
  return bound(low, "maximum", "exclusiveMaximum");
}

function bound(schema: Keywords, inclusive: string, exclusive: string): Keywords {
  const flag = schema[exclusive];
  if (typeof flag !== "boolean") return schema;
  const limit = schema[inclusive];
  const rest = Object.entries(schema).filter(([keyword]) => keyword !== exclusive && !(flag && keyword === inclusive));
  return Object.fromEntries(flag && limit !== undefined ? [...rest, [exclusive, limit]] : rest);
}

/** Swagger 2.0 writes the bare name of the property. */
export function discriminator20(schema: Keywords): Keywords {
  const { discriminator } = schema;
  return typeof discriminator === "string" ? { ...schema, discriminator: { propertyName: discriminator } } : schema;
}
