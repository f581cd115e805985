/**
 * The main job on the first document, as a newcomer sees it: the generated code is fresh, then the endpoint and a Prism mock are both checked against the
 * document, side by side. Only the commands are used, as anyone would use them.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Report } from "./harness/report/report.ts";

const DOCUMENT = "spec/apigatewayv2.yaml";
const SEED = process.argv[2] ?? "42";

interface Ended {
  readonly status: number;
  readonly output: string;
}

function node(args: readonly string[], stderr: "inherit" | "ignore" = "inherit"): ChildProcess {
  return spawn(process.execPath, [...args], { stdio: ["ignore", "pipe", stderr] });
}

async function covenant(...args: readonly string[]): Promise<Ended> {
  const child = node(["bin/covenant.js", ...args]);
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const status = await new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? 1)));
  return { status, output };
}

async function startEndpoint(): Promise<{ readonly url: string; stop(): void }> {
  const child = node(["endpoint/main.ts", "--port", "0"]);
  if (child.stdout === null) throw new Error("The endpoint has no standard output.");
  for await (const url of createInterface({ input: child.stdout })) return { url, stop: () => child.kill("SIGTERM") };
  throw new Error("The endpoint ended before it printed its base URL.");
}

/** Rows of name, endpoint and mock, in columns as wide as they need. */
function table(rows: readonly (readonly [name: string, endpoint: string, mock: string])[]): string {
  const width = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length)) + 3;
  const [name, endpoint] = [width(0), width(1)];
  return rows.map((row) => `${row[0].padEnd(name)}${row[1].padEnd(endpoint)}${row[2]}`.trimEnd()).join("\n");
}

/** The statuses that an operation has answered with. */
function seen({ statuses }: Report, operation: string): string {
  return Object.entries(statuses[operation] ?? {})
    .filter(([, times]) => times > 0)
    .map(([status]) => status)
    .join(" ");
}

function sideBySide(endpoint: Report, mock: Report): string {
  const row = (name: string, of: (report: Report) => string | number): readonly [string, string, string] => [
    name,
    String(of(endpoint)),
    String(of(mock)),
  ];
  return table([
    ["", "endpoint", "Prism mock"],
    row("outcome", ({ outcome }) => outcome),
    row("operations answering 2xx", ({ totals }) => `${totals.reached} of ${totals.operations}`),
    row("requests", ({ totals }) => totals.requests),
    row("findings", ({ totals }) => totals.findings),
    row("undecided", ({ totals }) => totals.undecided),
    ["faults of the mock itself", "", String(mock.mockFaults.length)],
    row("seconds", ({ totals }) => (totals.ms / 1000).toFixed(1)),
    ["", "", ""],
    ["statuses seen", "", ""],
    ...Object.keys(endpoint.statuses).map((operation) => row(`  ${operation}`, (report) => seen(report, operation))),
  ]);
}

function reported({ status, output }: Ended): Report {
  if (output.trim() === "") throw new Error(`covenant check ended with status ${status} and printed no report.`);
  const report: Report = JSON.parse(output);
  return report;
}

const fresh = await covenant("generate", "--check");
process.stdout.write(fresh.output);
console.log("Checking the endpoint and a Prism mock of the document, some thousand requests each: about a minute.");
const endpoint = await startEndpoint();
const [real, mock] = await Promise.all([
  covenant("check", DOCUMENT, "--url", endpoint.url, "--seed", SEED, "--quiet", "--report", "json=-"),
  covenant("check", DOCUMENT, "--mock", "--seed", SEED, "--quiet", "--report", "json=-"),
]);
endpoint.stop();
console.log(`\n${sideBySide(reported(real), reported(mock))}\n`);
for (const { id, check, operation, received } of [...reported(real).findings, ...reported(mock).findings]) {
  console.log(`✗ ${check}  ${operation}  ${received}  (npx covenant replay ${id})`);
}
console.log('Next: README.md, from "A failure" on. It breaks the endpoint on purpose, and finds out.');
process.exitCode = Math.max(fresh.status, real.status, mock.status);
