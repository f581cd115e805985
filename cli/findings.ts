import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FindingEvent } from "../harness/log/events.ts";
import { LogError, readLog } from "../harness/log/read.ts";
import { UsageError } from "./usage.ts";

/** Where findings wait to be replayed, a file each. */
const FINDINGS = ".covenant/findings";

/** What a stored finding needs to be sent again. */
export interface StoredFinding {
  readonly document: string;
  readonly target: string;
  readonly finding: FindingEvent;
}

/** Written beside its place first: whoever is killed meanwhile leaves the finding as it was. Throws where the disk does not take it. */
export function storeFinding(stored: StoredFinding): void {
  mkdirSync(FINDINGS, { recursive: true });
  const file = fileOf(stored.finding.id);
  writeFileSync(`${file}.part`, `${JSON.stringify(stored, null, 2)}\n`);
  renameSync(`${file}.part`, file);
}

export function fileOf(id: string): string {
  return join(FINDINGS, `${id}.json`);
}

/** The findings of earlier runs of a document. */
export function findingsOf(document: string): readonly FindingEvent[] {
  if (!existsSync(FINDINGS)) return [];
  const files = readdirSync(FINDINGS)
    .filter((file) => file.endsWith(".json"))
    .toSorted();
  return files
    .map((file) => readFinding(join(FINDINGS, file)))
    .flatMap((stored) => (stored.document === document ? [stored.finding] : []));
}

/** A finding by its id or by its file, or all that a log has. A UsageError where there is none to be had. */
export function findingsNamed(name: string): readonly StoredFinding[] {
  const file = /^[0-9a-f]{12}$/.test(name) ? fileOf(name) : name;
  if (!existsSync(file))
    throw new UsageError(
      `Expected a finding of an earlier run or a log, but there is no ${file}. Run covenant check here first.`,
    );
  return file.endsWith(".json") ? [readFinding(file)] : findingsIn(file);
}

function readFinding(file: string): StoredFinding {
  try {
    const stored: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isStored(stored)) return stored;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UsageError(
    `Expected a finding as a run has stored it, but ${file} is none. Delete it, or run covenant check again.`,
  );
}

function isStored(value: unknown): value is StoredFinding {
  if (typeof value !== "object" || value === null) return false;
  const { document, target, finding }: Partial<Record<string, unknown>> = { ...value };
  const isFinding = typeof finding === "object" && finding !== null && "id" in finding && "sequence" in finding;
  return typeof document === "string" && typeof target === "string" && isFinding && Array.isArray(finding.sequence);
}

function findingsIn(log: string): readonly StoredFinding[] {
  let run: Omit<StoredFinding, "finding"> | undefined;
  const findings = new Map<string, FindingEvent>();
  try {
    for (const event of readLog(log)) {
      if (event.type === "run") run = { document: event.document, target: event.target };
      if (event.type === "finding" && event.mockFault === undefined) findings.set(event.id, event);
    }
  } catch (error) {
    if (error instanceof LogError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
  if (run === undefined) throw new UsageError(`Expected a log, but ${log} does not begin with a run.`);
  return [...findings.values()].map((finding) => ({ ...run, finding }));
}
