import type * as fc from "fast-check";
import type { Json } from "../../../model/json.ts";
import type { Pointer, Source } from "../../../model/model.ts";
import type { Goal } from "../canonical/goal.ts";
import type { Spared } from "../canonical/holding.ts";
import type { Shape } from "../canonical/shape.ts";
import type { Tree } from "./tree.ts";

/** One drawing under way. */
export interface Drawing {
  readonly random: fc.Random;
  readonly bias: number | undefined;
  /** How many more values may be drawn before only the least is taken everywhere. */
  fuel: number;
}

/** Where a value comes from that only a state can give; undefined: from nowhere now. */
export type SourceHook = (source: Source, pointer: Pointer) => fc.Arbitrary<Json> | undefined;

/** A part of a value that is given: the member or item that holds it, and what stands there. */
export interface Given {
  readonly at: string | number;
  readonly tree: Tree;
}

/** What the families of shapes need of each other, since the parts of arrays and objects are goals. */
export interface Core {
  /** The canonical form. */
  readonly expand: (goal: Goal) => readonly Shape[];
  /** The shapes of a goal that have values. */
  readonly shapes: (goal: Goal) => readonly Shape[];
  /** The size of the least value: Infinity where there is none. */
  readonly least: (goal: Goal) => number;
  readonly holds: (goal: Goal, value: Json) => boolean;
  /** What a source has given; undefined where there is no source. */
  readonly spared: Spared | undefined;
  /** The simplest value. */
  readonly simplest: (goal: Goal) => Json;
  /** Up to `count` different values, simplest first. */
  readonly several: (goal: Goal, count: number) => readonly Json[];
  readonly draw: (goal: Goal, drawing: Drawing) => Tree;
  /** Whether the goal's values come from a source that has none now: such a member is better left out. */
  readonly unsourced: (goal: Goal) => boolean;
}

export function chance(drawing: Drawing, oneIn: number): boolean {
  return drawing.random.nextInt(1, oneIn) === 1;
}

export function pick<T>(drawing: Drawing, from: readonly T[]): T | undefined {
  return from.length < 2 ? from[0] : from[drawing.random.nextInt(0, from.length - 1)];
}
