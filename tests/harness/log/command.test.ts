import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readLog } from "../../../harness/log/read.ts";
import { fold } from "../../../harness/report/fold.ts";
import type { Report } from "../../../harness/report/report.ts";
import { DOCUMENT, file, startPets, text } from "./language.ts";

const BIN = new URL("../../../bin/covenant.js", import.meta.url).pathname;

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command to its end in a folder of its own; `onStart` may end it before. */
async function covenant(
  args: readonly string[],
  onStart: (kill: () => void, hangUp: () => void) => void = () => undefined,
): Promise<Ended> {
  const cwd = file();
  mkdirSync(cwd);
  const child = spawn(process.execPath, [BIN, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"], timeout: 25_000 });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on("data", (data: Buffer) => out.push(data.toString()));
  child.stderr.on("data", (data: Buffer) => err.push(data.toString()));
  onStart(
    () => child.kill("SIGKILL"),
    () => child.stdout.destroy(),
  );
  const [status]: (number | null)[] = await once(child, "close");
  return { status: status ?? null, out: out.join(""), err: err.join("") };
}

/** Checks the pets, and tells what became of it and how many requests they got. */
async function check(...args: readonly string[]): Promise<Ended & { readonly received: number }> {
  const pets = await startPets();
  const ended = await covenant([
    "check",
    DOCUMENT,
    "--url",
    pets.url,
    "--seed",
    "1",
    "--max-requests",
    "60",
    "--quiet",
    ...args,
  ]);
  await pets.close();
  return { ...ended, received: pets.received() };
}

const reportOf = (log: string): Report => fold(readLog(log));
const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** Moments, in requests that the target has got, and a little later: another one each time. */
const KILLS = Array.from({ length: Number(process.env["KILLS"] ?? 8) }, (_, index) => 1 + ((index * 37) % 140));

/** What each unit of a log has sent, in order. */
function sentBy(log: string): ReadonlyMap<string, readonly string[]> {
  const exchanges = [...readLog(log)].filter((event) => event.type === "exchange");
  const units = Map.groupBy(exchanges, ({ unit }) => unit);
  return new Map(units.entries().map(([unit, events]) => [unit, events.map(({ request }) => JSON.stringify(request))]));
}

describe("a killed run", () => {
  it.each([
    [1, 1],
    [8, 1],
    [8, 2],
  ])(
    `lacks at most the events that were being written, at any of ${KILLS.length} moments, with %d in flight and %d threads (law 6)`,
    async (inFlight, threads) => {
      const run = async (onRequest: (count: number, kill: () => void) => void) => {
        const log = file();
        let kill = (): void => undefined;
        const pets = await startPets((count) => onRequest(count, kill));
        const args = ["check", DOCUMENT, "--url", pets.url, "--seed", "1", "--log", log, "--quiet"];
        const numbers = ["--concurrency", String(inFlight), "--threads", String(threads)];
        const { status } = await covenant([...args, ...numbers], (end) => {
          kill = end;
        });
        await pets.close();
        return { log, status, received: pets.received() };
      };
      const whole = sentBy((await run(() => undefined)).log);
      const killed = async (moment: number): Promise<number> => {
        const { log, status, received } = await run((count, kill) => {
          if (count === moment) setTimeout(kill, moment % 5);
        });
        expect(status).toBeNull();
        const report = reportOf(log);
        expect(report.outcome).toBe("unfinished");
        // Nothing is missing in the middle: what a unit has sent is the beginning of what it sends.
        for (const [unit, sent] of sentBy(log)) expect(sent).toEqual(whole.get(unit)?.slice(0, sent.length));
        // A unit sends one request at a time, and none before the last one is written.
        return received - report.totals.requests;
      };
      const lacking: number[] = [];
      for (let index = 0; index < KILLS.length; index += 4)
        lacking.push(...(await Promise.all(KILLS.slice(index, index + 4).map(killed))));
      expect(lacking.filter((missing) => missing < 0 || missing > inFlight)).toEqual([]);
    },
    300_000,
  );
});

describe("covenant check", () => {
  it("with a log that cannot be written sends nothing, and exits with 2", async () => {
    const { status, err, received } = await check("--log", `${file("")}/log.ndjson`);
    expect({ status, received }).toEqual({ status: 2, received: 0 });
    expect(err).toMatch(/^covenant: The event log .* cannot be written/);
  });
  it("with a report that cannot be written sends nothing, and exits with 2", async () => {
    const { status, received } = await check("--report", `html=${file("")}/report.html`);
    expect({ status, received }).toEqual({ status: 2, received: 0 });
  });
  it.each(["pdf=a.pdf", "html=-", "html", ""])("does not know --report %s", async (wanted) => {
    expect(await check("--report", wanted)).toMatchObject({ status: 2, received: 0 });
  });
  it("writes all its reports, and prints none but JSON where that is asked for", async () => {
    const [html, junit, sarif, har] = [file(), file(), file(), file()];
    const { status, out } = await check(
      "--report",
      `html=${html},junit=${junit},sarif=${sarif}`,
      "--report",
      `har=${har},json=-`,
    );
    const report: Report = JSON.parse(out);
    expect({ status, outcome: report.outcome }).toEqual({ status: 1, outcome: "violates" });
    expect([html, junit, sarif, har].map((name) => text(name).slice(0, 5))).toEqual([
      "<!doc",
      "<?xml",
      '{\n  "',
      '{"log',
    ]);
  });
  it.skipIf(!existsSync("/dev/full"))("on a full disk ends, tells it once and reports what there is", async () => {
    const { status, out } = await check("--log", "/dev/full");
    expect(status).toBe(130);
    expect(out.match(/ENOSPC/g)).toHaveLength(1);
  });
  it("whose reader goes away writes its files all the same", async () => {
    const [pets, json] = [await startPets(), file()];
    const args = [
      "check",
      DOCUMENT,
      "--url",
      pets.url,
      "--seed",
      "1",
      "--max-requests",
      "60",
      "--report",
      `json=${json}`,
    ];
    const { status } = await covenant(args, (_, hangUp) => hangUp());
    await pets.close();
    expect(status).toBe(1);
    const report: Report = JSON.parse(text(json));
    expect(report.outcome).toBe("violates");
  });
});

describe("covenant report and covenant merge", () => {
  it("give the report of the run again, and its exit status", async () => {
    const [log, first, again, merged] = [file(), file(), file(), file()];
    const run = await check("--log", log, "--report", `json=${first}`);
    const report = await covenant(["report", log, "--report", `json=${again}`]);
    const merge = await covenant(["merge", log, log, "--log", merged]);
    expect(text(again)).toBe(text(first));
    expect([run.status, report.status, merge.status]).toEqual([1, 1, 1]);
    expect([report.out, merge.out]).toEqual([run.out, run.out]);
    expect((await covenant(["report", merged])).out).toBe(run.out);
  });
  it("exit with 2 where there is no log", async () => {
    const runs = [
      ["report", file()],
      ["report", file("")],
      ["report", DOCUMENT],
      ["merge"],
      ["merge", file()],
      ["merge", DOCUMENT],
    ];
    const ended = await Promise.all(runs.map((args) => covenant(args)));
    expect(ended.map(({ status }) => status)).toEqual(runs.map(() => 2));
    expect(ended.every(({ err }) => err.startsWith("covenant: "))).toBe(true);
  });
});

describe("--baseline", () => {
  it("lets known findings pass, and fails expired and stale entries and new findings", async () => {
    const log = file();
    await check("--log", log);
    const ids = reportOf(log).findings.map(({ id }) => id);
    const entries = (expires: string, ...more: readonly string[]) =>
      file(JSON.stringify([...ids, ...more].map((id) => ({ id, owner: "Ada", reason: "a ticket", expires }))));
    const status = async (baseline: string): Promise<number | null> =>
      (await covenant(["report", log, "--baseline", baseline])).status;
    expect(ids.length).toBeGreaterThan(1);
    expect(
      await Promise.all(
        [entries(day(1)), entries(day(-2)), entries(day(1), "0123456789ab"), file("[]"), file("{}")].map(status),
      ),
    ).toEqual([0, 1, 1, 1, 2]);
  });
});
