import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FindingEvent } from "../harness/log/events.ts";
import { milliseconds, PHASES, RUN_OPTIONS } from "./prepare.ts";
import { runAgainst } from "./run.ts";
import { FINDINGS, type StoredFinding } from "./sink.ts";
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
    earlier: flags.mock ? [] : storedFindings(document),
  });
}

function storedFindings(document: string): readonly FindingEvent[] {
  if (!existsSync(FINDINGS)) return [];
  const files = readdirSync(FINDINGS)
    .filter((file) => file.endsWith(".json"))
    .toSorted();
  return files.flatMap((file) => {
    const stored: StoredFinding = JSON.parse(readFileSync(join(FINDINGS, file), "utf8"));
    return stored.document === document ? [stored.finding] : [];
  });
}
