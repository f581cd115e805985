import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { EndEvent, RunEvent } from "./events.ts";
import { joinEnds, joinRuns } from "./join.ts";
import { compare } from "./order.ts";
import { readLines } from "./read.ts";
import { writeWhole } from "./write.ts";

export type Merged =
  | { readonly outcome: "merged"; readonly units: number }
  /** Logs of different runs, or files that are no logs. */
  | { readonly outcome: "unmergeable"; readonly reason: string };

/**
 * Logs of shards put together into one: units sorted by name, each with its events in their order, the same unit twice as one; findings and diagnostics each once.
 * Commutative, associative, idempotent, and to the byte (law 4). Events are found and copied by their place: only an index of the logs is held in memory.
 * Throws a LogError for a log that is torn in the middle.
 */
export function mergeLogs(logs: readonly string[], into: string): Merged {
  const units = new Map<string, Copy>();
  const loose = new Set<string>();
  let run: RunEvent | undefined;
  let end: EndEvent | undefined;
  for (const [index, file] of logs.entries()) {
    const indexed = indexLog(file);
    if (indexed.run === undefined) return unmergeable(`${file} does not begin with a run: it is no event log`);
    // The first is joined with itself: merged logs tell of one run as they tell of many.
    const joined = joinRuns(run ?? indexed.run, indexed.run);
    if (joined.outcome === "different")
      return unmergeable(`${logs[0]} and ${file} are of different runs: ${joined.reason}`);
    run = joined.run;
    end = index === 0 ? indexed.end : joinEnds(end, indexed.end);
    for (const line of indexed.loose) loose.add(line);
    for (const [name, copy] of indexed.units) {
      const known = units.get(name);
      if (known === undefined || isBetter(copy, known)) units.set(name, copy);
    }
  }
  if (run === undefined) return unmergeable("there is no log to merge");
  writeMerged(into, run, loose, units, end);
  return { outcome: "merged", units: units.size };
}

function unmergeable(reason: string): Merged {
  return { outcome: "unmergeable", reason };
}

/** One log's events of one unit: where they stand, and what tells them from another log's. */
interface Copy {
  readonly file: string;
  readonly places: { readonly start: number; readonly length: number }[];
  /** Whether the unit came to its end. */
  whole: boolean;
  digest: string;
}

interface Indexed {
  readonly run: RunEvent | undefined;
  readonly end: EndEvent | undefined;
  /** Lines that belong to no unit alone: findings, diagnostics, what a plan covers. */
  readonly loose: ReadonlySet<string>;
  readonly units: ReadonlyMap<string, Copy>;
}

function indexLog(file: string): Indexed {
  const units = new Map<string, Copy>();
  const loose = new Set<string>();
  let run: RunEvent | undefined;
  let end: EndEvent | undefined;
  for (const { event, start, bytes } of readLines(file)) {
    if (event.type === "run") run ??= event;
    else if (event.type === "end") end = event;
    else if (event.type !== "finding" && "unit" in event) {
      const copy = units.get(event.unit) ?? { file, places: [], whole: false, digest: "" };
      units.set(event.unit, copy);
      copy.places.push({ start, length: bytes.length });
      copy.whole ||= event.type === "unit";
      copy.digest = createHash("sha256").update(copy.digest).update(bytes).digest("base64");
    } else loose.add(bytes.toString("utf8"));
  }
  return { run, end, loose, units };
}

/** A total order, so that it does not matter which copy comes first: whole before cut short, then the longer, then by content. */
function isBetter(one: Copy, other: Copy): boolean {
  if (one.whole !== other.whole) return one.whole;
  if (one.places.length !== other.places.length) return one.places.length > other.places.length;
  return one.digest < other.digest;
}

/** Written beside its place first: `into` may be one of the logs, and half a merge is none. */
function writeMerged(
  into: string,
  run: RunEvent,
  loose: ReadonlySet<string>,
  units: ReadonlyMap<string, Copy>,
  end: EndEvent | undefined,
): void {
  mkdirSync(dirname(into), { recursive: true });
  const sources = new Map<string, number>();
  const part = `${into}.part`;
  const output = openSync(part, "w");
  try {
    writeWhole(output, `${JSON.stringify(run)}\n`);
    for (const line of [...loose].toSorted(compare)) writeWhole(output, `${line}\n`);
    for (const [, { file, places }] of [...units].toSorted(([a], [b]) => compare(a, b))) {
      const source = sources.get(file) ?? openSync(file, "r");
      sources.set(file, source);
      for (const { start, length } of places) writeWhole(output, lineAt(source, start, length));
    }
    if (end !== undefined) writeWhole(output, `${JSON.stringify(end)}\n`);
    renameSync(part, into);
  } finally {
    rmSync(part, { force: true });
    closeSync(output);
    for (const source of sources.values()) closeSync(source);
  }
}

/** A line with its end; the last of a log may have come without. */
function lineAt(source: number, start: number, length: number): Uint8Array {
  const line = Buffer.alloc(length + 1, "\n");
  readSync(source, line, 0, length, start);
  return line;
}
