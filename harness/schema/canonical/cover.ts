import type { JsonObject } from "../../../model/json.ts";
import { entries } from "../validate/objects.ts";
import { member, regularExpression } from "../values.ts";
import { madeAtom } from "./goal.ts";
import type { Atom } from "./goal.ts";
import type { Cover } from "./shape.ts";

export function coverOf(names: readonly string[], patterns: readonly string[], others = false): Cover {
  return { names, patterns, others };
}

/** The names that `properties` and `patternProperties` of a schema do not speak of. */
export function othersOf(schema: JsonObject): Cover {
  const spoken = (keyword: string): readonly string[] => entries(member(schema, keyword)).map(([name]) => name);
  return coverOf(spoken("properties"), spoken("patternProperties"), true);
}

/** The names of a cover, as atoms for the text of a name. */
export function namesIn({ names, patterns, others }: Cover): readonly Atom[] {
  const spoken = [...(names.length > 0 ? [{ enum: names }] : []), ...patterns.map((source) => ({ pattern: source }))];
  return spoken.length === 0
    ? [madeAtom({ type: "string" })]
    : [madeAtom({ type: "string", ...(others ? { not: { anyOf: spoken } } : { anyOf: spoken }) })];
}

export function isCovered({ names, patterns, others }: Cover, name: string): boolean {
  const spoken = names.includes(name) || patterns.some((source) => regularExpression(source)?.test(name) === true);
  return spoken !== others;
}
