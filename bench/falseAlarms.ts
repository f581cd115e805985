import { FEATURES, featureModel } from "../tests/harness/reference/documents.ts";
import { startReference } from "../tests/harness/reference/server.ts";
import { told, trial } from "../tests/harness/reference/trial.ts";

/**
 * Runs the harness against the conforming server of every feature document, and tells every finding: each is a false alarm.
 * Arguments: how many seeds (10), how many fuzz blocks for each operation (2), then names of documents (all).
 */
const [seeds = "10", blocks = "2", ...names] = process.argv.slice(2);
const totals = { requests: 0, undecided: 0, alarms: 0 };

for (const name of names.length > 0 ? names : FEATURES) {
  const model = await featureModel(name);
  const sum = { requests: 0, undecided: 0, alarms: new Map<string, string>() };
  const notes = new Set<string>();
  for (let seed = 1; seed <= Number(seeds); seed += 1) {
    const temperament = { formats: seed % 2 === 0, stateFirst: seed % 4 < 2 };
    const server = await startReference(model, { temperament, seed });
    const result = await trial(model, server.url, seed, { blocks: Number(blocks), maxRequests: 1e9 });
    await server.close();
    sum.requests += result.requests;
    sum.undecided += result.undecided;
    for (const finding of result.findings) sum.alarms.set(finding.id, `seed ${seed}: ${told(finding)}`);
    for (const { message } of result.warnings) notes.add(message);
  }
  console.log(`${name}: ${sum.requests} requests, ${sum.undecided} undecided, ${sum.alarms.size} false alarms`);
  for (const alarm of sum.alarms.values()) console.log(`  ${alarm}`);
  for (const note of notes) console.log(`  note: ${note}`);
  totals.requests += sum.requests;
  totals.undecided += sum.undecided;
  totals.alarms += sum.alarms.size;
}
console.log(`${totals.requests} requests, ${totals.undecided} undecided, ${totals.alarms} false alarms`);
process.exitCode = totals.alarms === 0 ? 0 : 1;
