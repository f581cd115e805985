import type { RunEvent } from "../log/events.ts";

/** Whether a run, or a merge of runs, was to exercise the whole document: no operation left out, and of its shards none missing. */
export function isWhole({ partial, config }: RunEvent): boolean {
  if (partial === true) return false;
  const shards = shardsOf(config["shard"]);
  if (shards.length === 0) return true;
  // Shards of different divisions need not add up to one.
  const counts = new Set(shards.map((shard) => Number(shard.split("/")[1])));
  return counts.size === 1 && counts.has(new Set(shards).size);
}

/** `"1/4"`, or after a merge `["1/4", "2/4"]`. */
function shardsOf(shard: unknown): readonly string[] {
  return (Array.isArray(shard) ? shard : [shard]).filter((one): one is string => typeof one === "string");
}
