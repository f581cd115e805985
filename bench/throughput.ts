/**
 * How many requests a second the command makes, in one thread and in two, beside bare undici that fires the same requests, on the endpoint with its
 * state in a file, on a bare node:http server with one fixed answer for each operation, and on Prism. Servers are processes of their own; runs
 * alternate, medians are told. Where wrk is there, it fires the same requests at the first two, over and over.
 *
 * usage: node bench/throughput.ts [rounds] [requests of a run] [endpoint | fixed | prism]
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ExchangeEvent } from "../harness/log/events.ts";
import { openHttpTarget } from "../harness/targets/http.ts";
import { startPrism } from "../harness/targets/prism.ts";
import type { Target } from "../harness/targets/target.ts";
import { readDocument } from "../model/index.ts";
import { exchangesIn, fire, recorded, type Recorded } from "./throughput/recorded.ts";
import { placeOf } from "./throughput/place.ts";
import { harness, type Run } from "./throughput/harness.ts";

const DOCUMENT = "spec/apigatewayv2.yaml";
const CONCURRENCIES = [8, 32] as const;
const THREADS = [1, 2] as const;
const [rounds = 9, requests = 40_000] = process.argv.slice(2, 4).map(Number);
const only = process.argv[4];
const folder = mkdtempSync(join(tmpdir(), "covenant-throughput-"));
const log = join(folder, "run.ndjson");

interface Server {
  readonly target: Target;
  stop(): Promise<void>;
}

async function child(script: string, ...args: readonly string[]): Promise<Server> {
  const process_: ChildProcess = spawn(process.execPath, [new URL(script, import.meta.url).pathname, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (process_.stdout === null) throw new Error("no standard output");
  const [url]: unknown[] = await once(createInterface(process_.stdout), "line");
  const opened = openHttpTarget(String(url));
  if (opened.outcome === "unusable") throw new Error(opened.reason);
  const { target } = opened;
  return {
    target,
    stop: async () => {
      await target.close();
      process_.kill();
      await once(process_, "exit");
    },
  };
}

async function prism(): Promise<Server> {
  const started = await startPrism(DOCUMENT);
  if (started.outcome === "unusable") throw new Error(started.reason);
  return { target: started.target, stop: () => started.target.close() };
}

let database = 0;
/** On a new database each time: the lists of a run are as long as those of any other. */
const endpoint = (): Promise<Server> => child("../endpoint/main.ts", "--db", join(folder, `${database++}.db`));

/** The first success of each operation, as the fixed server reads them. */
function answersOf(exchanges: readonly ExchangeEvent[]): string {
  const found = new Map<string, unknown>();
  for (const { request, response } of exchanges) {
    if (response === undefined || response.status >= 300 || typeof response.body !== "string") continue;
    const key = placeOf(request.method, request.target);
    const kept = response.headers.filter(([name]) => /^(?:content-type|location|x-)/i.test(name));
    if (!found.has(key))
      found.set(key, { status: response.status, headers: Object.fromEntries(kept), body: response.body });
  }
  return JSON.stringify([...found]);
}

/** The requests as a program for wrk. */
function wrkScript(all: readonly Recorded[]): string {
  const text = (value: string): string =>
    `"${Buffer.from(value).reduce((escaped, byte) => `${escaped}\\${String(byte).padStart(3, "0")}`, "")}"`;
  const lines = all.map(({ method, path, headers, body }) => {
    const pairs = headers.flatMap((name, index) =>
      index % 2 === 0 ? [`[${text(name)}]=${text(headers[index + 1] ?? "")}`] : [],
    );
    const content =
      body === null ? "nil" : text(typeof body === "string" ? body : Buffer.from(body).toString("latin1"));
    return `r[#r+1]=wrk.format(${text(method)},${text(path)},{${pairs.join(",")}},${content})`;
  });
  return `local r={}\nfunction init()\n${chunked(lines)}\nend\nlocal i=0\nfunction request() i=i%#r+1 return r[i] end\n`;
}

/** Lua allows so many constants in a function. */
function chunked(lines: readonly string[]): string {
  const parts = Array.from({ length: Math.ceil(lines.length / 500) }, (_, part) =>
    lines.slice(500 * part, 500 * part + 500),
  );
  return parts.map((part) => `(function() ${part.join("\n")} end)()`).join(";\n");
}

