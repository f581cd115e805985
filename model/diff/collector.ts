import { type Json, stringifyJson } from "../json.ts";
import type { SchemaAt } from "../model.ts";
import { type Breaking, type Change, type Direction, type RawChange, breakingOf, flipped } from "./change.ts";
import type { Pair, SchemaComparison } from "./schemas.ts";

/** One place that uses something: an operation, and which way the message goes. */
export interface Site {
  readonly operation: string;
  readonly direction: Direction;
}

interface Entry {
  readonly raw: RawChange;
  readonly operations: Set<string>;
  breaking: Breaking;
}

/** Gathers changes: the same one met from several operations is one change. */
export class ChangeCollector {
  readonly #comparison: SchemaComparison;
  readonly #entries = new Map<string, Entry>();
  /** By site, the pairs of named schemas that were followed from it. */
  readonly #followed = new Map<string, Set<string>>();

  constructor(comparison: SchemaComparison) {
    this.#comparison = comparison;
  }

  add(raw: RawChange, { operation, direction }: Site): void {
    this.#note(raw, breakingOf(direction, raw.effects[direction]), operation);
  }

  /** A change whose effect is known at once. */
  tell(change: Omit<RawChange, "effects">, breaking: Breaking, operation?: string): void {
    this.#note({ ...change, effects: { request: "none", response: "none" } }, breaking, operation);
  }

  /** All differences of two schemas used at a site, those of the named schemas they reach among them. */
  schemas(before: SchemaAt, after: SchemaAt, site: Site): void {
    const { changes, pairs } = this.#comparison.compare(before, after);
    for (const each of changes) this.add(each, site);
    const open = [...pairs];
    for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
      if (!this.#isNew(pair, site)) continue;
      const difference = this.#comparison.named(pair);
      for (const each of difference.changes) this.add(pair.flip ? turned(each) : each, site);
      for (const inner of difference.pairs) open.push({ ...inner, flip: inner.flip !== pair.flip });
    }
  }

  /** In the order of their pointers. */
  list(): readonly Change[] {
    const changes = [...this.#entries].sort(([a], [b]) => (a < b ? -1 : 1));
    return changes.map(([, { raw, operations, breaking }]) => ({
      operations: [...operations].sort(),
      pointer: raw.pointer,
      what: raw.what,
      before: raw.before,
      after: raw.after,
      breaking,
    }));
  }

  #note(raw: RawChange, breaking: Breaking, operation: string | undefined): void {
    const key = [raw.pointer, raw.what, textOf(raw.before), textOf(raw.after)].join("\n");
    const entry = this.#entries.get(key) ?? { raw, operations: new Set<string>(), breaking };
    entry.breaking = {
      client: entry.breaking.client || breaking.client,
      server: entry.breaking.server || breaking.server,
    };
    if (operation !== undefined) entry.operations.add(operation);
    this.#entries.set(key, entry);
  }

  #isNew({ before, after, flip }: Pair, { operation, direction }: Site): boolean {
    const site = `${direction} ${operation}`;
    const followed = this.#followed.get(site) ?? new Set<string>();
    this.#followed.set(site, followed);
    const key = `${String(flip)} ${before} ${after}`;
    if (followed.has(key)) return false;
    followed.add(key);
    return true;
  }
}

function turned(change: RawChange): RawChange {
  const { request, response } = change.effects;
  return { ...change, effects: { request: flipped(request), response: flipped(response) } };
}

function textOf(value: Json | undefined): string {
  return value === undefined ? "" : stringifyJson(value);
}
