import type { Json } from "../../model/json.ts";
import { below } from "./values.ts";
import type { Goal } from "./canonical/goal.ts";
import type { ArrayShape, ObjectShape, Shape } from "./canonical/shape.ts";
import { itemGoal, uniformFrom } from "./draw/array.ts";
import type { Drawing } from "./draw/core.ts";
import type { Engine } from "./draw/engine.ts";
import { memberGoal, objectPlan } from "./draw/object.ts";
import { leaf } from "./draw/tree.ts";
import type { Tree } from "./draw/tree.ts";

/** A place inside the values of a goal: the way to it, through one shape of each goal, and what has to be there. */
export interface Place {
  readonly goal: Goal;
  readonly way: readonly Step[];
}

export interface Step {
  readonly goal: Goal;
  readonly shape: Shape;
  readonly at: string | number;
  /** `at`, or `*` where any name or index would do. */
  readonly label: string | number;
}

const DEEPEST_PLACE = 8;
const MOST_PLACES = 3000;

/** Every place, outermost first. A goal that is met again on the way to itself is not entered a second time. */
export function placesIn(root: Goal, core: Engine): readonly Place[] {
  const places: Place[] = [{ goal: root, way: [] }];
  const seen = new Set<string>();
  for (let index = 0; index < places.length && places.length < MOST_PLACES; index++) {
    const place = places[index];
    if (
      place === undefined ||
      place.way.length >= DEEPEST_PLACE ||
      place.way.some(({ goal }) => goal.key === place.goal.key)
    )
      continue;
    for (const next of core.shapes(place.goal).flatMap((shape) => stepsInto(place, shape, core))) {
      const key = `${instanceOf(next)} ${next.goal.key}`;
      if (seen.has(key) || core.least(next.goal) === Infinity) continue;
      seen.add(key);
      places.push(next);
    }
  }
  return places;
}

function stepsInto(place: Place, shape: Shape, core: Engine): readonly Place[] {
  const into = (at: string | number, label: string | number, goal: Goal): Place => ({
    goal,
    way: [...place.way, { goal: place.goal, shape, at, label }],
  });
  if (shape.type === "array") return itemsOf(shape).map(([index, label]) => into(index, label, itemGoal(shape, index)));
  if (shape.type !== "object") return [];
  const plan = objectPlan(shape, core);
  const declared = [...plan.required, ...plan.optional].map(({ name, goal }) => into(name, name, goal));
  return [
    ...declared,
    ...(plan.open ? furtherNames(shape, plan.extra, core) : []).map((name) => into(name, "*", memberGoal(shape, name))),
  ];
}

function itemsOf(shape: ArrayShape): readonly (readonly [number, string | number])[] {
  const first = uniformFrom(shape);
  const each = Array.from({ length: Math.min(first, 20) }, (_, index) => [index, index] as const);
  const rest = [Math.max(first, shape.minItems > 0 ? shape.minItems - 1 : 0), "*"] as const;
  return [...each, rest].filter(([index]) => index < shape.maxItems);
}

function furtherNames(shape: ObjectShape, extra: readonly Goal[], core: Engine): readonly string[] {
  return extra.flatMap((names) => {
    if (core.least(names) === Infinity) return [];
    const live = core
      .several(names, 3)
      .filter((name) => typeof name === "string" && core.least(memberGoal(shape, name)) < Infinity);
    return live
      .filter((name) => typeof name === "string")
      .toSorted((a, b) => Number(a === "") - Number(b === ""))
      .slice(0, 1);
  });
}

/** The place as a template: `/responseModels/*`. */
export function instanceOf({ way }: Place): string {
  return below("", ...way.map(({ label }) => label));
}

/** The place as a pointer into the values built around it. */
export function pointerOf({ way }: Place): string {
  return below("", ...way.map(({ at }) => at));
}

/** The simplest value around a part; undefined where the part finds no room. */
export function simplestAround({ way }: Place, part: Json, core: Engine): Json | undefined {
  return way.reduceRight<Json | undefined>((value, { goal, shape, at }) => {
    return value === undefined ? undefined : core.simplestWith(goal, shape, { at, tree: leaf(value) });
  }, part);
}

/** A drawn value around a part. */
export function drawAround({ way }: Place, part: Tree, core: Engine, drawing: Drawing): Tree | undefined {
  return way.reduceRight<Tree | undefined>((tree, { goal, shape, at }) => {
    return tree === undefined ? undefined : core.drawWith(goal, shape, drawing, { at, tree });
  }, part);
}
