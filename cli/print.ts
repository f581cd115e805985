import { terminalReport } from "../harness/report/terminal.ts";
import type { Report } from "../harness/report/report.ts";

/** The terminal report to standard output; colours only where a terminal shows them (NO_COLOR is heard). */
export function printReport(report: Report, noColor: boolean): void {
  const { stdout } = process;
  print(
    terminalReport(report, {
      color: !noColor && stdout.isTTY && stdout.hasColors(),
      width: stdout.isTTY ? stdout.columns : 120,
      command: "npx covenant",
    }),
  );
}

/** To standard output. A reader that has gone away (`covenant … | head`) is no fault of the run. */
export function print(text: string): void {
  forgiveClosedPipes();
  process.stdout.write(text);
}

let forgiving = false;

/** Without a listener a closed pipe would end the process before its report files are written. */
export function forgiveClosedPipes(): void {
  if (forgiving) return;
  forgiving = true;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}
