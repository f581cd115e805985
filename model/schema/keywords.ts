/** What the value of a keyword must be (JSON Schema 2020-12, core and validation; OAS 3.1, Schema Object). Keywords not named here stand as they came. */
export type Shape =
  | "schema"
  | "list of schemas"
  | "object of schemas"
  | "string"
  | "boolean"
  | "number"
  | "non-negative integer"
  | "list of strings"
  | "list"
  | "object"
  | "type"
  | "pattern"
  | "discriminator";

export const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ["additionalProperties", "schema"],
  ["unevaluatedProperties", "schema"],
  ["propertyNames", "schema"],
  ["items", "schema"],
  ["unevaluatedItems", "schema"],
  ["contains", "schema"],
  ["not", "schema"],
  ["if", "schema"],
  ["then", "schema"],
  ["else", "schema"],
  ["contentSchema", "schema"],
  ["allOf", "list of schemas"],
  ["anyOf", "list of schemas"],
  ["oneOf", "list of schemas"],
  ["prefixItems", "list of schemas"],
  ["properties", "object of schemas"],
  ["patternProperties", "object of schemas"],
  ["$defs", "object of schemas"],
  ["definitions", "object of schemas"],
  ["dependentSchemas", "object of schemas"],
  ["type", "type"],
  ["pattern", "pattern"],
  ["discriminator", "discriminator"],
  ["enum", "list"],
  ["examples", "list"],
  ["required", "list of strings"],
  ["dependentRequired", "object"],
  ["format", "string"],
  ["title", "string"],
  ["description", "string"],
  ["contentEncoding", "string"],
  ["contentMediaType", "string"],
  ["minimum", "number"],
  ["maximum", "number"],
  ["exclusiveMinimum", "number"],
  ["exclusiveMaximum", "number"],
  ["multipleOf", "number"],
  ["minLength", "non-negative integer"],
  ["maxLength", "non-negative integer"],
  ["minItems", "non-negative integer"],
  ["maxItems", "non-negative integer"],
  ["minProperties", "non-negative integer"],
  ["maxProperties", "non-negative integer"],
  ["minContains", "non-negative integer"],
  ["maxContains", "non-negative integer"],
  ["uniqueItems", "boolean"],
  ["deprecated", "boolean"],
  ["readOnly", "boolean"],
  ["writeOnly", "boolean"],
]);

/** Whether a dialect's URI is that of JSON Schema 2020-12 or of OpenAPI's own extension of it. */
export function isSupportedDialect(uri: unknown): boolean {
  return (
    typeof uri === "string" &&
    /^https:\/\/(?:json-schema\.org\/draft\/2020-12\/|spec\.openapis\.org\/oas\/3\.)/.test(uri)
  );
}

/** Those that name places; every `$ref` is absolute after reading, so nothing needs them any more, and validators would stumble over them. */
export const IDENTIFIERS: ReadonlySet<string> = new Set(["$id", "$schema", "$anchor", "$dynamicAnchor", "$vocabulary"]);
