import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { today } from "../harness/clock.ts";
import type { Event } from "../harness/log/events.ts";
import { readLog } from "../harness/log/read.ts";
import { writeWhole } from "../harness/log/write.ts";
import { readBaseline, withBaseline } from "../harness/report/baseline.ts";
import { harReport } from "../harness/report/har.ts";
import { htmlReport } from "../harness/report/html.ts";
import { jsonReport } from "../harness/report/json.ts";
import { junitReport } from "../harness/report/junit.ts";
import type { BaselineEntry, Report } from "../harness/report/report.ts";
import { sarifReport } from "../harness/report/sarif.ts";
import { print, printReport } from "./print.ts";
import { UsageError, type ExitStatus } from "./usage.ts";

export const REPORT_OPTIONS = {
  report: { type: "string", multiple: true, default: [] as string[] },
  baseline: { type: "string" },
  "no-color": { type: "boolean", default: false },
} as const;

/** Which reports are wanted, and what is known already; everything that can be wrong with that is found before a request is sent. */
export interface Wanted {
  readonly files: readonly { readonly format: Format; readonly file: string }[];
  readonly baseline: readonly BaselineEntry[] | undefined;
  readonly noColor: boolean;
}

type Format = "html" | "junit" | "sarif" | "har" | "json";

/** Each format in pieces, from the report or, where that does not hold enough, from the log. */
const formats: Readonly<Record<Format, (report: Report, events: () => Iterable<Event>) => Iterable<string>>> = {
  html: (report) => [htmlReport(report)],
  junit: (report) => [junitReport(report)],
  sarif: (report) => [sarifReport(report)],
  har: (_, events) => harReport(events()),
  json: (report) => [jsonReport(report)],
};

interface ReportFlags {
  readonly report: readonly string[];
  readonly baseline?: string | undefined;
  readonly "no-color": boolean;
}

/** Reads `--report html=a.html,json=-` and `--baseline`; a report that could not be written is a UsageError. */
export function wantedReports({ report, baseline, "no-color": noColor }: ReportFlags): Wanted {
  const files = report.flatMap((list) => list.split(/,(?=[a-z]+=)/)).map(wantedFile);
  for (const { file } of files) if (file !== "-") assertWritable(file);
  return { files, baseline: baseline === undefined ? undefined : entriesOf(baseline), noColor };
}

/** Writes every report that is wanted, the terminal's unless JSON takes its place. The exit status is the run's, in the light of the baseline. */
export function writeReports(folded: Report, log: string, { files, baseline, noColor }: Wanted): ExitStatus {
  const report = baseline === undefined ? folded : withBaseline(folded, baseline, today());
  if (files.some(({ file }) => file === "-")) print(jsonReport(report));
  else printReport(report, noColor);
  const faults = files.flatMap(({ format, file }) =>
    file === "-"
      ? []
      : writePieces(
          file,
          formats[format](report, () => readLog(log)),
        ),
  );
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
  return EXIT[report.outcome];
}

/** A run that was killed has the status of one that was interrupted. */
const EXIT = { conforms: 0, violates: 1, unreachable: 3, interrupted: 130, unfinished: 130 } as const;

function wantedFile(text: string): Wanted["files"][number] {
  const [, name = "", file = ""] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
  const format = Object.keys(formats).find((known): known is Format => known === name);
  if (format === undefined)
    throw new UsageError(
      `Expected ${Object.keys(formats).join("=<file>, ")}=<file> after --report, but "${text}" came.`,
    );
  if (file === "-" && format !== "json")
    throw new UsageError(`Only json goes to standard output: expected a file after ${format}=, but "-" came.`);
  return { format, file };
}

function assertWritable(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw new UsageError(`The report ${file} cannot be written: ${messageOf(error)}`, { cause: error });
  }
}

/** What went wrong: the other reports are written all the same. */
function writePieces(file: string, pieces: Iterable<string>): readonly string[] {
  try {
    const descriptor = openSync(file, "w");
    try {
      for (const piece of pieces) writeWhole(descriptor, piece);
    } finally {
      closeSync(descriptor);
    }
    return [];
  } catch (error) {
    return [`The report ${file} cannot be written: ${messageOf(error)}`];
  }
}

function entriesOf(file: string): readonly BaselineEntry[] {
  if (!existsSync(file)) throw new UsageError(`Expected a baseline, but "${file}" does not exist.`);
  const read = readBaseline(readFileSync(file, "utf8"));
  if (read.outcome === "unusable") throw new UsageError(`The baseline ${file} cannot be used: ${read.reason}.`);
  return read.entries;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
