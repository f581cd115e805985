import { isJsonObject } from "../../../model/json.ts";
import { isArray } from "../validate/arrays.ts";
import { entries, strings } from "../validate/objects.ts";
import { asSchema, below } from "../values.ts";
import { branchOf, keywordOf, negation } from "./goal.ts";
import type { Atom } from "./goal.ts";
import { meet } from "./meet.ts";
import { without } from "./objects.ts";
import { anyObject, universe } from "./shape.ts";
import type { Shape } from "./shape.ts";

/** All sets of branches that may hold together are told apart for `unevaluated…` up to so many branches. */
const MOST_TRACKED = 6;

/** The shapes that are inside an atom as well; `tracked`: what they evaluated matters. */
type Both = (met: readonly Shape[], atom: Atom, tracked: boolean) => readonly Shape[];
export type ExpandAtom = (atom: Atom, tracked: boolean) => readonly Shape[];

/** A keyword that offers alternatives at the same place: what is inside it, what outside, and the atoms that say the same, to be checked. */
export interface Choice {
  readonly shapes: (both: Both, expandAtom: ExpandAtom) => readonly Shape[];
  readonly outside: (both: Both, expandAtom: ExpandAtom) => readonly Shape[];
  readonly atoms: readonly Atom[];
}

/** `anyOf`, `oneOf`, `not`, `if` and the dependencies of a schema. */
export function choices(atom: Atom, tracked: boolean): readonly Choice[] {
  const all = [anyOf(atom, tracked), oneOf(atom, tracked), not(atom), conditional(atom, tracked)];
  return [...all.flatMap((each) => each ?? []), ...dependent(atom, tracked)];
}

function whole(atom: Atom, keyword: string): readonly Atom[] {
  return [{ ...atom, only: keyword }];
}

function allOf(both: Both, atoms: readonly Atom[], tracked: boolean): readonly Shape[] {
  return atoms.reduce<readonly Shape[]>((met, each) => both(met, each, tracked), universe);
}

function anyOf(atom: Atom, tracked: boolean): Choice | undefined {
  if (keywordOf(atom, "anyOf") === undefined) return undefined;
  const branches = listed(atom, "anyOf");
  const sets = tracked && branches.length <= MOST_TRACKED ? subsets(branches) : undefined;
  return {
    shapes: (both, expandAtom) =>
      sets === undefined
        ? branches.flatMap((branch) => expandAtom(branch, tracked))
        : sets.flatMap((held) =>
            allOf(
              both,
              branches
                .map((branch) => (held.has(branch) ? branch : negation(branch)))
                .sort((a, b) => Number(a.negated) - Number(b.negated)),
              true,
            ),
          ),
    outside: (both) => allOf(both, branches.map(negation), false),
    atoms: whole(atom, "anyOf"),
  };
}

function subsets(branches: readonly Atom[]): readonly ReadonlySet<Atom>[] {
  const count = 2 ** branches.length - 1;
  return Array.from(
    { length: count },
    (_, set) => new Set(branches.filter((_branch, index) => ((set + 1) >> index) & 1)),
  );
}

function oneOf(atom: Atom, tracked: boolean): Choice | undefined {
  if (keywordOf(atom, "oneOf") === undefined) return undefined;
  const branches = listed(atom, "oneOf");
  const others = (branch: Atom): readonly Atom[] => branches.filter((each) => each !== branch).map(negation);
  const pairs = branches.flatMap((a, index) => branches.slice(index + 1).map((b) => [a, b]));
  return {
    shapes: (both) => branches.flatMap((branch) => allOf(both, [branch, ...others(branch)], tracked)),
    outside: (both) => [
      ...allOf(both, branches.map(negation), false),
      ...pairs.flatMap((pair) => allOf(both, pair, false)),
    ],
    atoms: whole(atom, "oneOf"),
  };
}

function not(atom: Atom): Choice | undefined {
  const expected = keywordOf(atom, "not");
  if (expected === undefined) return undefined;
  const inner = branchOf(asSchema(expected), below(atom.pointer, "not"));
  return {
    shapes: (both) => allOf(both, [negation(inner)], false),
    outside: (_both, expandAtom) => expandAtom(inner, false),
    atoms: [negation(inner)],
  };
}

function conditional(atom: Atom, tracked: boolean): Choice | undefined {
  const [condition, then, otherwise] = ["if", "then", "else"].map((keyword) => atomAt(atom, keyword));
  if (condition === undefined || then === undefined || otherwise === undefined) return undefined;
  if (!isJsonObject(atom.schema) || !Object.hasOwn(atom.schema, "if")) return undefined;
  const cases: readonly (readonly [Atom, Atom])[] = [
    [condition, then],
    [negation(condition), otherwise],
  ];
  return {
    shapes: (both) => cases.flatMap(([first, second]) => allOf(both, [first, second], tracked)),
    outside: (both) => cases.flatMap(([first, second]) => allOf(both, [first, negation(second)], false)),
    atoms: whole(atom, "if"),
  };
}

/** `if` itself cannot be narrowed away: without its consequences it asks for nothing. */
function atomAt(atom: Atom, keyword: string): Atom | undefined {
  const expected =
    keyword === "if" ? keywordOf({ ...atom, only: keyword, omit: "" }, keyword) : keywordOf(atom, keyword);
  return branchOf(asSchema(expected), below(atom.pointer, keyword));
}

function dependent(atom: Atom, tracked: boolean): readonly Choice[] {
  const schemas = entries(keywordOf(atom, "dependentSchemas")).map(([name, schema]): Choice => {
    const dependency = branchOf(asSchema(schema), below(atom.pointer, "dependentSchemas", name));
    return {
      shapes: (both) => [...withoutOrNoObject(name), ...both(having([name]), dependency, tracked)],
      outside: (both) => both(having([name]), negation(dependency), false),
      atoms: whole(atom, "dependentSchemas"),
    };
  });
  const required = entries(keywordOf(atom, "dependentRequired")).map(([name, needed]): Choice => {
    const names = strings(needed);
    return {
      shapes: () => [...withoutOrNoObject(name), ...having([...new Set([name, ...names])])],
      outside: () => names.flatMap((missing) => having([name]).flatMap((shape) => meet(shape, without(missing)) ?? [])),
      atoms: whole(atom, "dependentRequired"),
    };
  });
  return [...schemas, ...required];
}

function having(required: readonly string[]): readonly Shape[] {
  return [{ ...anyObject, required }];
}

function withoutOrNoObject(name: string): readonly Shape[] {
  return [...universe.filter((shape) => shape.type !== "object"), without(name)];
}

/** The subschemas in a keyword's list. */
export function listed(atom: Atom, keyword: string): readonly Atom[] {
  const schemas = keywordOf(atom, keyword);
  return (isArray(schemas) ? schemas : []).map((each, index) =>
    branchOf(asSchema(each), below(atom.pointer, keyword, index)),
  );
}
