import type { Phase } from "../harness/log/events.ts";
import { PHASES, RUN_OPTIONS } from "./prepare.ts";
import { runAgainst } from "./run.ts";
import { onlyArgument, readArguments, UsageError, wholeNumber, type ExitStatus } from "./usage.ts";

const OPTIONS = {
  ...RUN_OPTIONS,
  phase: { type: "string", multiple: true, default: [] as string[] },
  blocks: { type: "string", default: "2" },
} as const;

/** `covenant check`: the gate in CI. What is sent is a function of seed, document and configuration, and bounded. */
export function check(args: readonly string[]): Promise<ExitStatus> {
  const { values: flags, positionals } = readArguments(args, OPTIONS);
  const document = onlyArgument(positionals, "one OpenAPI document to check against");
  return runAgainst(document, flags, {
    phases: phasesOf(flags.phase),
    blocks: wholeNumber("--blocks", flags.blocks, 0, 1e6),
  });
}

function phasesOf(names: readonly string[]): readonly Phase[] {
  const unknown = names.find((name) => !PHASES.some((phase) => phase === name));
  if (unknown !== undefined)
    throw new UsageError(`Expected ${PHASES.join(", ")} after --phase, but "${unknown}" came.`);
  return names.length === 0 ? PHASES : PHASES.filter((phase) => names.includes(phase));
}
