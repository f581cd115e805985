import { identity } from "../values.ts";
import type { Json } from "../../../model/json.ts";
import { goalOf, negation } from "../canonical/goal.ts";
import type { Atom, Goal } from "../canonical/goal.ts";
import type { ArrayShape } from "../canonical/shape.ts";
import type { Core, Drawing, Given } from "./core.ts";
import { leaf } from "./tree.ts";
import type { Tree } from "./tree.ts";

/** So many items are drawn beyond the fewest, unless an edge asks for more. */
const MORE_ITEMS = 5;

interface Items {
  /** Where every further item has the same goal. */
  readonly uniform: number;
  readonly goals: Goal[];
}

const known = new WeakMap<ArrayShape, Items>();
const fewest = new WeakMap<ArrayShape, number | undefined>();

/** What an item has to be. */
export function itemGoal(shape: ArrayShape, index: number, more: readonly Atom[] = []): Goal {
  if (more.length > 0) return ruledGoal(shape, index, more);
  const items = known.get(shape) ?? { uniform: uniformFrom(shape), goals: [] };
  known.set(shape, items);
  const place = Math.min(index, items.uniform);
  return (items.goals[place] ??= ruledGoal(shape, place, []));
}

function ruledGoal(shape: ArrayShape, index: number, more: readonly Atom[]): Goal {
  return goalOf([...shape.rules.flatMap(({ from, to, atom }) => (index >= from && index < to ? [atom] : [])), ...more]);
}

/** Where every further item has the same goal. */
export function uniformFrom({ rules, contains }: ArrayShape): number {
  return Math.max(
    0,
    ...rules.flatMap(({ from, to }) => (to === Infinity ? [from] : [to])),
    ...contains.map(({ from }) => from),
  );
}

/** The goals of the items of an array of this length, with the items that `contains` asks for put in; undefined where they find no place. */
function itemGoals(shape: ArrayShape, length: number, core: Core, turn = 0): readonly Goal[] | undefined {
  if (shape.contains.length === 0) return Array.from({ length }, (_, index) => itemGoal(shape, index));
  const asked: Atom[][] = Array.from({ length }, () => []);
  const taken = new Set<string>();
  for (const [number, { atom, from, min }] of shape.contains.entries()) {
    let left = min;
    for (const crowded of [false, true]) {
      for (let step = 0; step < length && left > 0; step++) {
        const index = (step + turn) % length;
        if (index < from || taken.has(`${number} ${index}`) || (asked[index]?.length ?? 0) > 0 !== crowded) continue;
        if (core.least(itemGoal(shape, index, [...(asked[index] ?? []), atom])) === Infinity) continue;
        asked[index]?.push(atom);
        taken.add(`${number} ${index}`);
        left--;
      }
    }
    if (left > 0) return undefined;
  }
  for (const [number, { atom, max }] of shape.contains.entries()) {
    if (max === Infinity) continue;
    for (const [index, atoms] of asked.entries()) if (!taken.has(`${number} ${index}`)) atoms.push(negation(atom));
  }
  return asked.map((atoms, index) => itemGoal(shape, index, atoms));
}

/** The fewest items that have room for everything asked; undefined where there is no such number. */
export function fewestItems(shape: ArrayShape, core: Core): number | undefined {
  if (!fewest.has(shape)) fewest.set(shape, soughtFewest(shape, core));
  return fewest.get(shape);
}

function soughtFewest(shape: ArrayShape, core: Core): number | undefined {
  const wanted = shape.contains.map(({ from, min }) => (min > 0 ? from + min : 0));
  const most = Math.min(
    shape.maxItems,
    Math.max(shape.minItems, uniformFrom(shape) + wanted.reduce((sum, each) => sum + each, 0)) + 2,
  );
  for (let length = shape.minItems; length <= most && length < 10_000; length++) {
    const goals = itemGoals(shape, length, core);
    if (goals?.every((goal) => core.least(goal) < Infinity) === true) return length;
  }
  return undefined;
}

export function simplestArray(shape: ArrayShape, core: Core, given?: Given): Json | undefined {
  const least = fewestItems(shape, core);
  if (least === undefined) return undefined;
  return arrayOf(shape, core, Math.max(least, given === undefined ? 0 : Number(given.at) + 1), given);
}

