import type * as fc from "fast-check";
import { randomFor } from "../../random.ts";
import type { Json } from "../../../model/json.ts";
import type { Pointer, Schema, Source } from "../../../model/model.ts";
import type { Expand } from "../canonical/expand.ts";
import type { Spared } from "../canonical/holding.ts";
import type { Goal } from "../canonical/goal.ts";
import type { Shape } from "../canonical/shape.ts";
import { equal, identity } from "../values.ts";
import { drawArray, simplestArray } from "./array.ts";
import { contentTexts, drawContent } from "./content.ts";
import { pick } from "./core.ts";
import type { Core, Drawing, Given, SourceHook } from "./core.ts";
import { leastOf, shapeLeast } from "./least.ts";
import { drawNumber, simplestNumbers } from "./number.ts";
import { drawObject, simplestObject } from "./object.ts";
import { sourcedBranches, sourceOf } from "./source.ts";
import { drawString, simplestStrings } from "./string.ts";
import { drawn, leaf, sift } from "./tree.ts";
import type { Tree } from "./tree.ts";

interface EngineOptions {
  readonly expand: Expand;
  readonly resolve: (ref: Pointer) => Schema | undefined;
  readonly holds: (goal: Goal, value: Json, spared?: Spared) => boolean;
}

/** So many drawings that turn out to be outside are thrown away before the simplest value is taken. */
const ATTEMPTS = 12;

/** A core that also puts given parts in their place; with a given part the value is not checked, for the part may be outside on purpose. */
export interface Engine extends Core {
  readonly drawWith: (goal: Goal, shape: Shape, drawing: Drawing, given?: Given) => Tree | undefined;
  readonly simplestWith: (goal: Goal, shape: Shape, given?: Given) => Json | undefined;
  /** The same engine with values from this source. */
  readonly sourcing: (source: SourceHook) => Engine;
}

export function engine(options: EngineOptions): Engine {
  const { expand, resolve } = options;
  const costs = new Map<string, number>();
  const sources = remembering((goal) => sourceOf(goal, resolve));
  const fixed: Fixed = {
    expand,
    least: (goal) => leastOf(goal, fixed, costs),
    shapes: remembering((goal) => expand(goal).filter((shape) => shapeLeast(shape, fixed) < Infinity)),
    holds: options.holds,
  };
  const choices = remembering((goal) => sourcedBranches(goal, resolve));
  return assembled(fixed, sources, choices, undefined);
}

/** The part of a core that does not depend on a source. */
type Fixed = Pick<Core, "expand" | "least" | "shapes"> & Pick<EngineOptions, "holds">;

function assembled(
  fixed: Fixed,
  sources: (goal: Goal) => Sourced | undefined,
  choices: (goal: Goal) => readonly Goal[] | undefined,
  hook: SourceHook | undefined,
): Engine {
  const given = new Set<Json>();
  const spared = hook && ((part: Json): boolean => given.has(part));
  const holds = (goal: Goal, value: Json): boolean => fixed.holds(goal, value, spared);
  const noted = new WeakMap<fc.Arbitrary<Json>, fc.Arbitrary<Json>>();
  const noting = (values: fc.Arbitrary<Json>): fc.Arbitrary<Json> => {
    const known = noted.get(values) ?? values.map((value) => (given.add(value), value));
    noted.set(values, known);
    return known;
  };
  const sourced = (found: Sourced | undefined): fc.Arbitrary<Json> | undefined => {
    const values = found && hook?.(found.source, found.pointer);
    return values && noting(values);
  };
  const origins = remembering((goal): Origin => ({
    goal,
    branches: hook && choices(goal),
    source: hook && sources(goal),
    shapes: undefined,
  }));
  const listed = remembering((): { count: number; values: readonly Json[] } => ({ count: 0, values: [] }));
  const self: Engine = {
    ...fixed,
    holds,
    spared,
    simplest: remembering((goal) => {
      const arbitrary = sourced(origins(goal).source);
      if (arbitrary !== undefined) return arbitrary.generate(randomFor(goal.key), undefined).value;
      return several(self, goal, 1)[0] ?? null;
    }),
    several: (goal, count) => {
      const known = listed(goal);
      if (known.count < count) Object.assign(known, { count, values: several(self, goal, count) });
      return known.values.slice(0, count);
    },
    unsourced: (goal) => {
      const { source } = origins(goal);
      return source !== undefined && sourced(source) === undefined;
    },
    draw: (goal, drawing) => {
      const origin = origins(goal);
      const branch = origin.branches && pick(drawing, origin.branches);
      const chosen = branch === undefined ? origin : origins(branch);
      return drawGoal(self, chosen, drawing, sourced(chosen.source));
    },
    drawWith: (goal, shape, drawing, given) => {
      const tree = drawShape(self, shape, drawing, given);
      if (tree === undefined || given !== undefined || !checked(shape)) return tree;
      return holds(goal, tree.value) ? sift(tree, (value) => holds(goal, value)) : undefined;
    },
    simplestWith: (goal, shape, given) =>
      candidates(self, shape, given).find((value) => given !== undefined || !checked(shape) || holds(goal, value)),
    sourcing: (source) => assembled(fixed, sources, choices, source),
  };
  return self;
}

function remembering<T>(make: (goal: Goal) => T): (goal: Goal) => T {
  const known = new Map<string, { readonly value: T }>();
  return (goal) => {
    const kept = known.get(goal.key);
    if (kept !== undefined) return kept.value;
    const value = make(goal);
    known.set(goal.key, { value });
    return value;
  };
}

/** Where the values of a goal come from, found once. */
interface Origin {
  readonly goal: Goal;
  /** One of these, where there is a choice. */
  readonly branches: readonly Goal[] | undefined;
  readonly source: Sourced | undefined;
  /** Looked for when the first value is drawn. */
  shapes: readonly Shape[] | undefined;
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
      return [...contentTexts(shape, core), ...simplestStrings(shape)];
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
      return drawContent(shape, core, drawing) ?? drawString(shape, drawing);
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

function drawGoal(self: Engine, origin: Origin, drawing: Drawing, arbitrary: fc.Arbitrary<Json> | undefined): Tree {
  if (arbitrary !== undefined) return drawn(arbitrary, drawing.random, drawing.bias);
  const { goal } = origin;
  const shapes = (origin.shapes ??= self.shapes(goal));
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
  const drawing: Drawing = { random: randomFor(goal.key), bias: undefined, fuel: 30 };
  for (let attempt = 0; attempt < 8 * count + 40 && found.size < count && shapes.length > 0; attempt++) {
    drawing.fuel = 30;
    const shape = pick(drawing, shapes);
    add(shape && self.drawWith(goal, shape, drawing)?.value);
  }
  return [...found.values()];
}
