import { randomFrom } from "./seeded.ts";
import type { Json } from "../../../model/json.ts";
import type { Pointer, Schema, Source } from "../../../model/model.ts";
import type { Expand } from "../canonical/expand.ts";
import type { Goal } from "../canonical/goal.ts";
import type { Shape } from "../canonical/shape.ts";
import { equal, identity } from "../values.ts";
import { drawArray, simplestArray } from "./array.ts";
import { pick } from "./core.ts";
import type { Core, Drawing, Given } from "./core.ts";
import { leastOf, shapeLeast } from "./least.ts";
import { drawNumber, simplestNumbers } from "./number.ts";
import { drawObject, simplestObject } from "./object.ts";
import { sourceOf } from "./source.ts";
import { drawString, simplestStrings } from "./string.ts";
import { drawn, leaf, sift } from "./tree.ts";
import type { Tree } from "./tree.ts";

export interface EngineOptions {
  readonly expand: Expand;
  readonly resolve: (ref: Pointer) => Schema | undefined;
  readonly holds: (goal: Goal, value: Json) => boolean;
}

/** So many drawings that turn out to be outside are thrown away before the simplest value is taken. */
const ATTEMPTS = 12;

/** A core that also puts given parts in their place. */
export interface Engine extends Core {
  readonly drawWith: (goal: Goal, shape: Shape, drawing: Drawing, given?: Given) => Tree | undefined;
  readonly simplestWith: (goal: Goal, shape: Shape, given?: Given) => Json | undefined;
}

export function engine({ expand, resolve, holds }: EngineOptions): Engine {
  const costs = new Map<string, number>();
  const simplest = new Map<string, Json>();
  const sources = new Map<string, Sourced | undefined>();
  const sorted = new Map<string, readonly Shape[]>();

  const self: Engine = {
    least: (goal) => leastOf(goal, expand, self, costs),
    shapes: (goal) => {
      const known = sorted.get(goal.key) ?? expand(goal).filter((shape) => shapeLeast(shape, self) < Infinity);
      sorted.set(goal.key, known);
      return known;
    },
    holds,
    simplest: (goal) => {
      const known = simplest.get(goal.key);
      if (known !== undefined) return known;
      const value = self.several(goal, 1)[0] ?? null;
      simplest.set(goal.key, value);
      return value;
    },
    several: (goal, count) => several(self, goal, count),
    unsourced: (goal, drawing) => {
      const source = sourced(goal);
      return (
        source !== undefined &&
        drawing.source !== undefined &&
        drawing.source(source.source, source.pointer) === undefined
      );
    },
    draw: (goal, drawing) => drawGoal(self, goal, drawing, sourced(goal)),
    drawWith: (goal, shape, drawing, given) => {
      const tree = drawShape(self, shape, drawing, given);
      if (tree === undefined || !checked(shape)) return tree;
      return holds(goal, tree.value) ? sift(tree, (value) => holds(goal, value)) : undefined;
    },
    simplestWith: (goal, shape, given) =>
      candidates(self, shape, given).find((value) => !checked(shape) || holds(goal, value)),
  };
  const sourced = (goal: Goal): Sourced | undefined => {
    if (!sources.has(goal.key)) sources.set(goal.key, sourceOf(goal, resolve));
    return sources.get(goal.key);
  };
  return self;
}

interface Sourced {
  readonly source: Source;
  readonly pointer: Pointer;
}

/** Whether values built from the shape may still be outside it. */
function checked(shape: Shape): boolean {
  if (shape.exclude.length > 0 || shape.residual.length > 0) return true;
  if (shape.type === "array") return shape.contains.length > 0 || shape.unique || shape.repeated;
  return shape.type === "object" && shape.some.length > 0;
}

function candidates(core: Core, shape: Shape, given?: Given): readonly Json[] {
  switch (shape.type) {
    case "values":
      return shape.values;
    case "number":
      return simplestNumbers(shape);
    case "string":
      return simplestStrings(shape);
    case "array": {
      const value = simplestArray(shape, core, given);
      return value === undefined ? [] : [value];
    }
    case "object": {
      const value = simplestObject(shape, core, given);
      return value === undefined ? [] : [value];
    }
  }
}

function drawShape(core: Core, shape: Shape, drawing: Drawing, given?: Given): Tree | undefined {
  drawing.fuel--;
  switch (shape.type) {
    case "values":
      return enumerated(shape.values, drawing);
    case "number":
      return drawNumber(shape, drawing);
    case "string":
      return drawString(shape, drawing);
    case "array":
      return drawArray(shape, core, drawing, given);
    case "object":
      return drawObject(shape, core, drawing, given);
  }
}

function enumerated(values: readonly Json[], drawing: Drawing): Tree {
  const index = drawing.random.nextInt(0, values.length - 1);
  return { value: values[index] ?? null, simpler: () => values.slice(0, index).map(leaf) };
}

function drawGoal(self: Engine, goal: Goal, drawing: Drawing, sourced: Sourced | undefined): Tree {
  const arbitrary = sourced && drawing.source?.(sourced.source, sourced.pointer);
  if (arbitrary !== undefined) return drawn(arbitrary, drawing.random, drawing.bias);
  const shapes = self.shapes(goal);
  for (let attempt = 0; attempt < ATTEMPTS && drawing.fuel > 0; attempt++) {
    const shape = pick(drawing, shapes);
    const tree = shape && self.drawWith(goal, shape, drawing);
    if (tree !== undefined) return simplified(self, goal, tree);
  }
  return leaf(self.simplest(goal));
}

/** The tree with the goal's simplest value as the first to try. */
function simplified(self: Engine, goal: Goal, tree: Tree): Tree {
  return {
    value: tree.value,
    simpler: function* () {
      const simplest = self.simplest(goal);
      if (equal(simplest, tree.value)) return;
      yield leaf(simplest);
      yield* tree.simpler();
    },
  };
}

/** Different values of a goal: the simplest of each shape, least shape first, then drawings that are the same every time. */
function several(self: Engine, goal: Goal, count: number): readonly Json[] {
  const found = new Map<string, Json>();
  const add = (value: Json | undefined): void => {
    if (value !== undefined && !found.has(identity(value))) found.set(identity(value), value);
  };
  const shapes = [...self.shapes(goal)].sort((a, b) => shapeLeast(a, self) - shapeLeast(b, self));
  for (const shape of shapes) {
    if (found.size >= count) break;
    for (const value of candidates(self, shape)) {
      if (found.size >= count) return [...found.values()];
      if (!checked(shape) || self.holds(goal, value)) add(value);
    }
  }
  const drawing: Drawing = { random: randomFrom(goal.key), bias: undefined, fuel: 30, source: undefined };
  for (let attempt = 0; attempt < 8 * count + 40 && found.size < count && shapes.length > 0; attempt++) {
    drawing.fuel = 30;
    const shape = pick(drawing, shapes);
    add(shape && self.drawWith(goal, shape, drawing)?.value);
  }
  return [...found.values()];
}
