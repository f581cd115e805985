import { timestamp } from "../harness/clock.ts";
import type { Phase } from "../harness/log/events.ts";
import { freshSeed } from "../harness/random.ts";
import type { Report } from "../harness/report/report.ts";
import { run, runEvent, type RunOptions } from "../harness/run/run.ts";
import type { Target } from "../harness/targets/target.ts";
import type { Model } from "../model/model.ts";
import { AUTH_OPTIONS, credentialsOf } from "./auth.ts";
import { loadConfig } from "./config.ts";
import { guardFor, HOST_OPTIONS } from "./hosts.ts";
import { REPORT_OPTIONS, wantedReports, writeReports } from "./reports.ts";
import { openSink } from "./sink.ts";
import { explainPrism, openTarget } from "./target.ts";
import {
  diagnosticText,
  onlyArgument,
  readArguments,
  readModel,
  UsageError,
  wholeNumber,
  type ExitStatus,
} from "./usage.ts";

const OPTIONS = {
  url: { type: "string" },
  mock: { type: "boolean", default: false },
  seed: { type: "string" },
  concurrency: { type: "string", default: "8" },
  "max-requests": { type: "string", default: "1000000000" },
  phase: { type: "string", multiple: true, default: [] as string[] },
  include: { type: "string", multiple: true, default: [] as string[] },
  exclude: { type: "string", multiple: true, default: [] as string[] },
  blocks: { type: "string", default: "2" },
  strength: { type: "string", default: "2" },
  log: { type: "string" },
  quiet: { type: "boolean", default: false },
  ...AUTH_OPTIONS,
  ...HOST_OPTIONS,
  ...REPORT_OPTIONS,
} as const;

type Flags = ReturnType<typeof readArguments<typeof OPTIONS>>["values"];

/** `covenant check`: fires at a target what the document promises to take or refuse, prints the report. */
export async function check(args: readonly string[]): Promise<ExitStatus> {
  const { values: flags, positionals } = readArguments(args, OPTIONS);
  const document = onlyArgument(positionals, "one OpenAPI document to check against");
  if (flags.mock === (flags.url !== undefined))
    throw new UsageError("Expected either --url <base-url> or --mock, and just one of them.");
  const wanted = wantedReports(flags);
  const model = await readModel(document);
  const stop = interruption();
  const { redact = [] } = (await loadConfig(undefined)) ?? {};
  const options = { ...runOptions(flags, model, stop.signal), redact };
  const guard = guardFor(flags.url, model.operations.filter(options.includes), flags["allow-host"]);
  for (const diagnostic of model.diagnostics)
    if (diagnostic.severity !== "information" && !flags.quiet) console.error(diagnosticText(diagnostic));
  const target = guard(await openTarget(document, flags.url));
  try {
    const { report, log } = await checked(model, target, options, flags, stop);
    return writeReports(report, log, wanted);
  } finally {
    await target.close();
  }
}

async function checked(
  model: Model,
  target: Target,
  options: RunOptions,
  flags: Flags,
  stop: AbortController,
): Promise<{ report: Report; log: string }> {
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
    await run(model, target, options, sink.emit);
    return { report: sink.report(), log: file };
  } finally {
    sink.close();
  }
}

function runOptions(flags: Flags, model: Model, signal: AbortSignal): RunOptions {
  const ids = new Set(model.operations.map(({ id }) => id));
  const unknown = [...flags.include, ...flags.exclude].find((id) => !ids.has(id));
  if (unknown !== undefined)
    throw new UsageError(
      `Expected an operation of the document after --include or --exclude, but "${unknown}" is none of ${[...ids].join(", ")}.`,
    );
  return {
    seed: flags.seed === undefined ? freshSeed() : wholeNumber("--seed", flags.seed, 0, 2 ** 31 - 1),
    concurrency: wholeNumber("--concurrency", flags.concurrency, 1, 1024),
    maxRequests: wholeNumber("--max-requests", flags["max-requests"], 1, 1e9),
    phases: phasesOf(flags.phase),
    blocks: wholeNumber("--blocks", flags.blocks, 0, 1e6),
    strength: wholeNumber("--strength", flags.strength, 2, 3) === 3 ? 3 : 2,
    includes: ({ id }) => (flags.include.length === 0 || flags.include.includes(id)) && !flags.exclude.includes(id),
    deadline: 10_000,
    shrinkTime: 30_000,
    signal,
    // The mock looks only whether credentials are there: it gets no real ones.
    credentials: credentialsOf(flags.mock ? { ...flags, auth: [] } : flags, model, flags.url ?? "", process.env),
    ...(flags.mock && { explain: explainPrism }),
  };
}

const PHASES: readonly Phase[] = ["examples", "coverage", "fuzz", "stateful"];

function phasesOf(names: readonly string[]): readonly Phase[] {
  const unknown = names.find((name) => !PHASES.some((phase) => phase === name));
  if (unknown !== undefined)
    throw new UsageError(`Expected ${PHASES.join(", ")} after --phase, but "${unknown}" came.`);
  return names.length === 0 ? PHASES : PHASES.filter((phase) => names.includes(phase));
}

/** Ends the run, not the process: the report is written all the same. A second signal ends the process. */
function interruption(): AbortController {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
  return controller;
}