function wrk(url: string, all: readonly Recorded[], concurrency: number): number | undefined {
  const script = join(folder, "requests.lua");
  writeFileSync(script, wrkScript(all));
  const { stdout } = spawnSync("wrk", ["-t1", `-c${concurrency}`, "-d3s", "-s", script, url], { encoding: "utf8" });
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(stdout ?? "")?.[1];
  return rate === undefined ? undefined : Math.round(Number(rate));
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const histogram = (statuses: Iterable<number>): string =>
  [...Map.groupBy(statuses, (status) => status)]
    .toSorted(([a], [b]) => a - b)
    .map(([status, all]) => `${status}×${all.length}`)
    .join(" ");

const read = await readDocument(DOCUMENT);
if (read.outcome === "unusable") throw new Error("the document cannot be read");
const { model } = read;

async function on<T>(start: () => Promise<Server>, work: (target: Target) => T | Promise<T>): Promise<T> {
  const server = await start();
  try {
    return await work(server.target);
  } finally {
    await server.stop();
  }
}

async function compare(start: () => Promise<Server>, concurrency: number): Promise<Record<string, unknown>> {
  const command = (threads: number): Promise<Run> => {
    const numbers = { concurrency, threads, requests };
    // Of requests that Prism never answers only the command's own mock knows at once.
    return start === prism
      ? harness(DOCUMENT, undefined, numbers, log)
      : on(start, ({ baseUrl }) => harness(DOCUMENT, baseUrl, numbers, log));
  };
  await command(1);
  const exchanges = exchangesIn(log);
  const units = await recorded(model, exchanges);
  const bareOnce = (): ReturnType<typeof fire> => on(start, ({ baseUrl }) => fire(baseUrl, units, concurrency));
  const { statuses } = await bareOnce();
  const threads = start === prism ? [1] : THREADS;
  const seen: { readonly bare: number; readonly runs: readonly Run[] }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const bareFirst = round % 2 === 0 ? await bareOnce() : undefined;
    const runs: Run[] = [];
    for (const count of threads) runs.push(await command(count));
    const bare = bareFirst ?? (await bareOnce());
    seen.push({ bare: bare.rate, runs });
  }
  console.log(`answers to the harness: ${histogram(exchanges.map(({ response }) => response?.status ?? 0))}`);
  console.log(
    `answers to bare undici: ${[...statuses]
      .toSorted(([a], [b]) => a - b)
      .map(([status, times]) => `${status}×${times}`)
      .join(" ")}`,
  );
  return {
    undici: Math.round(median(seen.map(({ bare }) => bare))),
    ...Object.assign({}, ...threads.map((count, index) => figures(count, seen, index))),
    wrk: start === prism ? undefined : await on(start, ({ baseUrl }) => wrk(baseUrl, units.flat(), concurrency)),
  };
}

/** Medians of the runs in so many threads. */
function figures(
  threads: number,
  seen: readonly { readonly bare: number; readonly runs: readonly Run[] }[],
  index: number,
): Record<string, number> {
  const own = seen.map(({ bare, runs }) => ({ bare, ...(runs[index] ?? { rate: 0, start: 0 }) }));
  return {
    [`threads: ${threads}`]: Math.round(median(own.map(({ rate }) => rate))),
    [`ratio, ${threads}`]: Number(median(own.map(({ rate, bare }) => rate / bare)).toFixed(2)),
    [`start, ${threads}, ms`]: Math.round(median(own.map(({ start }) => start))),
  };
}

try {
  await on(endpoint, ({ baseUrl }) => harness(DOCUMENT, baseUrl, { concurrency: 8, threads: 1, requests: 4000 }, log));
  const answers = join(folder, "answers.json");
  writeFileSync(answers, answersOf(exchangesIn(log)));
  const servers = { endpoint, fixed: () => child("throughput/fixed.ts", answers), prism };
  const table: Record<string, Record<string, unknown>> = {};
  console.log(`requests a second, medians of ${rounds} rounds of ${requests} requests`);
  for (const [name, start] of Object.entries(servers)) {
    if (only !== undefined && only !== name) continue;
    for (const concurrency of CONCURRENCIES)
      table[`${name}, ${concurrency} in flight`] = await compare(start, concurrency);
    console.table(table);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
