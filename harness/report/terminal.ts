import { styleText } from "node:util";
import type { LoggedBody, LoggedResponse } from "../log/events.ts";
import type { Report, ReportedFinding } from "./report.ts";

export interface TerminalOptions {
  readonly color: boolean;
  /** How to call covenant again: `npx covenant`. */
  readonly command: string;
}

/** Longest text of a response that is shown; the log has the rest. */
const SHOWN = 400;

/** The report as people read it: each deviation with what came against what is documented, then the sums. */
export function terminalReport(report: Report, { color, command }: TerminalOptions): string {
  const style: Style = (format, text) => (color ? styleText(format, text, { validateStream: false }) : text);
  return [
    ...report.findings.flatMap((finding) => [...findingLines(finding, style, command), ""]),
    ...mockFaultLines(report.mockFaults, style),
    ...undecidedLines(report, style),
    ...neverSeenLines(report, style),
    ...report.diagnostics
      .filter(({ severity }) => severity !== "information")
      .map(({ message }) => `${style("yellow", "note")}  ${message}`),
    summary(report, style),
    "",
  ].join("\n");
}

type Style = (format: "red" | "green" | "yellow" | "bold" | "dim", text: string) => string;

function findingLines(finding: ReportedFinding, style: Style, command: string): readonly string[] {
  const { request, response } = finding;
  const shrunk = finding.shrinkRequests === undefined ? "" : `, shrunk in ${plural(finding.shrinkRequests, "request")}`;
  return [
    `${style("red", "✗")} ${style("bold", finding.check)}  ${finding.operation}  ${style("dim", `${request.method} ${request.target}`)}`,
    row("received", style("red", finding.received)),
    row("documented", style("green", finding.documented)),
    row("", `${finding.place}  ${style("dim", finding.pointer)}`),
    ...(finding.violation === undefined
      ? []
      : [row("broken", `${finding.violation.name} at ${finding.violation.at}, all else valid`)]),
    row("response", "status" in response ? responseLine(response) : response.failure),
    row("seen", `${plural(finding.seen, "time")}, first in ${finding.unit}${shrunk}`),
    ...(finding.sequence.length > 1
      ? [
          row(
            "after",
            finding.sequence
              .slice(0, -1)
              .map(({ operation }) => operation)
              .join(", "),
          ),
        ]
      : []),
    row("request", finding.curl),
    row("replay", style("bold", `${command} replay ${finding.id}`)),
  ];
}

function row(name: string, text: string): string {
  return `    ${name.padEnd(11)} ${text}`;
}

function responseLine({ status, headers, body }: LoggedResponse): string {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  return [String(status), type, short(body)].filter((part) => part !== "").join("  ");
}

function short(body: LoggedBody): string {
  const text = typeof body === "string" ? body.replaceAll(/\s+/g, " ") : `${body.base64.length} characters of base64`;
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text;
}

function mockFaultLines(faults: readonly ReportedFinding[], style: Style): readonly string[] {
  const byClass = Map.groupBy(faults, ({ mockFault }) => `${mockFault?.class}: ${mockFault?.explanation}`);
  return [...byClass].map(
    ([explanation, found]) =>
      `${style("yellow", "mock")}  ${explanation} ${style("dim", `(${plural(found.length, "deviation")} in ${plural(new Set(found.map(({ operation }) => operation)).size, "operation")})`)}`,
  );
}

function undecidedLines({ undecided }: Report, style: Style): readonly string[] {
  return undecided
    .slice(0, 5)
    .map(({ reason, times }) => `${style("dim", "open")}  ${reason} ${style("dim", `(${plural(times, "time")})`)}`);
}

/** Documented successes and errors that no answer showed, one line for each set of operations that lack the same. */
function neverSeenLines({ statuses }: Report, style: Style): readonly string[] {
  const missing = Object.entries(statuses).flatMap(([operation, row]) => {
    const never = Object.entries(row).flatMap(([status, times]) => (times === 0 ? [status] : []));
    return never.length === 0 ? [] : [{ operation, never: never.join(", ") }];
  });
  const byStatuses = Map.groupBy(missing, ({ never }) => never);
  return [...byStatuses].map(
    ([never, rows]) =>
      `${style("dim", "never seen")}  ${never}: ${rows.length > 4 ? plural(rows.length, "operation") : rows.map(({ operation }) => operation).join(", ")}`,
  );
}

function summary({ outcome, reason, totals, target, seed }: Report, style: Style): string {
  const sums = [
    `${totals.reached} of ${plural(totals.operations, "operation")} answered 2xx`,
    plural(totals.requests, "request"),
    plural(totals.findings, "finding"),
    `${totals.undecided} undecided`,
    `${(totals.ms / 1000).toFixed(1)} s`,
    `seed ${seed}`,
  ].join(" · ");
  const verdict = {
    conforms: style("green", "✓ conforms"),
    violates: style("red", "✗ violates"),
    interrupted: style("yellow", "interrupted"),
    unreachable: style("red", "unreachable"),
    unfinished: style("yellow", "unfinished"),
  }[outcome];
  return `${verdict}  ${target}${reason === undefined ? "" : `: ${reason}`}\n${sums}`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
