import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Event, RunEvent } from "../../../harness/log/events.ts";
import { mergeLogs } from "../../../harness/log/merge.ts";
import { readLog } from "../../../harness/log/read.ts";
import { fold } from "../../../harness/report/fold.ts";
import { file, lines, realEvents, text } from "./language.ts";

let events: readonly Event[] = [];
beforeAll(async () => {
  events = await realEvents({ maxRequests: 60 });
});

/** The log, as text, of logs given as text. */
const merged = (...logs: readonly string[]): string => {
  const into = file();
  expect(mergeLogs(logs.map(file), into)).toMatchObject({ outcome: "merged" });
  return text(into);
};
const reason = (...logs: readonly string[]): string => {
  const outcome = mergeLogs(logs.map(file), file());
  return outcome.outcome === "unmergeable" ? outcome.reason : expect.unreachable();
};
const whole = (): string => lines(events);
const report = (log: string) => fold(readLog(file(log)));

const unitOf = (event: Event): string | undefined => ("unit" in event ? event.unit : undefined);
/** What the shard that has these units has logged, `end` left out if it was killed. */
const shard = (has: (unit: string) => boolean, killed = false): string =>
  lines(
    events.filter((event) => {
      const unit = unitOf(event);
      return unit === undefined ? !(killed && event.type === "end") : has(unit);
    }),
  );

/** Each unit in one or more of three shards. */
const shards = fc
  .func(fc.subarray([0, 1, 2], { minLength: 1 }))
  .map((places) => [0, 1, 2].map((index) => shard((unit) => places(unit).includes(index))));
/** Any logs of the run: some of its units, whole or cut short at any byte after the first line. */
const anyLog = fc.tuple(fc.func(fc.boolean()), fc.double({ min: 0, max: 1, noNaN: true })).map(([has, share]) => {
  const log = shard(has);
  const first = log.indexOf("\n") + 1;
  return log.slice(0, first + Math.ceil((log.length - first) * share));
});
const law = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void): void =>
  fc.assert(
    fc.property(arbitrary, (value) => {
      holds(value);
    }),
    { numRuns: 20 },
  );

const changed = (change: Partial<RunEvent>): string =>
  lines(events.map((event) => (event.type === "run" ? { ...event, ...change } : event)));
const configured = (change: RunEvent["config"]): string =>
  lines(events.map((event) => (event.type === "run" ? { ...event, config: { ...event.config, ...change } } : event)));

describe("merging logs (law 4)", () => {
  it("of all shards gives the log of the whole run", () =>
    law(shards, (logs) => expect(merged(...logs)).toBe(merged(whole()))));
  it("is commutative", () => law(fc.tuple(anyLog, anyLog), ([a, b]) => expect(merged(a, b)).toBe(merged(b, a))));
  it("is associative", () =>
    law(fc.tuple(anyLog, anyLog, anyLog), ([a, b, c]) => {
      expect(merged(merged(a, b), c)).toBe(merged(a, merged(b, c)));
      expect(merged(a, b, c)).toBe(merged(a, merged(b, c)));
    }));
  it("is idempotent", () =>
    law(anyLog, (a) => {
      expect(merged(a, a)).toBe(merged(a));
      expect(merged(merged(a))).toBe(merged(a));
    }));
  it("gives the report of the whole run", () =>
    law(shards, (logs) => expect(report(merged(...logs))).toEqual(report(whole()))));
  it("does not change a report: of one log it is the same log in another order", () =>
    law(anyLog, (a) => expect(report(merged(a))).toEqual(report(a))));
  it("may write over one of the logs", () => {
    const [a, b] = [file(whole()), file(whole())];
    mergeLogs([a, b], a);
    expect(text(a)).toBe(merged(whole()));
  });
});

describe("merging takes, of two copies of a unit,", () => {
  it("the one that came to its end", () => {
    const cut = lines(events.filter(({ type }) => type !== "unit" && type !== "end"));
    expect(report(merged(cut, whole())).totals.requests).toBe(report(whole()).totals.requests);
  });
  it("the longer, where none did", () => {
    const unit = events.find(({ type }) => type === "exchange");
    const longer = events.filter(
      (event) => event.type === "run" || (event.type === "exchange" && event.unit === (unit && unitOf(unit))),
    );
    expect(report(merged(lines(longer.slice(0, -1)), lines(longer))).totals.requests).toBe(longer.length - 1);
  });
});

describe("a merged run", () => {
  const ended = (outcome: "conforms" | "violates" | "interrupted" | "unreachable", reason?: string): string =>
    lines(
      events.map((event) =>
        event.type === "end" ? { ...event, outcome, ...(reason !== undefined && { reason }) } : event,
      ),
    );
  it("violates where one shard does", () =>
    expect(report(merged(ended("conforms"), ended("violates")))).toMatchObject({ outcome: "violates" }));
  it("is interrupted where one shard was", () =>
    expect(report(merged(ended("interrupted", "why"), ended("violates")))).toMatchObject({
      outcome: "interrupted",
      reason: "why",
    }));
  it("is unreachable where one target was", () =>
    expect(report(merged(ended("interrupted", "why"), ended("unreachable", "gone")))).toMatchObject({
      outcome: "unreachable",
      reason: "gone",
    }));
  it("is unfinished where one shard was killed", () =>
    expect(
      report(
        merged(
          shard(() => true, true),
          whole(),
        ),
      ).outcome,
    ).toBe("unfinished"));
  it("names the targets of all shards", () =>
    expect(report(merged(changed({ target: "http://b" }), changed({ target: "http://a" }))).target).toBe(
      "http://a, http://b",
    ));
  it("is whole when all its shards are there, and not before", () => {
    const of = (...shards: readonly (readonly [index: number, count: number])[]): boolean =>
      report(merged(...shards.map(([index, count]) => changed({ shard: { index, count } })))).whole;
    expect([of([1, 2]), of([1, 2], [1, 2]), of([1, 2], [2, 2]), of([1, 2], [1, 3], [2, 3])]).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });
  it("is whole with a run that was", () =>
    expect(report(merged(changed({ shard: { index: 1, count: 2 } }), whole())).whole).toBe(true));
  it("may have had another concurrency in each shard", () =>
    expect(merged(configured({ concurrency: 1 }), configured({ concurrency: 8 }))).toContain('"concurrency":[1,8]'));
});

describe("logs are not merged", () => {
  it("of different documents", () =>
    expect(reason(whole(), changed({ digest: "other" }))).toMatch(
      /expected the same document \(by its digest\), but .* and other came$/,
    ));
  it("of different seeds", () =>
    expect(reason(whole(), changed({ seed: 2 }))).toMatch(/expected the same seed, but 1 and 2 came$/));
  it("of different configurations", () =>
    expect(reason(whole(), configured({ blocks: 7 }))).toMatch(
      /expected the same blocks in the configuration, but 1 and 7 came$/,
    ));
  it("of a mock and an API", () => expect(reason(whole(), changed({ mock: true }))).toMatch(/mock/));
  it("that are none", () => expect(reason(whole(), "")).toMatch(/is no event log$/));
  it("if there is none", () =>
    expect(mergeLogs([], file())).toEqual({ outcome: "unmergeable", reason: "there is no log to merge" }));
});
