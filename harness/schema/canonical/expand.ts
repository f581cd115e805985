import { isJsonObject } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { Pointer, Schema } from "../../../model/model.ts";
import { isArray } from "../validate/arrays.ts";
import { entries, isHidden, strings } from "../validate/objects.ts";
import type { View } from "../validate/check.ts";
import { asSchema, below } from "../values.ts";
import { clash } from "./clash.ts";
import { branchOf, childOf, goalOf, keywordOf, negation } from "./goal.ts";
import type { Atom, Goal } from "./goal.ts";
import { formatted, keywords, without } from "./keywords.ts";
import type { Keyword, KeywordSite } from "./keywords.ts";
import { meet } from "./meet.ts";
import { anyArray, anyObject, universe } from "./shape.ts";
import type { Shape } from "./shape.ts";
import { finish } from "./finish.ts";
import { unevaluatedInside, unevaluatedOutside } from "./unevaluated.ts";

export interface ExpandOptions {
  readonly view: View | undefined;
  readonly resolve: (ref: Pointer) => Schema | undefined;
  /** Makes a schema known under a pointer that a `$ref` of ours may then name. */
  readonly learn: (pointer: Pointer, schema: Schema) => void;
  readonly holds: (atom: Atom, value: Json) => boolean;
  readonly note: (pointer: Pointer, keyword: string, message: string) => void;
}

/** Beyond so many shapes at one place an atom is checked on the drawn value and no longer built in. */
const MOST_SHAPES = 64;
/** All sets of branches that may hold together are told apart for `unevaluated…` up to so many branches. */
const MOST_TRACKED = 6;

/**
 * The canonical form of a goal: the shapes whose union it is. `$ref` and the applicators of the same place are gone, parts of the value
 * are goals again, expanded when someone comes there; so a recursive schema has a finite form. The union need not be disjoint.
 */
export type Expand = (goal: Goal) => readonly Shape[];

export function expander(options: ExpandOptions): Expand {
  const known = new Map<string, readonly Shape[]>();
  const inPlace = new Set<string>();

  const expand: Expand = (goal) => {
    const before = known.get(goal.key);
    if (before !== undefined) return before;
    const positiveFirst = [...goal.atoms].sort((a, b) => Number(a.negated) - Number(b.negated));
    const shapes = positiveFirst.reduce<readonly Shape[]>((met, atom) => narrow(met, atom, false), universe);
    const finished = finish(shapes, (value) => goal.atoms.every((atom) => options.holds(atom, value)));
    known.set(goal.key, finished);
    return finished;
  };

  /** The shapes of `met` that are inside the atom as well; where that gets too many, the atom is left to be checked. */
  const narrow = (met: readonly Shape[], atom: Atom, tracked: boolean): readonly Shape[] => {
    if (atom.negated)
      return met.flatMap((shape) =>
        apart(shape, negation(atom)) ? [shape] : product([shape], expandAtom(atom, tracked), [atom]),
      );
    return product(met, expandAtom(atom, tracked), [atom]);
  };

  const apart = (shape: Shape, atom: Atom): boolean =>
    expandAtom(atom, false).every((other) => clash(shape, other, options.resolve));

  const expandAtom = (atom: Atom, tracked: boolean): readonly Shape[] => {
    const { schema, negated, pointer } = atom;
    if (typeof schema === "boolean") return schema === negated ? [] : universe;
    const key = `${goalOf([atom]).key}${tracked ? " tracked" : ""}`;
    const before = known.get(key);
    if (before !== undefined && tracked) return before;
    if (inPlace.has(key)) {
      options.note(pointer, "$ref", "the schema refers to itself at the same place: nothing is inside that branch");
      return negated ? universe : [];
    }
    inPlace.add(key);
    const shapes = negated ? outside(atom, schema).map(unevaluating) : inside(atom, schema, tracked);
    inPlace.delete(key);
    return shapes;
  };

  const site = (atom: Atom, schema: JsonObject, expected: Json): KeywordSite => ({
    atom,
    schema,
    expected,
    hidden: (name) => isHidden({ schema, view: options.view, resolve: options.resolve }, name),
  });

  const inside = (atom: Atom, schema: JsonObject, trackedAbove: boolean): readonly Shape[] => {
    const tracked = trackedAbove || unevaluated(atom);
    let shapes = universe;
    for (const [name, keyword] of Object.entries(keywords)) {
      const expected = keywordOf(atom, name);
      if (expected !== undefined) shapes = refine(shapes, keyword, site(atom, schema, expected));
    }
    const format = keywordOf(atom, "format");
    if (format !== undefined) shapes = product(shapes, formatted(format), []);
    for (const child of conjuncts(atom, options)) shapes = narrow(shapes, child, tracked);
    for (const choice of choices(atom, tracked))
      shapes = product(shapes, choice.shapes(both, expandAtom), choice.atoms);
    return unevaluated(atom) ? shapes.flatMap((shape) => unevaluatedInside(shape, atom, options)) : shapes;
  };

  const outside = (atom: Atom, schema: JsonObject): readonly Shape[] => {
    const single = Object.entries(keywords).flatMap(([name, keyword]) => {
      const expected = keywordOf(atom, name);
      return expected === undefined ? [] : keyword.outside(site(atom, schema, expected));
    });
    const positive = { ...atom, negated: false };
    const conjunct = conjuncts(positive, options).flatMap((child) => expandAtom(negation(child), false));
    const choice = choices(positive, false).flatMap((each) => each.outside(both, expandAtom));
    const rest = unevaluated(atom)
      ? inside({ ...positive, omit: "unevaluated" }, schema, true).flatMap((shape) =>
          unevaluatedOutside(shape, atom, options),
        )
      : [];
    return [...single, ...conjunct, ...choice, ...rest];
  };

  const both = (met: readonly Shape[], atom: Atom, tracked: boolean): readonly Shape[] => narrow(met, atom, tracked);
  return expand;
}

