import { FEATURES, featureModel } from "../tests/harness/reference/documents.ts";
import { startReference } from "../tests/harness/reference/server.ts";
import { told, trial } from "../tests/harness/reference/trial.ts";

/**
 * Runs the harness against the conforming server of every feature document, and tells every finding: each is a false alarm.
 * The table goes to standard output: node bench/falseAlarms.ts > bench/falseAlarms.md
 * Arguments: how many seeds (10), how many fuzz blocks for each operation (5), then names of documents (all).
 */
const [seeds = "10", blocks = "5", ...names] = process.argv.slice(2);

interface Row {
  readonly name: string;
  readonly requests: number;
  readonly undecided: number;
  readonly alarms: readonly string[];
}

async function tried(name: string): Promise<Row> {
  const model = await featureModel(name);
  const alarms = new Map<string, string>();
  let [requests, undecided] = [0, 0];
  for (let seed = 1; seed <= Number(seeds); seed += 1) {
    const temperament = { formats: seed % 2 === 0, stateFirst: seed % 4 < 2 };
    const server = await startReference(model, { temperament, seed });
    const result = await trial(model, server.url, seed, { blocks: Number(blocks), maxRequests: 1e9 });
    await server.close();
    requests += result.requests;
    undecided += result.undecided;
    for (const finding of result.findings) alarms.set(finding.id, `${name}, seed ${seed}: ${told(finding)}`);
  }
  return { name, requests, undecided, alarms: [...alarms.values()] };
}

const rows: Row[] = [];
for (const name of names.length > 0 ? names : FEATURES) {
  const row = await tried(name);
  rows.push(row);
  console.error(`${name}: ${row.requests} requests, ${row.undecided} undecided, ${row.alarms.length} false alarms`);
}
const total = (of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
const alarms = rows.flatMap((row) => row.alarms);
console.log(`# False alarms

Told by \`node bench/falseAlarms.ts ${seeds} ${blocks}\`: ${seeds} seeds, ${blocks} fuzz blocks for each operation, against the conforming server of every feature document. The servers differ by
seed in what conforming servers may differ in: whether formats are asserted, and whether a resource is looked for before the form of the request is. An undecided
verdict blames nobody.

| document | requests | undecided | false alarms |
| --- | ---: | ---: | ---: |
${rows.map((row) => `| ${row.name} | ${row.requests} | ${row.undecided} | ${row.alarms.length} |`).join("\n")}
| all ${rows.length} | ${total((row) => row.requests)} | ${total((row) => row.undecided)} | ${alarms.length} |
${alarms.map((alarm) => `\n- ${alarm}`).join("")}`);
process.exitCode = alarms.length === 0 ? 0 : 1;
