import ajvModule, { type ValidateFunction } from "ajv/dist/2020.js";
import ajvFormatsModule from "ajv-formats";
import { isJsonObject, isRawNumber, type Json, type JsonObject } from "../../../model/json.ts";
import type { Model, Pointer, Schema } from "../../../model/model.ts";
import { asDoubles } from "./doubles.ts";
import { exactlyWithin } from "./exact.ts";
import { isSchema } from "./isSchema.ts";

const Ajv = ajvModule.default;
const addFormats = ajvFormatsModule.default;

export type View = "request" | "response";

/** The server's own reading of the schemas, by ajv: nothing of the harness stands behind it. */
export interface Validators {
  readonly isValid: (schema: Schema, value: Json) => boolean;
  readonly resolve: (ref: Pointer) => Schema | undefined;
}

export function validatorsOf(model: Pick<Model, "schemas">, view: View, formats: boolean): Validators {
  // Without a precision, 0.56 is no multiple of 0.01.
  const exactness = { multipleOfPrecision: 9 };
  const ajv = new Ajv({ strict: false, ownProperties: true, validateFormats: formats, logger: false, ...exactness });
  if (formats) addFormats(ajv);
  const resolve = (ref: Pointer): Schema | undefined => model.schemas.get(ref);
  const names = new Map([...model.schemas.keys()].map((ref, index) => [ref, `urn:reference:${index}`]));
  const rewrite = rewriter(view, names, resolve);
  for (const [ref, schema] of model.schemas) {
    const plain = rewrite(schema);
    ajv.addSchema(typeof plain === "boolean" ? { allOf: [plain] } : plain, names.get(ref));
  }
  const compiled = new Map<Schema, ValidateFunction>();
  const compile = (schema: Schema): ValidateFunction => {
    const known = compiled.get(schema) ?? ajv.compile(rewrite(schema));
    compiled.set(schema, known);
    return known;
  };
  return {
    resolve,
    isValid: (schema, value) => compile(schema)(asDoubles(value)) && exactlyWithin(schema, value, resolve),
  };
}

const MAPS = new Set(["properties", "patternProperties", "dependentSchemas", "$defs"]);
const LISTS = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const ONES = new Set([
  "items",
  "additionalProperties",
  "unevaluatedProperties",
  "unevaluatedItems",
  "not",
  "if",
  "then",
  "else",
  "contains",
  "propertyNames",
]);

/** References become names that ajv knows; what only the other direction carries is not required (`readOnly`, `writeOnly`). */
function rewriter(
  view: View,
  names: ReadonlyMap<Pointer, string>,
  resolve: (ref: Pointer) => Schema | undefined,
): (schema: Schema) => Schema {
  const absent = view === "request" ? "readOnly" : "writeOnly";
  const isAbsent = (schema: Json | undefined): boolean => {
    if (!isJsonObject(schema)) return false;
    const target = typeof schema["$ref"] === "string" ? resolve(schema["$ref"]) : undefined;
    return schema[absent] === true || (isJsonObject(target) && target[absent] === true);
  };
  const keyword = ([name, value]: readonly [string, Json], of: JsonObject): readonly [string, Json] => {
    if (name === "$ref" && typeof value === "string") return [name, names.get(value) ?? value];
    if (ONES.has(name)) return [name, isSchema(value) ? rewrite(value) : value];
    if (LISTS.has(name) && Array.isArray(value))
      return [name, (value as readonly Json[]).filter(isSchema).map(rewrite)];
    if (MAPS.has(name) && isJsonObject(value))
      return [
        name,
        Object.fromEntries(
          Object.entries(value).map(([key, child]) => [key, isSchema(child) ? rewrite(child) : child]),
        ),
      ];
    const properties = of["properties"];
    if (name === "required" && Array.isArray(value) && isJsonObject(properties))
      return [name, value.filter((member) => !isAbsent(properties[String(member)]))];
    // Too large for a double: ajv gets the nearest one, `exactlyWithin` the bound itself.
    return [name, isRawNumber(value) ? Number(value.rawJSON) : value];
  };
  const rewrite = (schema: Schema): Schema =>
    typeof schema === "boolean"
      ? schema
      : Object.fromEntries(Object.entries(schema).map((entry) => keyword(entry, schema)));
  return rewrite;
}
