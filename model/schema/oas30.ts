import { type Json, isJsonObject } from "../json.ts";
import type { Schema } from "../model.ts";

type Keywords = { readonly [keyword: string]: Json };

/** The schema dialect of OpenAPI 3.0 and 2.0 as JSON Schema 2020-12, keyword by keyword in the same places. */
export function nullable30(schema: Keywords): Schema {
  return withNull(withBounds(schema));
}

/** `nullable: true` allows null (OAS 3.0.3, section 4.7.24.1); Swagger 2.0 says `x-nullable`. */
function withNull(schema: Keywords): Keywords {
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

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function takesNull(schema: Json): boolean {
  const type = isJsonObject(schema) ? schema["type"] : undefined;
  return type === "null" || (isList(type) && type.includes("null"));
}

/** `exclusiveMinimum: true` beside `minimum: 5` is `exclusiveMinimum: 5` (JSON Schema 2020-12, section 6.2.5). */
function withBounds(schema: Keywords): Keywords {
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
