import { writeFileSync } from "node:fs";
import { featureModel } from "../tests/harness/reference/documents.ts";
import { hunt, sizeOf, type Hunt } from "../tests/harness/kill/hunt.ts";
import { SURVIVORS } from "../tests/harness/kill/survivors.ts";
import { families } from "../tests/harness/kill/mutants.ts";

/**
 * Hunts every mutant and writes the kill table to `tests/harness/kill/KILLS.md`.
 * An argument: only mutants whose name or feature holds it, told on standard output; nothing is written.
 */
const [wanted] = process.argv.slice(2);
const SEED = 1;
const all = Object.entries(await families()).map(([title, mutants]) => ({
  title,
  mutants: mutants.filter(({ name, feature }) => wanted === undefined || `${feature}: ${name}`.includes(wanted)),
}));

const hunts: { title: string; hunts: Hunt[] }[] = [];
for (const { title, mutants } of all) {
  const done: Hunt[] = [];
  for (const mutant of mutants) {
    const result = await hunt(await featureModel(mutant.feature), mutant, SEED);
    if (!result.found) console.error(`survived: ${mutant.feature}: ${mutant.name} (${result.checks.join(", ")})`);
    if (wanted !== undefined) console.log(row(result));
    done.push(result);
  }
  hunts.push({ title, hunts: done });
}

function row({ mutant, found, checks, requests, finding }: Hunt): string {
  const others = checks.filter((check) => check !== mutant.check);
  const also = others.length === 0 ? "" : ` (also ${others.join(", ")})`;
  const name = mutant.name.replaceAll("|", "\\|");
  const outcome = found ? "yes" : "**no**";
  const size = finding === undefined ? "" : sizeOf(finding);
  return `| ${mutant.feature} | ${name} | ${mutant.check}${also} | ${outcome} | ${requests} | ${size} |`;
}

function table({ title, hunts }: { title: string; hunts: readonly Hunt[] }): string {
  const killed = hunts.filter(({ found }) => found).length;
  const head = "| document | fault | check | found | requests | size |\n| --- | --- | --- | --- | --- | --- |";
  return `## ${title}: ${killed} of ${hunts.length}\n\n${head}\n${hunts.map(row).join("\n")}\n`;
}

const total = hunts.flatMap(({ hunts }) => hunts);
const killed = total.filter(({ found }) => found);
const survivors = total.filter(({ found }) => !found);
const share = ((100 * killed.length) / total.length).toFixed(1);
console.log(`${killed.length} of ${total.length} killed (${share}%)`);

if (wanted === undefined) {
  const median = killed.map(({ requests }) => requests).toSorted((a, b) => a - b)[Math.floor(killed.length / 2)] ?? 0;
  const argued = survivors.map(
    ({ mutant: { feature, name } }) =>
      `- ${feature}: ${name}. ${SURVIVORS[`${feature}: ${name}`] ?? "Not argued yet"}.`,
  );
  const text = `# Kills

Written by \`node bench/kills.ts\`; seed ${SEED}. Each row is a server that does what a feature document says but for one fault, and the check that must find it;
\`requests\` counts all that were sent until it did, \`size\` the characters of target and body of the request that shows it, shrunk.

${killed.length} of ${total.length} killed (${share}%), half of them within ${median} requests.

## What is not mutated

- Formats and content encodings: annotations, which a server may enforce or not (law 1).
- The id of a resource made lax: nothing was ever made under a forbidden id, so the answer is a refusal all the same.
- Paths made strict: a 400 there may speak of what is not there as well as of its form; the verdict is undecided by design.
- Members that the document does not speak of, refused below the top of a JSON body: they are sent at the top only.
- The type of a text, list or object in a parameter or form: any text is one. A list's \`minItems: 1\` there: an empty list leaves no trace.

## Survivors

${argued.length === 0 ? "None." : argued.join("\n")}

${hunts.map(table).join("\n")}`;
  writeFileSync(new URL("../tests/harness/kill/KILLS.md", import.meta.url), text);
}
