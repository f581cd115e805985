import type { Json, JsonObject } from "../../../model/json.ts";
import type { Pointer, Schema } from "../../../model/model.ts";
import { isHidden } from "../validate/objects.ts";
import type { View } from "../validate/check.ts";
import { clash } from "./clash.ts";
import { childOf, goalOf, keywordOf, negation } from "./goal.ts";
import type { Atom, Goal } from "./goal.ts";
import { formatted } from "./any.ts";
import { choices, listed } from "./choices.ts";
import { keywords } from "./keywords.ts";
import type { Keyword, KeywordSite } from "./keyword.ts";
import { meet } from "./meet.ts";
import { anyArray, universe } from "./shape.ts";
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

/**
 * The canonical form of a goal: the shapes whose union it is. `$ref` and the applicators of the same place are gone, parts of the value
 * are goals again, expanded when someone comes there; so a recursive schema has a finite form. The union need not be disjoint.
 */
export type Expand = (goal: Goal) => readonly Shape[];

export function expander(options: ExpandOptions): Expand {
  const known = new Map<string, readonly Shape[]>();
  const knownAtoms = new Map<string, readonly Shape[]>();
  const inPlace = new Set<string>();
  let circles = 0;

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
    if (!atom.negated) return product(met, expandAtom(atom, tracked), [atom]);
    const clear = new Set(met.filter((shape) => apart(shape, negation(atom))));
    const others = met.filter((shape) => !clear.has(shape));
    const narrowed = new Map(others.map((shape) => [shape, product([shape], expandAtom(atom, tracked), [atom])]));
    const all = met.flatMap((shape) => narrowed.get(shape) ?? [shape]);
    // A limit for each shape alone would let them grow without end from one negation to the next.
    if (all.length <= Math.max(MOST_SHAPES, met.length)) return all;
    return met.map((shape) => (clear.has(shape) ? shape : { ...shape, residual: [...shape.residual, atom] }));
  };

  const apart = (shape: Shape, atom: Atom): boolean =>
    expandAtom(atom, false).every((other) => clash(shape, other, options.resolve));

  const expandAtom = (atom: Atom, tracked: boolean): readonly Shape[] => {
    const { schema, negated, pointer } = atom;
    if (typeof schema === "boolean") return schema === negated ? [] : universe;
    const key = `${goalOf([atom]).key}${tracked ? " tracked" : ""}`;
    const before = knownAtoms.get(key);
    if (before !== undefined) return before;
    if (inPlace.has(key)) {
      circles++;
      options.note(pointer, "$ref", "the schema refers to itself at the same place: nothing is inside that branch");
      return negated ? universe : [];
    }
    inPlace.add(key);
    const circlesBefore = circles;
    const shapes = negated ? outside(atom, schema).map(unevaluating) : inside(atom, schema, tracked);
    inPlace.delete(key);
    // What comes of a schema that refers to itself depends on where the circle was entered.
    if (circles === circlesBefore) knownAtoms.set(key, shapes);
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
