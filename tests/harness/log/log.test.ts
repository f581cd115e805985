import * as fc from "fast-check";
import { existsSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Event } from "../../../harness/log/events.ts";
import { LogError, readLog } from "../../../harness/log/read.ts";
import { openLog, type EventLog } from "../../../harness/log/write.ts";
import { fold } from "../../../harness/report/fold.ts";
import { file, lines, realEvents, text } from "./language.ts";

let events: readonly Event[] = [];
beforeAll(async () => {
  events = await realEvents();
});

const opened = (name: string, onFailure: (reason: string) => void): EventLog => {
  const outcome = openLog(name, onFailure);
  if (outcome.outcome === "unusable") throw new Error(outcome.reason);
  return outcome.log;
};
const written = (...given: readonly Event[]): string => {
  const log = opened(file(), () => expect.unreachable());
  for (const event of given) log.append(event);
  log.close();
  return log.file;
};
const read = (content: string | Uint8Array): readonly Event[] => [...readLog(file(content))];
/** What of a log's bytes are whole lines, read by other means. */
const wholeLines = (bytes: Buffer): readonly Event[] =>
  events.slice(0, bytes.toString("latin1").split("\n").length - 1);

describe("a log", () => {
  it("is read as it was written", () => expect([...readLog(written(...events))]).toEqual(events));
  it("of a run has the run first and its end last", () =>
    expect([events[0]?.type, events.at(-1)?.type]).toEqual(["run", "end"]));
  it("may have lines longer than what is read at once", () => {
    const long: Event = { type: "diagnostic", severity: "warning", pointer: "#", message: "é".repeat(300_000) };
    expect(read(lines([...events, long, ...events, long]))).toEqual([...events, long, ...events, long]);
  });

  it("cut anywhere gives the report of its whole lines (law 6)", () => {
    const bytes = Buffer.from(lines(events));
    fc.assert(
      fc.property(fc.nat(bytes.length), (length) => {
        const cut = bytes.subarray(0, length);
        const whole = wholeLines(cut);
        // A line that lacks nothing but its end is whole as well.
        const full = bytes[length] === 0x0a ? events.slice(0, whole.length + 1) : whole;
        expect(fold(read(cut))).toEqual(fold(full));
      }),
    );
  });
  it("cut off before its last line's end loses nothing", () => expect(read(lines(events).trimEnd())).toEqual(events));
  it("torn in the middle is told, with the line", () =>
    expect(() => read(`${lines(events.slice(0, 2))}{"type":"exch\n${lines(events.slice(2))}`)).toThrow(
      /^Expected one event a line, but line 3 of .* is none: was it edited\?$/,
    ));
  it("that is no log at all is told", () => expect(() => read("# Pets\n\nA document.\n")).toThrow(LogError));
  it("may be empty", () => expect(read("")).toEqual([]));
});

describe("writing a log", () => {
  it("replaces an earlier one: one log, one run", () => {
    const name = file(lines(events));
    opened(name, () => expect.unreachable()).close();
    expect(text(name)).toBe("");
  });
  it("replaces nothing but a log", () => {
    const name = file("openapi: 3.1.0\n");
    expect(openLog(name, () => expect.unreachable())).toMatchObject({ outcome: "unusable" });
    expect(text(name)).toBe("openapi: 3.1.0\n");
  });
  it("where no folder can be made is told before anything is sent", () => {
    const opened = openLog(`${file("")}/log.ndjson`, () => expect.unreachable());
    expect(opened.outcome === "unusable" && opened.reason).toMatch(/^The event log .* cannot be written: /);
  });
  it.skipIf(!existsSync("/dev/full"))("on a full disk is told once, and no more is written", () => {
    const told: string[] = [];
    const log = opened("/dev/full", (reason) => told.push(reason));
    for (const event of events.slice(0, 3)) log.append(event);
    log.close();
    expect(told).toEqual([expect.stringMatching(/^the event log \/dev\/full cannot be written any more: ENOSPC/)]);
  });
});
