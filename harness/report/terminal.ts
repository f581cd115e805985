import { styleText } from "node:util";
import { wrapped } from "../log/curl.ts";
import type { LoggedBody, LoggedResponse } from "../log/events.ts";
import type { BaselineEntry, FlakyFinding, NeverSeen, Open, Report, ReportedFinding } from "./report.ts";
import { line, listed, plural, visible } from "./visible.ts";

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the screen. */
  readonly width: number;
  /** How to call covenant again: `npx covenant`. */
  readonly command: string;
}

type Style = (format: "red" | "green" | "yellow" | "bold" | "dim", text: string) => string;

/** Longest text of a response that is shown, and longest command; the log has the rest. */
const SHOWN = 400;
const COMMAND = 4000;
/** Most lines of one section. */
const LINES = 8;

/** The report as people read it: each deviation with what came against what is documented, then what is not known, then the sums and the verdict. */
export function terminalReport(told: Report, { color, width, command }: TerminalOptions): string {
  const style: Style = (format, text) => (color ? styleText(format, text, { validateStream: false }) : text);
  const report = harmless(told);
  const fresh = report.findings.filter(({ known }) => known === undefined);
  const sections = [
    ...alike(fresh).map((findings, index, groups) =>
      findingLines(findings, `${index + 1}/${groups.length}`, { style, width, command }),
    ),
    baselineLines(report, style),
    section("Flaky: seen, but not again when the same was sent", report.flaky.map(flakyLine), style),
    mockLines(report, style),
    exampleLines(report, style),
    section(
      "Not decided: the document and the answers do not tell whether these were right",
      report.undecided.map(openLine),
      style,
    ),
    section("Stories not decided: they came to no answer that tells", report.undecidedStories.map(openLine), style),
    report.totals.requests === 0 ? [] : neverSeenLines(report.neverSeen, style),
    section("Notes", notesOf(report), style),
    summary(report, style),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** The same report with nothing in it that could move the cursor, begin a line or turn the direction of writing. */
function harmless(report: Report): Report {
  return JSON.parse(JSON.stringify(report), (_, value: unknown) =>
    typeof value === "string" ? visible(value.replaceAll(/[\t-\r]+/g, " ")) : value,
  );
}

/** Findings of one check at one place of the document, which many operations share: told once, with the first of them as the example. */
function alike(findings: readonly ReportedFinding[]): readonly (readonly [ReportedFinding, ...ReportedFinding[]])[] {
  const groups = Map.groupBy(findings, ({ check, pointer, documented }) =>
    JSON.stringify([check, pointer, documented]),
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  );
}

function findingLines(
  [finding, ...others]: readonly [ReportedFinding, ...ReportedFinding[]],
  number: string,
  { style, width, command }: { readonly style: Style; readonly width: number; readonly command: string },
): readonly string[] {
  const { check, operation, violation, response, seen, unit, shrinkRequests, sequence } = finding;
  const shrunk = shrinkRequests === undefined ? "" : `, made smaller in ${plural(shrinkRequests, "request")}`;
  const before = sequence.slice(0, -1).map((step) => step.operation);
  return [
    `${style("red", "✗")} ${style("dim", number)} ${style("bold", check)}  ${operation}`,
    row("received", style("red", line(finding.received, SHOWN))),
    row("documented", style("green", line(finding.documented, SHOWN))),
    row("document", `${finding.place}  ${style("dim", finding.pointer)}`),
    ...(violation === undefined ? [] : [row("broken", `${violation.name} at ${violation.at}; all else is valid`)]),
    ...(before.length === 0 ? [] : [row("after", listed(before, 8))]),
    row("request", commandLines(finding.curl, width).join(`\n${" ".repeat(INDENT + 2)}`)),
    row("response", "status" in response ? responseLine(response) : line(response.failure, SHOWN)),
    row("seen", `${plural(seen, "time")}, first in ${unit}${shrunk}`),
    ...(others.length === 0
      ? []
      : [
          row(
            "also",
            `${plural(others.length, "finding")} of the same at ${listed([...new Set(others.map((other) => other.operation))], 5)}`,
          ),
        ]),
    row("replay", style("bold", `${command} replay ${finding.id}`)),
  ];
}

const INDENT = 16;

function row(name: string, text: string): string {
  return `    ${name.padEnd(INDENT - 5)} ${text}`;
}

function commandLines(command: string, width: number): readonly string[] {
  if (command.length > COMMAND) return [`(${command.length} characters: the log has it, and so has replay)`];
  return wrapped(command, Math.max(60, width - INDENT - 4));
}

function responseLine({ status, headers, body }: LoggedResponse): string {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  return [String(status), type, short(body)].filter((part) => part !== "").join("  ");
}

function short(body: LoggedBody): string {
  return typeof body === "string" ? line(body, SHOWN) : `${Buffer.byteLength(body.base64, "base64")} bytes, no UTF-8`;
}

function section(title: string, lines: readonly string[], style: Style): readonly string[] {
  if (lines.length === 0) return [];
  const more =
    lines.length > LINES ? [style("dim", `  … and ${lines.length - LINES} more: see --report html=<file>`)] : [];
  return [style("bold", title), ...lines.slice(0, LINES).map((text) => `  ${text}`), ...more];
}

function baselineLines({ findings, baseline }: Report, style: Style): readonly string[] {
  const known = findings.flatMap((finding) =>
    finding.known === undefined ? [] : [{ ...finding, known: finding.known }],
  );
  const entry = ({ id, owner, reason, expires }: BaselineEntry): string =>
    `${id} of ${owner}, ${expires}: ${line(reason, SHOWN)}`;
  return [
    ...section(
      "Known findings, which the baseline excuses",
      known.map((finding) => `${finding.check}  ${finding.operation}  ${style("dim", entry(finding.known))}`),
      style,
    ),
    ...section(
      "✗ Expired entries of the baseline: mend the finding, or agree on a new day",
      (baseline?.expired ?? []).map(entry),
      style,
    ),
    ...section(
      "✗ Stale entries of the baseline: the finding is gone, take the entry out",
      (baseline?.stale ?? []).map(entry),
      style,
    ),
  ];
}

function flakyLine({ check, operation, received, documented, shown, tries, id }: FlakyFinding): string {
  return `${check}  ${operation}  ${line(received, 120)}, documented ${line(documented, 120)} (${shown} of ${plural(tries, "try", "tries")}, ${id})`;
}

function mockLines({ mockFaults, mockBreaks }: Report, style: Style): readonly string[] {
  const byClass = Map.groupBy(mockFaults, ({ mockFault }) => `${mockFault?.class}: ${mockFault?.explanation}`);
  const faults = [...byClass].map(
    ([explanation, found]) =>
      `${explanation} ${style("dim", `(${plural(found.length, "deviation")} in ${plural(new Set(found.map(({ operation }) => operation)).size, "operation")})`)}`,
  );
  const breaks = mockBreaks.map(
    ({ reason, times, request }) =>
      `no answer to ${plural(times, "request")}: ${line(reason, 160)} ${style("dim", `(${line(request, 100)})`)}`,
  );
  return section("The mock's own faults, neither the document's nor an API's", [...faults, ...breaks], style);
}

function exampleLines({ documentExamples }: Report, style: Style): readonly string[] {
  const lines = documentExamples.map(
    ({ operation, received, documented, mockFault }) =>
      `${operation}  ${line(received, 80)}, documented ${line(documented, 80)} ${style("dim", `(${line(mockFault?.explanation ?? "", 160)})`)}`,
  );
  return section("Examples of the document that contradict it, handed on by the mock", lines, style);
}

function openLine({ reason, times }: Open): string {
  return `${String(times).padStart(5)} × ${line(reason, SHOWN)}`;
}

/** One line for each status and reason, with the operations. */
function neverSeenLines(never: readonly NeverSeen[], style: Style): readonly string[] {
  const groups = Map.groupBy(never, ({ status, reason }) => `${status.padEnd(7)} ${line(reason, SHOWN)}`);
  const lines = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([text, rows]) =>
        `${text} ${style(
          "dim",
          `(${listed(
            rows.map(({ operation }) => operation),
            3,
          )})`,
        )}`,
    );
  return section("Documented statuses that no answer had", lines, style);
}

function notesOf({ diagnostics }: Report): readonly string[] {
  return diagnostics
    .filter(({ severity }) => severity !== "information")
    .map(
      ({ place, message, times }) =>
        `${place === undefined ? "" : `${place}: `}${line(message, SHOWN)}${times === undefined ? "" : ` (${plural(times, "time")})`}`,
    );
}

/** `4460 of 4460 pairs` */
function combined({ coverage }: Report): readonly string[] {
  const [first] = coverage;
  if (first === undefined) return [];
  const total = (count: "tuples" | "covered"): number => coverage.reduce((sum, row) => sum + row[count], 0);
  return [`${total("covered")} of ${total("tuples")} ${first.strength === 2 ? "pairs" : "triples"}`];
}

function summary(report: Report, style: Style): readonly string[] {
  const { outcome, reason, totals, target, document, seed, findings } = report;
  const known = findings.filter(({ known: entry }) => entry !== undefined).length;
  const sums = [
    `${totals.reached} of ${plural(totals.operations, "operation")} answered 2xx`,
    plural(totals.requests, "request"),
    ...combined(report),
    `${plural(totals.findings, "finding")}${known === 0 ? "" : `, ${known} known`}`,
    `${totals.undecided} undecided`,
    `${(totals.ms / 1000).toFixed(1)} s`,
    `seed ${seed}`,
  ].join(" · ");
  const verdict = {
    conforms: style("green", "✓ conforms"),
    violates: style("red", "✗ violates"),
    interrupted: style("yellow", "interrupted"),
    unreachable: style("red", "✗ unreachable"),
    unfinished: style("yellow", "unfinished: the log has no end"),
  }[outcome];
  return [sums, `${verdict}  ${target} against ${document}${reason === undefined ? "" : `: ${reason}`}`];
}
