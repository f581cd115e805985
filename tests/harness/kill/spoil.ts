import { isJsonObject, typeOf, type Json } from "../../../model/json.ts";
import type { Model, SchemaAt } from "../../../model/model.ts";
import { children } from "./sites.ts";

type SchemaObject = { readonly [keyword: string]: Json };

/** A place in an answer's value, and what breaks one keyword there. */
export interface Spoiling {
  readonly keyword: string;
  /** The way to the place: names of members, `0` for the first item. */
  readonly path: readonly string[];
  readonly spoil: (value: Json) => Json;
}

const OTHER_TYPE: Readonly<Record<string, Json>> = {
  string: 17,
  integer: "seventeen",
  number: "seventeen",
  boolean: "true",
  array: {},
  object: [],
};

/** What a value becomes so that one keyword does not hold; the keywords that answers are broken in. */
const SPOILERS: Readonly<Record<string, (of: Json, schema: SchemaObject) => ((value: Json) => Json) | undefined>> = {
  type: (type) => (typeof type === "string" ? () => OTHER_TYPE[type] ?? null : () => ({ covenant: true })),
  enum: () => () => "not among them",
  const: () => () => "another",
  minimum: (bound) => (typeof bound === "number" ? () => bound - 1 : undefined),
  maximum: (bound) => (typeof bound === "number" ? () => bound + 1 : undefined),
  exclusiveMaximum: (bound) => () => bound,
  exclusiveMinimum: (bound) => () => bound,
  multipleOf: (step) => (typeof step === "number" ? () => step / 2 : undefined),
  minLength: (length) => () => "x".repeat(Number(length) - 1),
  maxLength: (length) => () => "x".repeat(Number(length) + 1),
  pattern: () => () => "\u0000",
  minItems: (count) => (value) => items(value).slice(0, Number(count) - 1),
  maxItems: (count) => (value) =>
    Array.from({ length: Number(count) + 1 }, (_, index) => items(value)[0] ?? (index === 0 ? "x" : `x${index}`)),
  uniqueItems: () => (value) => {
    const [first = {}] = items(value);
    return [first, first];
  },
  required: (names) => (value) => {
    const [name] = items(names);
    return isJsonObject(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) : value;
  },
  additionalProperties: (others) => (value) =>
    isJsonObject(value) ? { ...value, covenantExtra: others === false ? 1 : { covenant: true } } : value,
  oneOf: () => () => ({ covenant: true }),
};

/** Each keyword of a schema once for each depth, at the first place of a value where it says something. */
export function spoilings(root: SchemaAt, { resolve }: Pick<Model, "resolve">): readonly Spoiling[] {
  const found: Spoiling[] = [];
  const told = new Set<string>();
  const seen = new Set<Json>();
  const walk = (schema: Json | undefined, path: readonly string[]): void => {
    if (!isJsonObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    for (const [keyword, of] of Object.entries(schema)) {
      const spoil = Object.hasOwn(SPOILERS, keyword) ? SPOILERS[keyword]?.(of, schema) : undefined;
      const key = `${Math.min(path.length, 1)} ${keyword}`;
      if (spoil === undefined || told.has(key) || schema["writeOnly"] === true) continue;
      told.add(key);
      found.push({ keyword, path, spoil });
    }
    if (typeof schema["$ref"] === "string") walk(resolve(schema["$ref"]), path);
    for (const [child, inner, tokens] of children(schema))
      if (!/^\/(?:patternProperties|additionalProperties|oneOf|anyOf)/.test(inner)) walk(child, [...path, ...tokens]);
  };
  walk(root.schema, []);
  return found;
}

/** The value with the spoilt part at its place; as it is where it has no such place. */
export function spoilt(value: Json, { path: [token, ...rest], ...how }: Spoiling): Json {
  if (token === undefined) return how.spoil(value);
  const inner = { ...how, path: rest };
  if (typeOf(value) === "array")
    return items(value).map((item, at) => (String(at) === token ? spoilt(item, inner) : item));
  if (!isJsonObject(value) || (!Object.hasOwn(value, token) && rest.length > 0)) return value;
  return { ...value, [token]: spoilt(value[token] ?? null, inner) };
}

function items(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
