import { createHash } from "node:crypto";
import type { Model, Operation } from "../../model/model.ts";
import type { Phase } from "../log/events.ts";
import { unitName, type Unit } from "./unit.ts";

/** Which part of a run this process does: part 2 of 4. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

export interface Plan {
  readonly phases: readonly Phase[];
  /** Blocks of drawn cases, and of stories, for each operation; Infinity: until something else ends the run. */
  readonly blocks: number;
  /** Which operations are exercised; the others only make state. */
  readonly includes: (operation: Operation) => boolean;
  readonly shard?: Shard | undefined;
}

/**
 * Every unit of a run with its place in it, in the order in which they are begun: all operations' examples, their coverage, then blocks of drawn cases and stories.
 * A shard has the units that a stable hash gives it, each at its place in the whole: the shards of a run are together the run (law 4).
 */
export function* planOf(
  model: Model,
  { phases, blocks, includes, shard }: Plan,
): Generator<readonly [order: number, unit: Unit]> {
  const operations = model.operations.filter(includes);
  let order = 0;
  for (const unit of unitsOf(operations, phases, blocks)) {
    if (shard === undefined || partOf(unit, shard.count) === shard.index) yield [order, unit];
    order += 1;
  }
}

function* unitsOf(operations: readonly Operation[], phases: readonly Phase[], blocks: number): Generator<Unit> {
  const once = phases.filter((phase) => phase === "examples" || phase === "coverage");
  const drawn = phases.filter((phase) => phase === "fuzz" || phase === "stateful");
  for (const phase of once) for (const operation of operations) yield { operation, phase, block: 0 };
  if (drawn.length === 0 || operations.length === 0) return;
  for (let block = 0; block < blocks; block += 1) {
    for (const phase of drawn) for (const operation of operations) yield { operation, phase, block };
  }
}

/** From 1 to `count`, by the unit's name alone. */
function partOf(unit: Unit, count: number): number {
  return (createHash("sha256").update(unitName(unit)).digest().readUInt32BE(0) % count) + 1;
}
