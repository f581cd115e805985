import type { Report } from "../../harness/report/report.ts";

/** What became of one document. */
export interface Tried {
  readonly document: string;
  /** `exit 0`, `out of time`, or the signal that ended it. */
  readonly end: string;
  readonly seconds: number;
  /** The last that it said on standard error. */
  readonly reason: string;
  /** None where it came to none. */
  readonly report: Report | undefined;
}

/** Markdown: the sums, a row for each document, and each finding. */
export function mockTable(tried: readonly Tried[]): string {
  const reports = tried.flatMap(({ report }) => report ?? []);
  const sum = (amount: (report: Report) => number): number => reports.reduce((so, each) => so + amount(each), 0);
  const ends = tally(tried.map(({ end }) => end));
  const findings = tried.flatMap(({ document, report }) =>
    (report?.findings ?? []).map(
      ({ check, operation, pointer, received, documented }) =>
        `| ${[document, check, operation, pointer, received, documented].map(cell).join(" | ")} |`,
    ),
  );
  return [
    "# Documents from the wild against the mock",
    "",
    "Written by `bench/mock.ts`, which says how to run it.",
    "",
    `- ${tried.length} documents: ${ends}.`,
    `- ${sum(({ totals }) => totals.requests)} requests to ${sum(({ totals }) => totals.operations)} operations.`,
    `- ${sum(({ findings: found }) => found.length)} findings; ${sum(({ mockFaults }) => mockFaults.length)} deviations told as the mock's own, ${sum(({ documentExamples }) => documentExamples.length)} as examples of the document that contradict it, and ${sum(({ mockBreaks }) => mockBreaks.reduce((so, { times }) => so + times, 0))} requests on which it broke.`,
    "",
    "`mock's own`: deviations by the check that they fail; `examples`: of the document, contradicting it, handed on by the mock; `broke`: requests that the mock died of, never answered or answered with a failure of its own.",
    "",
    "| document | operations | requests | findings | mock's own | examples | broke | end | seconds |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...tried.map(row),
    "",
    "## Findings",
    "",
    "| document | check | operation | place | received | documented |",
    "| --- | --- | --- | --- | --- | --- |",
    ...findings,
    "",
  ].join("\n");
}

function row({ document, end, seconds, reason, report }: Tried): string {
  const told = report === undefined ? `${end}: ${reason}` : end;
  const cells =
    report === undefined
      ? ["", "", "", "", "", ""]
      : [
          String(report.totals.operations),
          String(report.totals.requests),
          tally(report.findings.map(({ check }) => check)),
          tally(report.mockFaults.map(({ check }) => check)),
          String(report.documentExamples.length),
          String(report.mockBreaks.reduce((so, { times }) => so + times, 0)),
        ];
  return `| ${[document, ...cells, told, seconds.toFixed(1)].map(cell).join(" | ")} |`;
}

/** `2 a, 1 b` */
function tally(names: readonly string[]): string {
  return [...new Set(names)]
    .sort()
    .map((name) => `${names.filter((each) => each === name).length} ${name}`)
    .join(", ");
}

function cell(text: string): string {
  const line = text.replace(/\s+/g, " ").replaceAll("|", "\\|").replaceAll("<", "&lt;");
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
