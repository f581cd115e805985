import { type Json, isJsonObject } from "../json.ts";
import type { Pointer, Schema } from "../model.ts";
import { below } from "../pointer.ts";
import type { Report } from "../reader.ts";
import { components } from "./components.ts";

/**
 * Schemas that lead back to themselves without going down into the value (`Pet` is `oneOf: [Cat]`, `Cat` is `allOf: [Pet]`) have no end
 * (JSON Schema 2020-12, core, section 9.4.1). The reference below `allOf` then stands for what its target says of itself, which is what such
 * documents mean; one below `anyOf` or `oneOf` adds nothing and becomes `false`.
 */
export function withoutCycles(schemas: ReadonlyMap<Pointer, Schema>, report: Report): ReadonlyMap<Pointer, Schema> {
  const flattened = replaced(
    schemas,
    (edge) => (edge.choice ? undefined : ownKeywords(schemas.get(edge.target))),
    report,
  );
  return replaced(flattened, () => false, report);
}

/** One `$ref` that applies to the same value as the schema it stands in. */
interface Edge {
  readonly target: Pointer;
  /** Whether `anyOf` or `oneOf` lies on the way. */
  readonly choice: boolean;
}

type Replace = (edge: Edge) => Schema | undefined;

const IN_PLACE_LISTS = ["allOf", "anyOf", "oneOf"];
const IN_PLACE = ["not", "if", "then", "else"];

function replaced(
  schemas: ReadonlyMap<Pointer, Schema>,
  replace: Replace,
  report: Report,
): ReadonlyMap<Pointer, Schema> {
  const cyclic = cyclicPairs(schemas);
  if (cyclic.size === 0) return schemas;
  const changed = [...schemas].map(([pointer, schema]) => {
    const inner = (edge: Edge, place: Pointer): Schema | undefined => {
      const instead = cyclic.get(pointer)?.has(edge.target) === true ? replace(edge) : undefined;
      if (instead !== undefined) report("warning", "circularSchema", circular(edge.target), below(place, "$ref"));
      return instead;
    };
    return [pointer, cyclic.has(pointer) ? rewritten(schema, pointer, false, inner) : schema] as const;
  });
  return new Map(changed);
}

function circular(target: Pointer): string {
  return `The schema leads back to itself by "${target}" without going down into the value. The reference is read as what its target says beside its own references; break the circle.`;
}

/** What a schema says beside `$ref`, `allOf`, `anyOf` and the like. */
function ownKeywords(schema: Schema | undefined): Schema {
  if (!isJsonObject(schema)) return schema ?? true;
  const inPlace = new Set(["$ref", "discriminator", "dependentSchemas", ...IN_PLACE_LISTS, ...IN_PLACE]);
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !inPlace.has(keyword)));
}

/** By schema, the targets of its in-place references from which it can be reached again. */
function cyclicPairs(schemas: ReadonlyMap<Pointer, Schema>): ReadonlyMap<Pointer, ReadonlySet<Pointer>> {
  const edges = new Map([...schemas].map(([pointer, schema]) => [pointer, targetsIn(schema)]));
  const component = components(edges);
  const pairs = [...edges].map(([pointer, targets]) => {
    const back = [...targets].filter((target) => component.get(target) === component.get(pointer));
    return [pointer, new Set(back)] as const;
  });
  // A schema alone in its component is in a circle only if it names itself, and then the set says so.
  return new Map(pairs.filter(([, back]) => back.size > 0));
}

function targetsIn(schema: Schema): ReadonlySet<Pointer> {
  const targets = new Set<Pointer>();
  rewritten(schema, "", false, ({ target }) => void targets.add(target));
  return targets;
}

type Rewrite = (edge: Edge, place: Pointer) => Schema | undefined;

/** The schema with its in-place references replaced where `rewrite` gives something else for them. */
function rewritten(schema: Schema, place: Pointer, choice: boolean, rewrite: Rewrite): Schema {
  if (!isJsonObject(schema)) return schema;
  let result: { readonly [keyword: string]: Json } = schema;
  for (const keyword of IN_PLACE_LISTS) {
    const branches = schema[keyword];
    if (!Array.isArray(branches)) continue;
    const inner = (branches as readonly Schema[]).map((branch, index) =>
      rewritten(branch, below(place, keyword, index), choice || keyword !== "allOf", rewrite),
    );
    if (inner.some((branch, index) => branch !== branches[index])) result = { ...result, [keyword]: inner };
  }
  for (const keyword of IN_PLACE) {
    const branch = schema[keyword];
    if (!isJsonObject(branch)) continue;
    const inner = rewritten(branch, below(place, keyword), choice, rewrite);
    if (inner !== branch) result = { ...result, [keyword]: inner };
  }
  return withReference(result, place, choice, rewrite);
}

function withReference(
  schema: { readonly [keyword: string]: Json },
  place: Pointer,
  choice: boolean,
  rewrite: Rewrite,
): Schema {
  const { $ref: target, ...rest } = schema;
  const instead = typeof target === "string" ? rewrite({ target, choice }, place) : undefined;
  if (instead === undefined) return schema;
  if (instead === true || instead === false) return instead && Object.keys(rest).length > 0 ? rest : instead;
  return Object.keys(rest).length === 0 ? instead : { ...rest, allOf: [...listIn(rest), instead] };
}

function listIn({ allOf }: { readonly [keyword: string]: Json }): readonly Json[] {
  return Array.isArray(allOf) ? allOf : [];
}
