import { isJsonObject, type Json } from "../../../model/json.ts";
import type { Model, Schema } from "../../../model/model.ts";
import type { Mutant } from "./mutant.ts";
import { editing, objectAt, requestSites, type Site } from "./sites.ts";

type SchemaObject = { readonly [keyword: string]: Json };

/** A way to refuse what the document allows; undefined where the schema has no place for it. */
type Tightening = (schema: SchemaObject) => SchemaObject | undefined;

const shifted =
  (keyword: string, by: number): Tightening =>
  (schema) => {
    const bound = schema[keyword];
    return typeof bound === "number" ? { ...schema, [keyword]: bound + by } : undefined;
  };

const isType = ({ type }: SchemaObject, wanted: string): boolean => type === wanted;

const TIGHTENINGS: Readonly<Record<string, Tightening>> = {
  "one more at least": shifted("minimum", 1),
  "one less at most": shifted("maximum", -1),
  "one character more at least": shifted("minLength", 1),
  "one character less at most": shifted("maxLength", -1),
  "one item more at least": shifted("minItems", 1),
  "one item less at most": shifted("maxItems", -1),
  "one member less at most": shifted("maxProperties", -1),
  "a coarser step": (schema) => {
    const step = schema["multipleOf"];
    return typeof step === "number" ? { ...schema, multipleOf: step * 2 } : undefined;
  },
  "the last choice refused": (schema) => {
    const members = schema["enum"];
    return Array.isArray(members) && members.length > 1 ? { ...schema, enum: members.slice(0, -1) } : undefined;
  },
  "null refused": (schema) => {
    const { type } = schema;
    if (!Array.isArray(type) || !type.includes("null")) return undefined;
    return { ...schema, type: (type as readonly Json[]).filter((one) => one !== "null") };
  },
  "an optional member required": (schema) => {
    const required: readonly Json[] = Array.isArray(schema["required"]) ? schema["required"] : [];
    const optional = Object.entries(objectAt(schema, "properties")).find(
      ([name, member]) => !required.includes(name) && isJsonObject(member) && member["readOnly"] !== true,
    );
    return optional === undefined ? undefined : { ...schema, required: [...required, optional[0]] };
  },
  "unknown members refused": (schema) => {
    const isOpen = schema["additionalProperties"] === undefined && schema["unevaluatedProperties"] === undefined;
    return isOpen && isType(schema, "object") && schema["properties"] !== undefined
      ? { ...schema, additionalProperties: false }
      : undefined;
  },
  "the empty text refused": (schema) =>
    isFree(schema) && schema["minLength"] === undefined ? { ...schema, minLength: 1 } : undefined,
  "texts beyond ASCII refused": (schema) =>
    isFree(schema) ? { ...schema, pattern: "^[\\u0000-\\u007f]*$" } : undefined,
  "equal items refused": (schema) =>
    isType(schema, "array") && ["uniqueItems", "contains", "prefixItems"].every((one) => schema[one] === undefined)
      ? { ...schema, uniqueItems: true }
      : undefined,
  "negative numbers refused": (schema) =>
    (isType(schema, "integer") || isType(schema, "number")) &&
    schema["minimum"] === undefined &&
    schema["exclusiveMinimum"] === undefined
      ? { ...schema, minimum: 0 }
      : undefined,
  "fractions refused": (schema) =>
    isType(schema, "number") && schema["multipleOf"] === undefined ? { ...schema, type: "integer" } : undefined,
};

function isFree(schema: SchemaObject): boolean {
  return (
    isType(schema, "string") &&
    ["pattern", "enum", "format", "contentMediaType", "contentEncoding"].every((one) => schema[one] === undefined)
  );
}

/** One mutant for each way to be too strict at each kind of place that `told` does not have: what the document allows is refused. */
export function strictMutants(feature: string, model: Model, told: Set<string>): readonly Mutant[] {
  return requestSites(model).flatMap((site) =>
    Object.entries(TIGHTENINGS).flatMap(([name, tighten]): readonly Mutant[] => {
      const key = `${site.location} ${name}`;
      if (told.has(key) || isHidden(site, name) || tighten(site.schema) === undefined) return [];
      told.add(key);
      return [stricter(feature, site, name, (schema) => tighten(schema) ?? schema)];
    }),
  );
}

function stricter(
  feature: string,
  { at, pointer, operation }: Site,
  name: string,
  edit: (schema: SchemaObject) => Schema,
): Mutant {
  return {
    name: `${name} at ${at} of ${operation.id}`,
    feature,
    check: "positiveDataAcceptance",
    operations: [operation.id],
    fault: { reads: editing(pointer, edit) },
  };
}

/**
 * What a client need not send, or had better not, or cannot; paths, whose refusal may speak of what is there as well as of their form; and members that the
 * document does not speak of, which are sent at the top of JSON bodies only.
 */
function isHidden({ schema, location }: Site, name: string): boolean {
  if (name === "unknown members refused" && location !== "body") return true;
  if (name === "texts beyond ASCII refused" && location.startsWith("header")) return true;
  return schema["readOnly"] === true || location.startsWith("path");
}
