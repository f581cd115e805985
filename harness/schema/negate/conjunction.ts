import type { Json } from "../../../model/json.ts";
import type { Pointer, Schema } from "../../../model/model.ts";
import { atomOf, keywordOf } from "../canonical/goal.ts";
import type { Atom, Goal } from "../canonical/goal.ts";
import { asSchema, below } from "../values.ts";

/** The atoms of a goal that have to hold on their own, references and `allOf` followed. */
export function conjunction(
  goal: Goal,
  resolve: (ref: Pointer) => Schema | undefined = () => undefined,
): readonly Atom[] {
  const found = new Map<string, Atom>();
  const waiting = goal.atoms.filter(({ branch, negated }) => !branch && !negated);
  for (let atom = waiting.pop(); atom !== undefined; atom = waiting.pop()) {
    if (found.has(atom.pointer)) continue;
    found.set(atom.pointer, atom);
    const ref = keywordOf(atom, "$ref");
    const target = typeof ref === "string" ? resolve(ref) : undefined;
    if (target !== undefined && typeof ref === "string") waiting.push(atomOf(target, ref));
    const all = keywordOf(atom, "allOf");
    for (const [index, each] of (Array.isArray(all) ? (all as readonly Json[]) : []).entries())
      waiting.push(atomOf(asSchema(each), below(atom.pointer, "allOf", index)));
  }
  return [...found.values()];
}
