import { stringifyJson } from "../json.ts";
import type { SchemaAt } from "../model.ts";

export type BranchPair = readonly [before: SchemaAt | undefined, after: SchemaAt | undefined];

/**
 * Which branch of `anyOf` became which: first those that are equal, wherever they stand; then, of the rest, those of one kind in their order
 * (named schemas pair with named ones of another name only if they are alone). `prefixItems` go by their place.
 */
export function pairBranches(
  before: readonly SchemaAt[],
  after: readonly SchemaAt[],
  by: "place" | "content",
): readonly BranchPair[] {
  if (by === "place") {
    return Array.from(
      { length: Math.max(before.length, after.length) },
      (_, index) => [before[index], after[index]] as const,
    );
  }
  const rest = [...after];
  const equal: BranchPair[] = [];
  const lost: SchemaAt[] = [];
  for (const each of before) {
    const text = stringifyJson(each.schema);
    const index = rest.findIndex(({ schema }) => stringifyJson(schema) === text);
    if (index === -1) lost.push(each);
    else equal.push([each, rest[index]]);
    if (index !== -1) rest.splice(index, 1);
  }
  return [...equal, ...pairRest(lost, rest)];
}

function pairRest(lost: readonly SchemaAt[], gained: readonly SchemaAt[]): readonly BranchPair[] {
  if (lost.length === gained.length && lost.length === 1) return [[lost[0], gained[0]]];
  const named = (each: SchemaAt): boolean => typeof each.schema === "object" && "$ref" in each.schema;
  const inlineLost = lost.filter((each) => !named(each));
  const inlineGained = gained.filter((each) => !named(each));
  const inline = pairBranches(inlineLost, inlineGained, "place");
  const removed = lost.filter(named).map((each): BranchPair => [each, undefined]);
  const added = gained.filter(named).map((each): BranchPair => [undefined, each]);
  return [...inline, ...removed, ...added];
}
