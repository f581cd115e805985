import type { RunEvent } from "../log/events.ts";
import { shardsOf } from "../log/join.ts";

/** Whether a run, or a merge of runs, was to exercise the whole document: no operation left out, and of its shards none missing. */
export function isWhole(run: RunEvent): boolean {
  const shards = shardsOf(run);
  if (run.partial === true || shards === undefined) return run.partial !== true;
  // Shards of different divisions need not add up to one.
  const counts = new Set(shards.map((shard) => Number(shard.split("/")[1])));
  return counts.size === 1 && counts.has(shards.length);
}