/** The simplest array of a length. */
export function arrayOf(shape: ArrayShape, core: Core, length: number, given?: Given): Json | undefined {
  const goals = length > shape.maxItems ? undefined : itemGoals(shape, length, core);
  if (goals === undefined || goals.some((goal) => core.least(goal) === Infinity)) return undefined;
  const items: Json[] = [];
  const seen = new Set<string>(given === undefined ? [] : [identity(given.tree.value)]);
  for (const [index, goal] of goals.entries()) {
    const choice = shape.unique ? core.several(goal, length + 1) : [core.simplest(goal)];
    const value =
      index === given?.at ? given.tree.value : choice.find((each) => !shape.unique || !seen.has(identity(each)));
    if (value === undefined) return undefined;
    seen.add(identity(value));
    items.push(value);
  }
  return shape.repeated && new Set(items.map((item) => identity(item))).size === items.length ? undefined : items;
}

export function drawArray(shape: ArrayShape, core: Core, drawing: Drawing, given?: Given): Tree | undefined {
  const least = fewestItems(shape, core);
  if (least === undefined) return undefined;
  const floor = Math.max(least, given === undefined ? 0 : Number(given.at) + 1);
  const most = Math.min(shape.maxItems, drawing.fuel <= 0 ? floor : floor + MORE_ITEMS);
  const length = drawing.random.nextInt(floor, Math.max(floor, most));
  const goals =
    itemGoals(shape, length, core, length > 1 ? drawing.random.nextInt(0, length - 1) : 0) ??
    itemGoals(shape, length, core);
  if (goals === undefined || length > shape.maxItems) return undefined;
  const items: Tree[] = [];
  const seen = new Set<string>(given === undefined ? [] : [identity(given.tree.value)]);
  for (const [index, goal] of goals.entries()) {
    if (core.least(goal) === Infinity) break;
    const tree = index === given?.at ? given.tree : itemTree(shape, goal, core, drawing, seen);
    if (tree === undefined) break;
    if (shape.unique) seen.add(identity(tree.value));
    items.push(
      shape.repeated && index > 0 && items[0] !== undefined && core.holds(goal, items[0].value) ? items[0] : tree,
    );
  }
  return items.length < floor ? undefined : arrayTree(shape, items, floor, given);
}

function itemTree(
  shape: ArrayShape,
  goal: Goal,
  core: Core,
  drawing: Drawing,
  seen: ReadonlySet<string>,
): Tree | undefined {
  if (!shape.unique) return core.draw(goal, drawing);
  for (let attempt = 0; attempt < 4; attempt++) {
    const tree = core.draw(goal, drawing);
    if (!seen.has(identity(tree.value))) return tree;
  }
  const value = core.several(goal, seen.size + 1).find((each) => !seen.has(identity(each)));
  return value === undefined ? undefined : leaf(value);
}

function arrayTree(shape: ArrayShape, items: readonly Tree[], fewest: number, given: Given | undefined): Tree {
  return { value: items.map(({ value }) => value), simpler: () => simplerArrays(shape, items, fewest, given) };
}

function* simplerArrays(
  shape: ArrayShape,
  items: readonly Tree[],
  fewest: number,
  given: Given | undefined,
): Generator<Tree> {
  for (const left of shorter(shape, items, fewest, given)) {
    if (distinctEnough(shape, left)) yield arrayTree(shape, left, fewest, given);
  }
  for (const [index, item] of items.entries()) {
    for (const tree of item.simpler()) {
      const simpler = items.with(index, tree);
      if (distinctEnough(shape, simpler)) yield arrayTree(shape, simpler, fewest, given);
    }
  }
}

/** Fewer items: the last ones away; where all items have the same goal and none is asked for, any one away. */
function* shorter(
  shape: ArrayShape,
  items: readonly Tree[],
  fewest: number,
  given: Given | undefined,
): Generator<readonly Tree[]> {
  const asked = shape.contains.length > 0;
  for (let length = fewest; length < items.length; length += Math.max(1, Math.floor((items.length - length) / 2))) {
    yield items.slice(0, length);
  }
  if (asked || given !== undefined || items.length <= fewest) return;
  for (let index = uniformFrom(shape); index < items.length - 1; index++) yield items.toSpliced(index, 1);
}

function distinctEnough(shape: ArrayShape, items: readonly Tree[]): boolean {
  if (!shape.unique && !shape.repeated) return true;
  const all = new Set(items.map(({ value }) => identity(value))).size === items.length;
  return all === shape.unique;
}
