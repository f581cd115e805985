import type { EndEvent, RunEvent } from "./events.ts";
import { compare } from "./order.ts";

export type JoinedRun =
  | { readonly outcome: "joined"; readonly run: RunEvent }
  | { readonly outcome: "different"; readonly reason: string };

/** What may differ between the shards of one run: it changes neither what is sent nor how it is judged. */
const FREE = new Set(["concurrency", "rate"]);

/** One run event for two runs of the same contract with the same seed and configuration; what may differ is told of both. */
export function joinRuns(one: RunEvent, other: RunEvent): JoinedRun {
  const [a, b] = [agreed(one), agreed(other)];
  const difference = [...new Set([...a.keys(), ...b.keys()])].find((name) => a.get(name) !== b.get(name));
  if (difference !== undefined) {
    const reason = `expected the same ${difference}, but ${a.get(difference) ?? "none"} and ${b.get(difference) ?? "none"} came`;
    return { outcome: "different", reason: reason.length > 400 ? `expected the same ${difference}` : reason };
  }
  const config = Object.keys(one.config).map((name) => [
    name,
    FREE.has(name) ? both(one.config[name], other.config[name]) : one.config[name],
  ]);
  const { shard: _shard, shards: _shards, ...shared } = one;
  const shards = bothShards(one, other);
  return {
    outcome: "joined",
    run: {
      ...shared,
      document: least(one.document, other.document),
      target: union(one.target.split(", "), other.target.split(", ")).join(", "),
      config: Object.fromEntries(config.filter(([, value]) => value !== undefined)),
      ...(shards !== undefined && { shards }),
    },
  };
}

/** None where one of them is a whole run: together they are. */
function bothShards(one: RunEvent, other: RunEvent): readonly string[] | undefined {
  const [a, b] = [shardsOf(one), shardsOf(other)];
  return a === undefined || b === undefined ? undefined : union(a, b);
}

/** The parts that a log is of, `1/4`; undefined for that of a whole run. */
export function shardsOf({ shard, shards }: RunEvent): readonly string[] | undefined {
  return shards ?? (shard === undefined ? undefined : [`${shard.index}/${shard.count}`]);
}

function union(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])].toSorted(compare);
}

const WORST_LAST: readonly EndEvent["outcome"][] = ["conforms", "violates", "interrupted", "unreachable"];

/** The worse end of the two; none where one of them has none: together they are unfinished. */
export function joinEnds(one: EndEvent | undefined, other: EndEvent | undefined): EndEvent | undefined {
  if (one === undefined || other === undefined) return undefined;
  const [first, second] = [one, other].toSorted(
    (a, b) => WORST_LAST.indexOf(b.outcome) - WORST_LAST.indexOf(a.outcome) || compare(a.reason ?? "", b.reason ?? ""),
  );
  return { ...(first ?? one), ms: Math.max(one.ms, second?.ms ?? 0, other.ms) };
}

/** What two runs must have in common, by the name that a message gives it. */
function agreed({
  covenant,
  digest,
  mock,
  seed,
  config,
  documented,
  checks,
  stories,
}: RunEvent): ReadonlyMap<string, string> {
  return new Map([
    ["version of Covenant", covenant],
    ["document (by its digest)", digest],
    ["seed", String(seed)],
    ["kind of target (mock or not)", String(mock)],
    ...Object.entries(config)
      .filter(([name]) => !FREE.has(name))
      .map(([name, value]) => [`${name} in the configuration`, JSON.stringify(value)] as const),
    ["operations", JSON.stringify(documented)],
    ["checks", JSON.stringify([checks, stories])],
  ]);
}

/** Both values as a sorted list, one where they are the same; none where one run has none. */
function both(one: unknown, other: unknown): unknown {
  if (one === undefined || other === undefined) return undefined;
  const texts = [one, other].flat().map((value) => JSON.stringify(value));
  const values = union(texts, []).map((text): unknown => JSON.parse(text));
  return values.length === 1 ? values[0] : values;
}

function least(one: string, other: string): string {
  return compare(one, other) <= 0 ? one : other;
}
