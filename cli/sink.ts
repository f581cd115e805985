import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Event, FindingEvent } from "../harness/log/events.ts";
import { openLog } from "../harness/log/log.ts";
import { newFold } from "../harness/report/fold.ts";
import type { Report } from "../harness/report/report.ts";

/** Where findings wait to be replayed. */
export const FINDINGS = ".covenant/findings";

/** What a stored finding needs to be sent again. */
export interface StoredFinding {
  readonly document: string;
  readonly target: string;
  readonly finding: FindingEvent;
}

/** Takes a run's events: into the log, into the fold of the report, each finding into a file of its own, and progress to standard error. */
export interface Sink {
  readonly file: string;
  emit(event: Event): void;
  report(): Report;
  close(): void;
}

export function openSink(
  file: string,
  run: { readonly document: string; readonly target: string },
  quiet: boolean,
): Sink {
  const log = openLog(file);
  const fold = newFold();
  let requests = 0;
  return {
    file,
    emit: (event) => {
      log.append(event);
      fold.add(event);
      if (event.type === "finding" && event.mockFault === undefined) {
        store({ ...run, finding: event });
        if (!quiet && event.stage === "met") console.error(`✗ ${event.check}  ${event.operation}  ${event.received}`);
      }
      if (event.type === "exchange") {
        requests += 1;
        if (!quiet && process.stderr.isTTY && requests % 50 === 0) process.stderr.write(`\r${requests} requests `);
      }
    },
    report: () => fold.report(),
    close: () => {
      if (!quiet && process.stderr.isTTY) process.stderr.write("\r\x1b[K");
      log.close();
    },
  };
}

function store(stored: StoredFinding): void {
  mkdirSync(FINDINGS, { recursive: true });
  writeFileSync(join(FINDINGS, `${stored.finding.id}.json`), `${JSON.stringify(stored, null, 2)}\n`);
}
