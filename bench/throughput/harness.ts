import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, resolve } from "node:path";
import { exchangesIn } from "./recorded.ts";

const COMMAND = new URL("../../bin/covenant.js", import.meta.url).pathname;

export interface Run {
  /** Requests a second, from the first answer to the last. */
  readonly rate: number;
  /** Milliseconds until the first answer: starting, reading the document, what is built once. */
  readonly start: number;
}

/** The command itself: fuzz blocks without end until so many requests are sent, each drawn, encoded, judged, logged to a file and folded into a report. */
export async function harness(
  document: string,
  /** Of a server that runs; undefined: of a mock that the command starts. */
  url: string | undefined,
  given: { readonly concurrency: number; readonly threads: number; readonly requests: number },
  log: string,
): Promise<Run> {
  const numbers = {
    seed: 1,
    concurrency: given.concurrency,
    threads: given.threads,
    blocks: 1_000_000,
    "max-requests": given.requests,
  };
  const words = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const began = Date.now();
  const where = url === undefined ? ["--mock"] : ["--url", url];
  const command = [COMMAND, "check", resolve(document), ...where, "--phase", "fuzz", ...words, "--log", log];
  const child = spawn(process.execPath, [...command, "--quiet"], { cwd: dirname(log), stdio: "ignore" });
  await once(child, "exit");
  const answered = exchangesIn(log).map(({ at, ms }) => at + ms);
  const first = answered.reduce((one, other) => Math.min(one, other), Infinity);
  const last = answered.reduce((one, other) => Math.max(one, other), 0);
  return { rate: (answered.length - 1) / ((last - first) / 1000), start: first - began };
}
