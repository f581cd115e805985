import { timestamp } from "../harness/clock.ts";
import type { Credentials } from "../harness/credentials/credentials.ts";
import type { EndEvent } from "../harness/log/events.ts";
import { freshSeed } from "../harness/random.ts";
import { listed } from "../harness/report/visible.ts";
import { run, runEvent } from "../harness/run/run.ts";
import { prepare, type Prepared, type RunFlags, type RunManner } from "./prepare.ts";
import { wantedReports, writeReports, type Wanted } from "./reports.ts";
import { openSink, type Sink } from "./sink.ts";
import { runInThreads } from "./threads.ts";
import { diagnosticText, UsageError, wholeNumber, type ExitStatus } from "./usage.ts";

/** Reads the document, opens the target, runs, writes the reports. The exit status is the run's. */
export async function runAgainst(document: string, given: RunFlags, manner: RunManner): Promise<ExitStatus> {
  if (given.mock === (given.url !== undefined))
    throw new UsageError("Expected either --url <base-url> or --mock, and just one of them.");
  const wanted = wantedReports(given);
  const flags = { ...given, seed: given.seed ?? String(freshSeed()) };
  const threads = threadsOf(flags);
  const asked = { document, flags, manner };
  const stop = interruption();
  const prepared = await prepare(asked, stop.signal);
  try {
    const work = (file: string, sink: Sink): Promise<EndEvent> =>
      threads === 1
        ? run(prepared.model, prepared.target, prepared.options, sink.emit)
        : runInThreads(asked, threads, file, sink, stop.signal);
    return await logged(prepared, flags, stop, work, wanted);
  } finally {
    await prepared.target.close();
  }
}

async function logged(
  { model, target, options }: Prepared,
  flags: RunFlags,
  stop: AbortController,
  work: (file: string, sink: Sink) => Promise<EndEvent>,
  wanted: Wanted,
): Promise<ExitStatus> {
  const notes = authNotes(flags, options.credentials);
  const told = model.diagnostics.filter(({ severity }) => severity !== "information").map(diagnosticText);
  if (!flags.quiet) for (const text of [...told, ...notes]) console.error(text);
  const file = flags.log ?? `.covenant/${timestamp()}-${options.seed}.ndjson`;
  const about = { document: model.document.file, target: target.baseUrl };
  const sink = openSink(file, about, flags.quiet, (reason) => stop.abort(reason));
  try {
    sink.emit(runEvent(model, target, options));
    for (const { severity, message, pointer, place } of model.diagnostics) {
      sink.emit({
        type: "diagnostic",
        severity,
        message,
        pointer,
        place: `${place.file}:${place.line}:${place.column}`,
      });
    }
    for (const message of notes) sink.emit({ type: "diagnostic", severity: "warning", message, pointer: "#" });
    await work(file, sink);
  } finally {
    sink.close();
  }
  return writeReports(sink.report(), file, wanted);
}

function threadsOf({ threads, concurrency, mock }: RunFlags): number {
  const count = wholeNumber("--threads", threads, 1, 64);
  if (count > 1 && mock) throw new UsageError("Expected --threads with --url: the mock has one thread itself.");
  if (count > wholeNumber("--concurrency", concurrency, 1, 1024))
    throw new UsageError(`Expected at most --concurrency ${concurrency} threads, but ${threads} came after --threads.`);
  return count;
}

/** What of `--auth` comes to nothing: a run with placeholders must not look like one with credentials. */
function authNotes({ mock, auth }: RunFlags, credentials: Credentials | undefined): readonly string[] {
  if (mock && auth.length > 0)
    return ["--auth is not sent to the mock, which looks only whether credentials are there."];
  const lacking = (credentials?.lacking ?? []).map(({ id }) => id);
  return lacking.length === 0
    ? []
    : [
        `Nothing of --auth is for ${listed(lacking, 5)}: placeholder credentials are sent there. Give --auth <scheme>:<kind>=… too.`,
      ];
}

/** Ends the run, not the process: the report is written all the same. A second signal ends the process. */
function interruption(): AbortController {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
  return controller;
}
