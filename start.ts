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

function sideBySide(endpoint: Report, mock: Report): string {
  const row = (name: string, left: string | number, right: string | number): string =>
    `${name.padEnd(28)}${String(left).padEnd(44)}${right}`;
  const statuses = ({ statuses }: Report, operation: string): string =>
    Object.entries(statuses[operation] ?? {})
      .filter(([, times]) => times > 0)
      .map(([status, times]) => `${status}×${times}`)
      .join(" ");
  return [
    row("", "endpoint", "Prism mock"),
    row("target", endpoint.target, mock.target),
    row("outcome", endpoint.outcome, mock.outcome),
    row(
      "operations answering 2xx",
      `${endpoint.totals.reached} of ${endpoint.totals.operations}`,
      `${mock.totals.reached} of ${mock.totals.operations}`,
    ),
    row("requests", endpoint.totals.requests, mock.totals.requests),
    row("findings", endpoint.totals.findings, mock.totals.findings),
    row("undecided", endpoint.totals.undecided, mock.totals.undecided),
    row("faults of the mock itself", "", mock.mockFaults.length),
    row("seconds", (endpoint.totals.ms / 1000).toFixed(1), (mock.totals.ms / 1000).toFixed(1)),
    "",
    ...Object.keys(endpoint.statuses).map((operation) =>
      row(operation, statuses(endpoint, operation), statuses(mock, operation)),
    ),
  ].join("\n");
}

function reported({ status, output }: Ended): Report {
  if (output.trim() === "") throw new Error(`covenant check ended with status ${status} and printed no report.`);
  return JSON.parse(output) as Report;
}

const fresh = await covenant("generate", "--check");
process.stdout.write(fresh.output);
const endpoint = await startEndpoint();
const [real, mock] = await Promise.all([
  covenant("check", DOCUMENT, "--url", endpoint.url, "--seed", SEED, "--quiet", "--report", "json=-"),
  covenant("check", DOCUMENT, "--mock", "--seed", SEED, "--quiet", "--report", "json=-"),
]);
endpoint.stop();
console.log(sideBySide(reported(real), reported(mock)));
for (const { id, check, operation, received } of [...reported(real).findings, ...reported(mock).findings]) {
  console.log(`✗ ${check}  ${operation}  ${received}  (npx covenant replay ${id})`);
}
process.exitCode = Math.max(fresh.status, real.status, mock.status);
