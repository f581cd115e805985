import { isJsonObject } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import { goalOf } from "../canonical/goal.ts";
import type { Goal } from "../canonical/goal.ts";
import type { ArrayShape, ObjectShape, Shape } from "../canonical/shape.ts";
import { isArray } from "../validate/arrays.ts";
import { itemGoal } from "./array.ts";
import { simplestNumbers } from "./number.ts";
import { memberGoal, objectPlan } from "./object.ts";
import { hasTexts } from "./string.ts";
import type { Core } from "./core.ts";

type Fixed = Pick<Core, "expand" | "least" | "holds">;

/** What a shape cannot do without: the goals of its parts, and a number of further parts out of some. */
interface Needs {
  readonly own: number;
  readonly all: readonly Goal[];
  readonly further: { readonly count: number; readonly from: readonly Goal[]; readonly unlimited: readonly Goal[] };
}

const NO_MORE = { count: 0, from: [], unlimited: [] };

/**
 * The size of the least value of a goal, by the least fixpoint over the goals that can be needed for it: recursion that never ends has
 * no least value, so Infinity is left and the goal has none.
 */
export function leastOf(goal: Goal, core: Fixed, known: Map<string, number>): number {
  const before = known.get(goal.key);
  if (before !== undefined) return before;
  const reached = reach(goal, core, known);
  const costs = new Map<string, number>();
  const cost = (each: Goal): number => known.get(each.key) ?? costs.get(each.key) ?? Infinity;
  for (let changed = true; changed;) {
    changed = false;
    for (const [key, needs] of reached) {
      const now = Math.min(Infinity, ...needs.map((each) => costOf(each, cost)));
      if (now < (costs.get(key) ?? Infinity)) {
        costs.set(key, now);
        changed = true;
      }
    }
  }
  for (const key of reached.keys()) known.set(key, costs.get(key) ?? Infinity);
  return known.get(goal.key) ?? Infinity;
}

function reach(goal: Goal, core: Fixed, known: ReadonlyMap<string, number>) {
  const reached = new Map<string, readonly Needs[]>();
  const waiting = [goal];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next.key) || known.has(next.key)) continue;
    const needs = core.expand(next).map((shape) => needsOf(shape, core));
    reached.set(next.key, needs);
    waiting.push(...needs.flatMap(({ all, further }) => [...all, ...further.from, ...further.unlimited]));
  }
  return reached;
}

function costOf({ own, all, further }: Needs, cost: (goal: Goal) => number): number {
  const sum = all.reduce((total, each) => total + cost(each), own);
  if (further.count === 0) return sum;
  const prices = further.from.map((each) => cost(each)).filter((price) => price < Infinity);
  const cheapest = prices.toSorted((a, b) => a - b).slice(0, further.count);
  const paid = cheapest.reduce((total, price) => total + price, sum);
  const left = further.count - cheapest.length;
  return left === 0 ? paid : paid + left * Math.min(Infinity, ...further.unlimited.map((each) => cost(each)));
}

function needsOf(shape: Shape, core: Fixed): Needs {
  switch (shape.type) {
    case "values":
      return { own: Math.min(...shape.values.map((value) => sizeOf(value))), all: [], further: NO_MORE };
    case "number":
      return { own: simplestNumbers(shape).length > 0 ? 1 : Infinity, all: [], further: NO_MORE };
    case "string":
      return { own: hasTexts(shape) ? 1 : Infinity, all: [], further: NO_MORE };
    case "array": {
      const contained = shape.contains.flatMap(({ atom, min }) => (min > 0 ? [goalOf([atom])] : []));
      const indices = Array.from({ length: Math.min(shape.minItems, 100) }, (_, index) => itemGoal(shape, index));
      const room = shape.unique ? differentItems(shape, core) : Infinity;
      return { own: room < shape.minItems ? Infinity : 1, all: [...indices, ...contained], further: NO_MORE };
    }
    case "object":
      return objectNeeds(shape, core);
  }
}

/** How many different items there are where all are listed values. */
function differentItems(shape: ArrayShape, core: Fixed): number {
  if (shape.rules.some(({ from, to }) => from > 0 || to < Infinity)) return Infinity;
  const items = core.expand(itemGoal(shape, 0));
  return items.reduce((sum, each) => sum + (each.type === "values" ? each.values.length : Infinity), 0);
}

function objectNeeds(shape: ObjectShape, core: Fixed): Needs {
  const plan = objectPlan(shape, core);
  const some = shape.some.flatMap(({ names, value }) => [goalOf([...shape.names, ...names]), goalOf(value)]);
  const count = Math.max(0, shape.minProperties - plan.required.length);
  const unlimited = count === 0 ? [] : [memberGoal(shape, "\u{10FFFE}")];
  const from = count === 0 ? [] : plan.optional.map(({ goal }) => goal);
  return {
    own: 1,
    all: [...plan.required.map(({ goal }) => goal), ...some],
    further: { count, from, unlimited: patternless(shape) ? unlimited : [goalOf([])] },
  };
}

function patternless({ rules }: ObjectShape): boolean {
  return rules.every(({ covers }) => covers.others || covers.patterns.length === 0);
}

export function sizeOf(value: Json): number {
  if (isArray(value)) return value.reduce<number>((sum, each) => sum + sizeOf(each), 1);
  return isJsonObject(value) ? Object.values(value).reduce<number>((sum, each) => sum + sizeOf(each), 1) : 1;
}

/** The size of the least value of one shape. */
export function shapeLeast(shape: Shape, core: Fixed): number {
  return costOf(needsOf(shape, core), (goal) => core.least(goal));
}
