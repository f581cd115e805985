/**
 * How much memory a long exploring run holds, log and report included, beside a bare node:http server that always says the same.
 * Told: resident memory after a tenth of the requests and at the end, as medians of samples, and the most that was seen.
 *
 * usage: node bench/memory.ts [requests]
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openLog } from "../harness/log/write.ts";
import { newFold } from "../harness/report/fold.ts";
import { run, runEvent, type RunOptions } from "../harness/run/run.ts";
import { openHttpTarget } from "../harness/targets/http.ts";
import { readDocument } from "../model/index.ts";

const [requests = 1_000_000] = process.argv.slice(2).map(Number);
const DOCUMENT = new URL("../tests/harness/log/pets.yaml", import.meta.url).pathname;

const BARE = `
  const body = JSON.stringify({ id: "a1", name: "Rex" });
  const server = require("node:http").createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(request.method === "POST" ? 201 : 200, { "content-type": "application/json" }).end(body));
  }).listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port));`;

const child = spawn(process.execPath, ["-e", BARE], { stdio: ["ignore", "pipe", "inherit"] });
const [url]: unknown[] = await once(createInterface(child.stdout), "line");
const read = await readDocument(DOCUMENT);
const opened = openHttpTarget(String(url));
const folder = mkdtempSync(join(tmpdir(), "covenant-memory-"));
const log = openLog(join(folder, "run.ndjson"), (reason) => console.error(reason));
if (read.outcome !== "read" || opened.outcome !== "opened" || log.outcome !== "opened") throw new Error("no bench");

const options: RunOptions = {
  seed: 1,
  concurrency: 8,
  maxRequests: requests,
  phases: ["examples", "coverage", "fuzz", "stateful"],
  blocks: Infinity,
  explores: true,
  includes: () => true,
  deadline: 10_000,
  shrinkTime: 10_000,
  signal: new AbortController().signal,
};
const fold = newFold();
const every = Math.max(1, Math.floor(requests / 200));
/** Resident memory in MB, at each two-hundredth of the run. */
const samples: number[] = [];
let exchanges = 0;
const emit = (event: Parameters<typeof fold.add>[0]): void => {
  log.log.append(event);
  fold.add(event);
  if (event.type === "exchange" && (exchanges += 1) % every === 0) samples.push(process.memoryUsage.rss() / 2 ** 20);
};
emit(runEvent(read.model, opened.target, options));
const began = performance.now();
await run(read.model, opened.target, options, emit);
const seconds = (performance.now() - began) / 1000;
await opened.target.close();
log.log.close();
child.kill();

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const [tenth, end] = [median(samples.slice(16, 24)), median(samples.slice(-8))];
console.log(`requests            ${exchanges} in ${seconds.toFixed(0)} s (${(exchanges / seconds).toFixed(0)}/s)`);
console.log(`event log           ${(statSync(log.log.file).size / 2 ** 20).toFixed(0)} MB`);
console.log(`resident at a tenth ${tenth.toFixed(0)} MB`);
console.log(`resident at the end ${end.toFixed(0)} MB (${((100 * end) / tenth - 100).toFixed(1)}%)`);
console.log(
  samples
    .filter((_, index) => index % 20 === 19)
    .map((value) => value.toFixed(0))
    .join(" "),
);
console.log(`most                ${Math.max(...samples).toFixed(0)} MB`);
console.log(`findings            ${fold.report().findings.length}`);
rmSync(folder, { recursive: true });
