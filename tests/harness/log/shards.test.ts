import { describe, expect, it } from "vitest";
import type { Event } from "../../../harness/log/events.ts";
import { mergeLogs } from "../../../harness/log/merge.ts";
import { readLog } from "../../../harness/log/read.ts";
import { fold } from "../../../harness/report/fold.ts";
import type { Report } from "../../../harness/report/report.ts";
import { file, lines, realEvents } from "./language.ts";

const WHOLE = { maxRequests: 100_000, blocks: 2, shrinkTime: 1 };

/** The log of a run that was divided into so many shards, each with another concurrency. */
const divided = async (count: number): Promise<readonly Event[]> => {
  const logs: string[] = [];
  for (let index = 1; index <= count; index += 1)
    logs.push(file(lines(await realEvents({ ...WHOLE, shard: { index, count }, concurrency: index }))));
  const into = file();
  expect(mergeLogs(logs, into).outcome).toBe("merged");
  return [...readLog(into)];
};

/** What was sent, by unit and in its order; requests that make a finding smaller depend on where it was met first. */
const sent = (events: readonly Event[]): ReadonlyMap<string, readonly string[]> => {
  const exchanges = events.filter((event) => event.type === "exchange" && !event.unit.startsWith("shrink/"));
  const byUnit = Map.groupBy(exchanges, (event) => ("unit" in event ? event.unit : ""));
  return new Map(
    [...byUnit].map(([unit, own]) => [unit, own.map((event) => JSON.stringify("request" in event && event.request))]),
  );
};
const told = ({ findings, statuses, neverSeen, undecided, whole }: Report) => ({
  findings: findings.map(({ id }) => id),
  never: neverSeen,
  statuses: Object.keys(statuses),
  undecided: undecided.map(({ reason }) => reason),
  whole,
});

describe("the union of a run's shards (law 4)", () => {
  it("is the single run: the same requests in the same units, the same findings", async () => {
    const single = await realEvents({ ...WHOLE, concurrency: 8 });
    const union = await divided(3);
    expect(sent(union)).toEqual(sent(single));
    expect(told(fold(union))).toEqual(told(fold(single)));
  });
});
