import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mergeLogs } from "../harness/log/merge.ts";
import { LogError } from "../harness/log/read.ts";
import { reportOf } from "./report.ts";
import { REPORT_OPTIONS, wantedReports, writeReports } from "./reports.ts";
import { readArguments, UsageError, type ExitStatus } from "./usage.ts";

/** `covenant merge`: the logs of a run's shards as one log, and its reports; the exit status is that of the whole run. */
export async function merge(args: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, { ...REPORT_OPTIONS, log: { type: "string" } });
  const missing = positionals.find((file) => !existsSync(file));
  if (positionals.length === 0) throw new UsageError("Expected the event logs of a run's shards, but nothing came.");
  if (missing !== undefined) throw new UsageError(`Expected an event log, but "${missing}" does not exist.`);
  const wanted = wantedReports(values);
  const folder = mkdtempSync(join(tmpdir(), "covenant-"));
  try {
    const log = values.log ?? join(folder, "merged.ndjson");
    mergeInto(positionals, log);
    return writeReports(reportOf(log), log, wanted);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function mergeInto(logs: readonly string[], into: string): void {
  try {
    const merged = mergeLogs(logs, into);
    if (merged.outcome === "unmergeable") throw new UsageError(`These logs cannot be merged: ${merged.reason}.`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof LogError) throw new UsageError(error.message, { cause: error });
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The merged log ${into} cannot be written: ${reason}`, { cause: error });
  }
}
