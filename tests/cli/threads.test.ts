import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLog } from "../../harness/log/read.ts";
import type { Report } from "../../harness/report/report.ts";
import { sentBy } from "../harness/run/language.ts";
import { covenant, DOCUMENT, endpoint, folder, server, type Ended } from "./language.ts";

type Sent = ReturnType<typeof sentBy>;

interface Threaded extends Ended {
  readonly report: Report;
  readonly sent: Sent;
  readonly stored: readonly string[];
}

const SOME = ["getApis", "deleteRoute", "updateRouteResponse"].flatMap((id) => ["--include", id]);

async function check(url: string, threads: number, ...args: readonly string[]): Promise<Threaded> {
  const cwd = folder();
  const given = ["--url", url, "--threads", String(threads), "--log", "a.ndjson", "--report", "json=a.json", ...args];
  const ended = await covenant(cwd, ["check", DOCUMENT, "--seed", "7", ...given]);
  const exchanges = [...readLog(join(cwd, "a.ndjson"))].filter((event) => event.type === "exchange");
  const report: Report = JSON.parse(readFileSync(join(cwd, "a.json"), "utf8"));
  const stored = ended.files.includes(".covenant") ? readdirSync(join(cwd, ".covenant/findings")) : [];
  return { ...ended, report, sent: sentBy({ exchanges }), stored };
}

describe("a run in several threads", () => {
  it("sends the same bytes in the same units as in one (law 3), and reports the same", async () => {
    const one = await check(await endpoint(), 1, ...SOME);
    const three = await check(await endpoint(), 3, ...SOME);
    expect(one.sent.size).toBeGreaterThan(10);
    expect(three.sent).toEqual(one.sent);
    const told = ({ report }: Threaded): unknown =>
      JSON.parse(
        JSON.stringify(report, (name, value: unknown) => (["ms", "target"].includes(name) ? undefined : value)),
      );
    expect(told(three)).toEqual(told(one));
    expect([one.status, three.status]).toEqual([0, 0]);
  });

  it("tells and keeps a finding once, whoever has met it", async () => {
    const { status, err, report, stored } = await check(await endpoint("no-request-id"), 2, ...SOME, "--phase", "fuzz");
    const ids = report.findings.map(({ id }) => id);
    expect(status).toBe(1);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);
    expect(err.match(/^✗/gm)).toHaveLength(ids.length);
    expect(stored).toHaveLength(ids.length);
  });

  it("sends no more than it may, all together", async () => {
    const { report } = await check(await endpoint(), 3, "--max-requests", "100");
    expect(report.totals.requests).toBe(100);
  });

  it("of a target that refuses connections ends with 3", async () => {
    const { status, report } = await check("http://127.0.0.1:1", 2);
    expect([status, report.outcome]).toEqual([3, "unreachable"]);
  });

  it("that gets SIGINT ends in all of them: 130, and its report is written", async () => {
    let interrupt = (): void => undefined;
    const url = await server((_, response) => {
      interrupt();
      setTimeout(() => response.writeHead(500).end(), 20);
    });
    const cwd = folder();
    const args = ["check", DOCUMENT, "--url", url, "--threads", "2", "--report", "json=a.json"];
    const { status } = await covenant(cwd, args, (signal) => {
      interrupt = () => {
        interrupt = () => undefined;
        signal("SIGINT");
      };
    });
    const report: Report = JSON.parse(readFileSync(join(cwd, "a.json"), "utf8"));
    expect([status, report.outcome]).toEqual([130, "interrupted"]);
    expect(report.totals.requests).toBeGreaterThan(0);
  });
});

describe("--threads", () => {
  it.each([
    [["--threads", "0"], /whole number from 1 to 64 after --threads, but "0"/],
    [["--threads", "9"], /at most --concurrency 8 threads, but 9/],
  ])("%s is refused", async (args, message) => {
    const { status, err } = await covenant(folder(), ["check", DOCUMENT, "--url", "http://127.0.0.1:1", ...args]);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });

  it("is refused with the mock", async () => {
    const { status, err } = await covenant(folder(), ["check", DOCUMENT, "--mock", "--threads", "2"]);
    expect([status, err]).toEqual([2, "covenant: Expected --threads with --url: the mock has one thread itself.\n"]);
  });
});
