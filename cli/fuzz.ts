import { findingsOf } from "./findings.ts";
import { milliseconds, PHASES, RUN_OPTIONS } from "./prepare.ts";
import { runAgainst } from "./run.ts";
import { onlyArgument, readArguments, type ExitStatus } from "./usage.ts";

const OPTIONS = { ...RUN_OPTIONS, time: { type: "string", default: "10m" } } as const;

/** `covenant fuzz`: explores until the time or the budget of requests ends; findings of earlier runs of the document are tried first. */
export function fuzz(args: readonly string[]): Promise<ExitStatus> {
  const { values: flags, positionals } = readArguments(args, OPTIONS);
  const document = onlyArgument(positionals, "one OpenAPI document to explore with");
  const time = milliseconds("--time", flags.time);
  return runAgainst(document, flags, {
    phases: PHASES,
    blocks: Infinity,
    time,
    explores: true,
    earlier: flags.mock ? [] : findingsOf(document),
  });
}
