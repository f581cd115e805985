import { isJsonObject, type Json } from "../../../model/json.ts";
import type { Model, Operation, Schema } from "../../../model/model.ts";
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

/** One mutant for each keyword at each kind of place of a document: what the keyword forbids is accepted. */
export function lenientMutants(feature: string, model: Model): readonly Mutant[] {
  const told = new Set<string>();
  return [
    ...requestSites(model).flatMap((site) =>
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
  const drop = (schema: { readonly [keyword: string]: Json }): Schema =>
    Object.fromEntries(Object.entries(schema).filter(([name]) => name !== keyword));
  return {
    name: `${keyword} ignored at ${at} of ${operation.id}`,
    feature,
    check: "negativeDataRejection",
    operations: [operation.id],
    fault: { reads: editing(pointer, drop) },
  };
}

/** Any text is a string, and where a text is looked for, a list of one: without the type, the same is accepted. */
function isVoid({ location, schema }: Site, keyword: string): boolean {
  if (location.startsWith("body")) return false;
  const { type, items } = schema;
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
