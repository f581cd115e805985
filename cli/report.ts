import { existsSync, writeFileSync } from "node:fs";
import { readLog } from "../harness/log/log.ts";
import { fold } from "../harness/report/fold.ts";
import { terminalReport } from "../harness/report/terminal.ts";
import type { Event } from "../harness/log/events.ts";
import type { Report } from "../harness/report/report.ts";
import { onlyArgument, readArguments, UsageError, type ExitStatus } from "./usage.ts";

export const REPORT_OPTIONS = {
  report: { type: "string", multiple: true, default: [] as string[] },
  "no-color": { type: "boolean", default: false },
} as const;

/** `covenant report`: a run's report again, from its log, whole or cut short. */
export async function report(args: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, REPORT_OPTIONS);
  const file = onlyArgument(positionals, "one event log, as a run has written it");
  writeReports(fold(eventsOf(file)), jsonFile(values.report), values["no-color"]);
  return 0;
}

export function eventsOf(file: string): readonly Event[] {
  if (!existsSync(file))
    throw new UsageError(`Expected an event log, but "${file}" does not exist. Runs write theirs to .covenant/.`);
  try {
    return readLog(file);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Where `--report json=<file>` wants the report; `-` is standard output. */
export function jsonFile(reports: readonly string[]): string | undefined {
  const wrong = reports.find((wanted) => !/^json=./.test(wanted));
  if (wrong !== undefined) throw new UsageError(`Expected json=<file> after --report, but "${wrong}" came.`);
  return reports.at(-1)?.slice("json=".length);
}

export function writeReports(folded: Report, json: string | undefined, noColor: boolean): void {
  const text = `${JSON.stringify(folded, null, 2)}\n`;
  if (json === "-") process.stdout.write(text);
  else
    process.stdout.write(
      terminalReport(folded, {
        color: !noColor && process.stdout.isTTY && process.stdout.hasColors(),
        command: "npx covenant",
      }),
    );
  if (json !== undefined && json !== "-") writeFileSync(json, text);
}
