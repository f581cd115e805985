import type { Event, FindingEvent } from "../harness/log/events.ts";
import { openLog } from "../harness/log/write.ts";
import { newFold } from "../harness/report/fold.ts";
import type { Report } from "../harness/report/report.ts";
import { fileOf, storeFinding, type StoredFinding } from "./findings.ts";
import { forgiveClosedPipes } from "./print.ts";
import { UsageError } from "./usage.ts";

/** Takes a run's events (`onFailure`: something cannot be written, the run should end): into the log, into the fold of the report, each finding into a file of its own, and progress to standard error. */
export interface Sink {
  readonly file: string;
  readonly emit: (event: Event) => void;
  /** Takes an event that stands in the log already. */
  readonly see: (event: Event) => void;
  report(): Report;
  close(): void;
}

export function openSink(
  file: string,
  run: { readonly document: string; readonly target: string },
  quiet: boolean,
  onFailure: (reason: string) => void,
): Sink {
  forgiveClosedPipes();
  const opened = openLog(file, onFailure);
  if (opened.outcome === "unusable") throw new UsageError(opened.reason);
  const { log } = opened;
  const fold = newFold();
  const told = new Set<string>();
  let requests = 0;
  const tell = ({ id, stage, check, operation, received }: FindingEvent): void => {
    // Several threads may have met it.
    if (quiet || stage !== "met" || told.has(id)) return;
    told.add(id);
    console.error(`✗ ${check}  ${operation}  ${received}`);
  };
  const see = (event: Event): void => {
    fold.add(event);
    if (event.type === "finding" && event.mockFault === undefined) {
      store({ ...run, finding: event }, onFailure);
      tell(event);
    }
    if (event.type === "exchange") {
      requests += 1;
      if (!quiet && process.stderr.isTTY && requests % 50 === 0) process.stderr.write(`\r${requests} requests `);
    }
  };
  return {
    file,
    emit: (event) => {
      log.append(event);
      see(event);
    },
    see,
    report: () => fold.report(),
    close: () => {
      if (!quiet && process.stderr.isTTY) process.stderr.write("\r\x1b[K");
      log.close();
    },
  };
}

function store(stored: StoredFinding, onFailure: (reason: string) => void): void {
  try {
    storeFinding(stored);
  } catch (error) {
    onFailure(
      `${fileOf(stored.finding.id)} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
