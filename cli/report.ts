import { existsSync } from "node:fs";
import type { Event } from "../harness/log/events.ts";
import { LogError, readLog } from "../harness/log/read.ts";
import { newFold } from "../harness/report/fold.ts";
import type { Report } from "../harness/report/report.ts";
import { REPORT_OPTIONS, wantedReports, writeReports } from "./reports.ts";
import { onlyArgument, readArguments, UsageError, type ExitStatus } from "./usage.ts";

/** `covenant report`: a run's report again, from its log, whole or cut short; the exit status is the run's. */
export async function report(args: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, REPORT_OPTIONS);
  const file = onlyArgument(positionals, "one event log, as a run has written it");
  return writeReports(reportOf(file), file, wantedReports(values));
}

/** The report of a log; a file that is none is a UsageError. */
export function reportOf(file: string): Report {
  if (!existsSync(file))
    throw new UsageError(`Expected an event log, but "${file}" does not exist. Runs write theirs to .covenant/.`);
  const fold = newFold();
  let first: Event["type"] | undefined;
  try {
    for (const event of readLog(file)) {
      first ??= event.type;
      fold.add(event);
    }
  } catch (error) {
    if (error instanceof LogError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
  if (first !== "run")
    throw new UsageError(
      `Expected an event log, but ${file} ${first === undefined ? "holds no event: its run ended before it had begun" : "does not begin with a run"}.`,
    );
  return fold.report();
}