/** What failed has evaluated nothing (core, section 7.7.1.1). */
function unevaluating(shape: Shape): Shape {
  if (shape.type === "object") return shape.evaluated.length === 0 ? shape : { ...shape, evaluated: [] };
  return shape.type === "array" ? { ...shape, evaluated: anyArray.evaluated } : shape;
}

type Both = (met: readonly Shape[], atom: Atom, tracked: boolean) => readonly Shape[];
type ExpandAtom = (atom: Atom, tracked: boolean) => readonly Shape[];

function unevaluated(atom: Atom): boolean {
  return (
    ["unevaluatedProperties", "unevaluatedItems"].some((keyword) => keywordOf(atom, keyword) !== undefined) &&
    atom.omit !== "unevaluated"
  );
}

function refine(shapes: readonly Shape[], keyword: Keyword, site: KeywordSite): readonly Shape[] {
  const asked = keyword.inside(site);
  if (keyword.type === "any") return product(shapes, asked, []);
  return shapes.flatMap((shape) => {
    if (shape.type !== keyword.type) return [shape];
    return asked.flatMap((other) => meet(shape, other) ?? []);
  });
}

/** Every meeting of a shape of the one with a shape of the other; past the limit the ones alone, to be checked against the atoms. */
function product(a: readonly Shape[], b: readonly Shape[], unmet: readonly Atom[]): readonly Shape[] {
  if (b === universe) return a;
  if (a === universe) return b;
  const met = a.flatMap((one) => b.flatMap((other) => meet(one, other) ?? []));
  if (met.length <= MOST_SHAPES || met.length <= a.length) return met;
  if (unmet.length === 0) return met.slice(0, MOST_SHAPES);
  return a.map((shape) => ({ ...shape, residual: [...shape.residual, ...unmet] }));
}

/** Subschemas that hold together with the schema: `$ref` and `allOf`. */
function conjuncts(atom: Atom, { resolve, note }: ExpandOptions): readonly Atom[] {
  const { omit, pointer } = atom;
  const passed = omit === undefined ? {} : { omit };
  const ref = keywordOf(atom, "$ref");
  const target = typeof ref === "string" ? resolve(ref) : undefined;
  if (ref !== undefined && target === undefined)
    note(pointer, "$ref", "nothing stands at the reference: it constrains nothing");
  const referred =
    target === undefined || typeof ref !== "string" ? [] : [{ ...childOf(atom, target, ref), ...passed }];
  return [...referred, ...listed(atom, "allOf").map((child) => ({ ...child, branch: atom.branch, ...passed }))];
}

function listed(atom: Atom, keyword: string): readonly Atom[] {
  const schemas = keywordOf(atom, keyword);
  return (isArray(schemas) ? schemas : []).map((each, index) =>
    branchOf(asSchema(each), below(atom.pointer, keyword, index)),
  );
}

/** A keyword that offers alternatives at the same place: what is inside it, what outside, and the atoms that say the same, to be checked. */
interface Choice {
  readonly shapes: (both: Both, expandAtom: ExpandAtom) => readonly Shape[];
  readonly outside: (both: Both, expandAtom: ExpandAtom) => readonly Shape[];
  readonly atoms: readonly Atom[];
}

function choices(atom: Atom, tracked: boolean): readonly Choice[] {
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
