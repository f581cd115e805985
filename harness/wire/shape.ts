import { isJsonObject, typeOf, type Json, type JsonType } from "../../model/json.ts";
import type { Pointer, Schema } from "../../model/model.ts";

export type Resolve = (ref: Pointer) => Schema | undefined;
/** A member's name or an item's index. */
export type Step = string | number;
export type Types = ReadonlySet<JsonType>;

/** The JSON types that a value at a path below some schema may have: what text on the wire can be taken for. Never too few, sometimes too many. */
export type Shape = (path: readonly Step[]) => Types;

const ALL: Types = new Set<JsonType>(["null", "boolean", "number", "string", "array", "object"]);
const NONE: Types = new Set();

/** By document and schema: shapes are asked for at every request. */
const known = new WeakMap<Resolve, WeakMap<object, Shape>>();

export function shapeOf(schema: Schema, resolve: Resolve): Shape {
  if (typeof schema === "boolean") return () => (schema ? ALL : NONE);
  let shapes = known.get(resolve);
  if (shapes === undefined) known.set(resolve, (shapes = new WeakMap()));
  let shape = shapes.get(schema);
  if (shape === undefined) shapes.set(schema, (shape = makeShape(schema, resolve)));
  return shape;
}

/** The types of the whole value are found once. */
function makeShape(schema: Schema, resolve: Resolve): Shape {
  let whole: Types | undefined;
  const types: Shape = (path) => typesAt(schema, path, { resolve, seen: new Set() });
  return (path) => (path.length > 0 ? types(path) : (whole ??= types(path)));
}

/** The shape one step further down. */
export function shapeBelow(shape: Shape, step: Step): Shape {
  return (path) => shape([step, ...path]);
}

interface Walk {
  readonly resolve: Resolve;
  /** References on the way, so that one that leads to itself ends. */
  readonly seen: ReadonlySet<string>;
}

function typesAt(schema: Json | undefined, path: readonly Step[], walk: Walk): Types {
  if (schema === false) return NONE;
  if (!isJsonObject(schema)) return ALL;
  const [step, ...rest] = path;
  let types = step === undefined ? ownTypes(schema) : childTypes(schema, step, rest, walk);
  for (const every of listed(schema["allOf"])) types = types.intersection(typesAt(every, path, walk));
  for (const keyword of ["anyOf", "oneOf"]) types = types.intersection(anyOf(listed(schema[keyword]), path, walk));
  const ref = schema["$ref"];
  return typeof ref === "string" ? types.intersection(referred(ref, path, walk)) : types;
}

function referred(ref: string, path: readonly Step[], walk: Walk): Types {
  const key = `${path.length} ${ref}`;
  if (walk.seen.has(key)) return ALL;
  return typesAt(walk.resolve(ref), path, { ...walk, seen: new Set([...walk.seen, key]) });
}

function anyOf(branches: readonly Json[], path: readonly Step[], walk: Walk): Types {
  if (branches.length === 0) return ALL;
  return branches.reduce<Types>((types, branch) => types.union(typesAt(branch, path, walk)), NONE);
}

function ownTypes(schema: { readonly [keyword: string]: Json }): Types {
  let types = ALL;
  const type = schema["type"];
  if (type !== undefined) types = new Set((Array.isArray(type) ? (type as readonly Json[]) : [type]).map(named));
  if (Array.isArray(schema["enum"])) types = types.intersection(new Set(listed(schema["enum"]).map(typeOf)));
  return schema["const"] === undefined ? types : types.intersection(new Set([typeOf(schema["const"])]));
}

function named(type: Json): JsonType {
  return type === "integer" ? "number" : ([...ALL].find((known) => known === type) ?? "string");
}

function childTypes(
  schema: { readonly [keyword: string]: Json },
  step: Step,
  rest: readonly Step[],
  walk: Walk,
): Types {
  const children = typeof step === "number" ? [itemSchema(schema, step)] : memberSchemas(schema, step);
  return children.reduce<Types>((types, child) => types.intersection(typesAt(child, rest, walk)), ALL);
}

function itemSchema(schema: { readonly [keyword: string]: Json }, index: number): Json | undefined {
  return listed(schema["prefixItems"])[index] ?? schema["items"];
}

/** The subschemas that one object schema itself has for a member (JSON Schema core, section 10.3.2). */
export function memberSchemas(schema: { readonly [keyword: string]: Json }, name: string): readonly Json[] {
  const { properties, patternProperties, additionalProperties } = schema;
  const own = isJsonObject(properties) && Object.hasOwn(properties, name) ? [properties[name] ?? true] : [];
  const matching = isJsonObject(patternProperties)
    ? Object.entries(patternProperties).flatMap(([pattern, child]) => (matches(pattern, name) ? [child] : []))
    : [];
  const found = [...own, ...matching];
  return found.length === 0 && additionalProperties !== undefined ? [additionalProperties] : found;
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    return true;
  }
}

/** Whether anything but arrays and objects is admitted. */
export function hasScalar(types: Types): boolean {
  return types.size > Number(types.has("array")) + Number(types.has("object"));
}

function listed(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
