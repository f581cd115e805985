import { isJsonObject } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import type { Pointer, Schema, Source } from "../../../model/model.ts";
import { atomOf, goalOf } from "../canonical/goal.ts";
import type { Goal } from "../canonical/goal.ts";
import { isArray } from "../validate/arrays.ts";
import { entries } from "../validate/objects.ts";
import { asSchema, below, member } from "../values.ts";

/** The `x-covenant.from` of a goal's schemas, looked for through `$ref` and `allOf`. */
export function sourceOf(goal: Goal, resolve: (ref: Pointer) => Schema | undefined) {
  for (const { schema, pointer, negated } of goal.atoms) {
    const found = negated ? undefined : sourceIn(schema, pointer, resolve, 0);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Keywords that say nothing of a value. */
const SILENT = /^(?:anyOf|description|title|examples?|default|deprecated|x-.*)$/;

/**
 * The branches of an `anyOf` of which one draws from a source: a value comes from one of them, so the source's share is its own.
 * Undefined where there is no such choice, or where more than it has to hold.
 */
export function sourcedBranches(
  goal: Goal,
  resolve: (ref: Pointer) => Schema | undefined,
): readonly Goal[] | undefined {
  const [atom, ...others] = goal.atoms;
  if (atom === undefined || others.length > 0 || atom.negated || atom.only !== undefined || atom.omit !== undefined)
    return undefined;
  const reference = isJsonObject(atom.schema) ? member(atom.schema, "$ref") : undefined;
  const pointer = typeof reference === "string" ? reference : atom.pointer;
  const schema = typeof reference === "string" ? resolve(reference) : atom.schema;
  if (
    schema === undefined ||
    typeof schema === "boolean" ||
    !Object.keys(schema).every((keyword) => SILENT.test(keyword))
  )
    return undefined;
  const branches = member(schema, "anyOf");
  if (!isArray(branches)) return undefined;
  const goals = branches.map((branch, index) => goalOf([atomOf(asSchema(branch), below(pointer, "anyOf", index))]));
  return goals.some((branch) => sourceOf(branch, resolve) !== undefined) ? goals : undefined;
}

type Found = { readonly source: Source; readonly pointer: Pointer };

function sourceIn(
  schema: Schema,
  pointer: Pointer,
  resolve: (ref: Pointer) => Schema | undefined,
  depth: number,
): Found | undefined {
  if (typeof schema === "boolean" || depth > 8) return undefined;
  const own = sourceFrom(member(schema, "x-covenant"));
  if (own !== undefined) return { source: own, pointer };
  const ref = member(schema, "$ref");
  const target = typeof ref === "string" ? resolve(ref) : undefined;
  const referred =
    target === undefined || typeof ref !== "string" ? undefined : sourceIn(target, ref, resolve, depth + 1);
  if (referred !== undefined) return referred;
  const all = member(schema, "allOf");
  for (const [index, each] of (isArray(all) ? all : []).entries()) {
    const found = sourceIn(asSchema(each), below(pointer, "allOf", index), resolve, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function sourceFrom(extension: Json | undefined): Source | undefined {
  const from = isJsonObject(extension) ? member(extension, "from") : undefined;
  if (!isJsonObject(from)) return undefined;
  const [operationId, value] = [member(from, "operationId"), member(from, "value")];
  if (typeof operationId !== "string" || typeof value !== "string") return undefined;
  const parameters = entries(member(from, "parameters")).filter(
    (entry): entry is readonly [string, string] => typeof entry[1] === "string",
  );
  return { operationId, value, parameters: Object.fromEntries(parameters) };
}
