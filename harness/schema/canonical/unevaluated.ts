import { asSchema, below } from "../values.ts";
import type { Pointer, Schema } from "../../../model/model.ts";
import { childOf, keywordOf, madeAtom, negation } from "./goal.ts";
import type { Atom } from "./goal.ts";
import { coverOf, namesIn } from "./cover.ts";
import type { ArrayShape, Cover, ObjectShape, Shape } from "./shape.ts";

interface Learn {
  readonly learn: (pointer: Pointer, schema: Schema) => void;
}

const ALL = coverOf([], [], true);

/** `unevaluated…` (core, section 11) on one shape of the rest of the schema, which knows what it has evaluated: a rule for the others. */
export function unevaluatedInside(shape: Shape, atom: Atom, options: Learn): readonly Shape[] {
  if (shape.type === "object") {
    const rest = restOf(shape);
    const value = childAt(atom, "unevaluatedProperties");
    if (rest === undefined || value === undefined) return [shape];
    return [{ ...shape, rules: [...shape.rules, { covers: rest, atom: value }], evaluated: [ALL] }];
  }
  if (shape.type === "array") {
    const value = childAt(atom, "unevaluatedItems");
    if (value === undefined) return [shape];
    const { first } = shape.evaluated;
    const rules = first === Infinity ? [] : [{ from: first, to: Infinity, atom: eitherOf(shape, value, options) }];
    return [{ ...shape, rules: [...shape.rules, ...rules], evaluated: { first: Infinity, containing: [] } }];
  }
  return [shape];
}

export function unevaluatedOutside(shape: Shape, atom: Atom, options: Learn): readonly Shape[] {
  if (shape.type === "object") {
    const rest = restOf(shape);
    const value = childAt(atom, "unevaluatedProperties");
    if (rest === undefined || value === undefined) return [];
    return [{ ...shape, some: [...shape.some, { names: namesIn(rest), value: [negation(value)] }] }];
  }
  if (shape.type === "array") {
    const value = childAt(atom, "unevaluatedItems");
    const { first } = shape.evaluated;
    if (value === undefined || first === Infinity) return [];
    const odd = { atom: negation(eitherOf(shape, value, options)), from: first, min: 1, max: Infinity };
    return [{ ...shape, minItems: Math.max(shape.minItems, first + 1), contains: [...shape.contains, odd] }];
  }
  return [];
}

function childAt(atom: Atom, keyword: string): Atom | undefined {
  const expected = keywordOf(atom, keyword);
  return expected === undefined
    ? undefined
    : { ...childOf(atom, asSchema(expected), below(atom.pointer, keyword)), negated: false };
}

/** The names that nothing evaluated; undefined where everything was. */
function restOf({ evaluated }: ObjectShape): Cover | undefined {
  if (evaluated.some((cover) => cover.others)) return undefined;
  return coverOf(
    evaluated.flatMap((cover) => cover.names),
    evaluated.flatMap((cover) => cover.patterns),
    true,
  );
}

/** An item that a `contains` matched counts as evaluated. */
function eitherOf({ evaluated }: ArrayShape, value: Atom, { learn }: Learn): Atom {
  if (evaluated.containing.length === 0) return value;
  const either = [...evaluated.containing, value];
  for (const { pointer, schema } of either) learn(pointer, schema);
  return madeAtom({ anyOf: either.map(({ pointer }) => ({ $ref: pointer })) });
}
