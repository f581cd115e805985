import { isJsonObject, type Json } from "../../../model/json.ts";
import type { Model, Operation, Schema } from "../../../model/model.ts";
import { itemTemplates } from "../reference/store.ts";
import type { Mutant } from "./mutant.ts";
import { editing, requestSites, type Site } from "./sites.ts";

/** Keywords that say what is valid; `format` and `content…` only annotate (JSON Schema 2020-12, sections 7 and 8). */
const ASSERTIONS = new Set([
  "type",
  "enum",
  "const",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "items",
  "prefixItems",
  "contains",
  "maxContains",
  "minItems",
  "maxItems",
  "uniqueItems",
  "required",
  "minProperties",
  "maxProperties",
  "additionalProperties",
  "patternProperties",
  "propertyNames",
  "dependentRequired",
  "unevaluatedProperties",
  "oneOf",
  "anyOf",
  "allOf",
  "not",
  "then",
  "else",
]);

/**
 * One mutant for each keyword at each kind of place that `told` does not have: what the keyword forbids is accepted.
 * None for the id of a resource: nothing was ever made under an id that is forbidden, so the answer is a refusal all the same.
 */
export function lenientMutants(feature: string, model: Model, told: Set<string>): readonly Mutant[] {
  const items = itemTemplates(model);
  return [
    ...requestSites(model)
      .filter(({ location, operation }) => !(location === "path" && items.has(operation.path)))
      .flatMap((site) =>
        Object.keys(site.schema)
          .filter((keyword) => ASSERTIONS.has(keyword) && !isVoid(site, keyword))
          .filter((keyword) => isNew(told, `${site.location} ${keyword}`))
          .map((keyword) => without(feature, site, keyword)),
      ),
    ...model.operations.flatMap((operation) => missing(feature, operation, told)),
  ];
}

function isNew(told: Set<string>, key: string): boolean {
  return !told.has(key) && told.add(key) !== undefined;
}

function without(feature: string, { at, pointer, operation }: Site, keyword: string): Mutant {
  // Without them, `items` and `additionalProperties` would speak of what they leave.
  const lenient = (value: Json): readonly (readonly [string, Json])[] =>
    keyword === "prefixItems" && Array.isArray(value)
      ? [[keyword, value.map(() => true)]]
      : keyword === "patternProperties" && isJsonObject(value)
        ? [[keyword, Object.fromEntries(Object.keys(value).map((pattern) => [pattern, true]))]]
        : [];
  const drop = (schema: { readonly [keyword: string]: Json }): Schema =>
    Object.fromEntries(
      Object.entries(schema).flatMap(([name, value]) => (name === keyword ? lenient(value) : [[name, value] as const])),
    );
  return {
    name: `${keyword} ignored at ${at} of ${operation.id}`,
    feature,
    check: "negativeDataRejection",
    operations: [operation.id],
    fault: { reads: editing(pointer, drop) },
  };
}

/** Any text is a string, and a list of one, and its members are of one type: without the keyword, the same is accepted. */
function isVoid({ location, schema }: Site, keyword: string): boolean {
  const { type, items, minItems } = schema;
  if (keyword === "type" && (schema["enum"] !== undefined || schema["const"] !== undefined)) return true;
  if (location.startsWith("body")) return false;
  if (keyword === "minItems") return minItems === 1;
  if (keyword === "items") return isJsonObject(items) && items["type"] === "string" && Object.keys(items).length === 1;
  return keyword === "type" && (type === "string" || type === "array" || type === "object");
}

/** Parameters and bodies that are required, and left out all the same. */
function missing(feature: string, operation: Operation, told: Set<string>): readonly Mutant[] {
  const lenient = (name: string, check: string, change: (operation: Operation) => Operation): Mutant => ({
    name: `${name} not required by ${operation.id}`,
    feature,
    check,
    operations: [operation.id],
    fault: {
      reads: (model) => ({
        ...model,
        operations: model.operations.map((one) => (one.id === operation.id ? change(one) : one)),
      }),
    },
  });
  const parameters = operation.parameters
    .filter(({ in: place, required }) => required && place !== "path" && isNew(told, `${place} missing`))
    .map((parameter) =>
      lenient(
        `${parameter.in}.${parameter.name}`,
        parameter.in === "header" ? "missingRequiredHeader" : "negativeDataRejection",
        (one) => ({
          ...one,
          parameters: one.parameters.map((other) =>
            other.pointer === parameter.pointer ? { ...other, required: false } : other,
          ),
        }),
      ),
    );
  const { requestBody } = operation;
  if (requestBody?.required !== true || !isNew(told, "body missing")) return parameters;
  const body = lenient("body", "negativeDataRejection", (one) => ({
    ...one,
    requestBody: { ...requestBody, required: false },
  }));
  return [...parameters, body];
}
