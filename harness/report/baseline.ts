import type { BaselineEntry, Report } from "./report.ts";
import { own } from "./own.ts";

export type ReadBaseline =
  | { readonly outcome: "read"; readonly entries: readonly BaselineEntry[] }
  | { readonly outcome: "unusable"; readonly reason: string };

/** A baseline: a JSON list of `{ "id": …, "owner": …, "reason": …, "expires": "2026-12-31" }`, each id once. */
export function readBaseline(text: string): ReadBaseline {
  const list = parsed(text);
  if (!Array.isArray(list)) return { outcome: "unusable", reason: "expected a JSON list of entries" };
  const entries: BaselineEntry[] = [];
  for (const [index, candidate] of list.entries()) {
    const fault = faultOf(candidate);
    if (fault !== undefined) return { outcome: "unusable", reason: `entry ${index + 1}: ${fault}` };
    const entry: BaselineEntry = candidate;
    if (entries.some(({ id }) => id === entry.id))
      return { outcome: "unusable", reason: `entry ${index + 1}: finding ${entry.id} has an entry already` };
    entries.push(entry);
  }
  return { outcome: "read", entries };
}

/**
 * The report in the light of what is known: known findings are marked and fail nothing; entries past their day, or without a finding, fail.
 * `today` is a day, `2026-11-22`.
 */
export function withBaseline(report: Report, entries: readonly BaselineEntry[], today: string): Report {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const findings = report.findings.map((finding) => {
    const known = byId.get(finding.id);
    return known === undefined ? finding : { ...finding, known };
  });
  const met = new Set([...findings, ...report.flaky].map(({ id }) => id));
  const stale = entries.filter((entry) => !met.has(entry.id) && wasLookedFor(entry, report));
  const expired = entries.filter((entry) => entry.expires < today && !stale.includes(entry));
  const isClean = stale.length + expired.length === 0 && findings.every(({ known }) => known !== undefined);
  return { ...report, findings, baseline: { stale, expired }, outcome: outcomeWith(report.outcome, isClean) };
}

/** Only a run that came to its end has an outcome that the baseline can turn. */
function outcomeWith(outcome: Report["outcome"], isClean: boolean): Report["outcome"] {
  if (outcome !== "conforms" && outcome !== "violates") return outcome;
  return isClean ? "conforms" : "violates";
}

/** Whether the run would have met the finding if it were still there. An id does not tell its operation: without one, only a whole run has looked. */
function wasLookedFor({ operation }: BaselineEntry, { outcome, whole, operations }: Report): boolean {
  if (outcome !== "conforms" && outcome !== "violates") return false;
  if (operation === undefined) return whole && Object.values(operations).every(({ judged }) => judged > 0);
  const gone = whole && own(operations, operation) === undefined;
  return gone || (own(operations, operation)?.judged ?? 0) > 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function faultOf(entry: unknown): string | undefined {
  if (typeof entry !== "object" || entry === null) return "expected an object";
  const fields = new Map<string, unknown>(Object.entries(entry));
  const missing = ["id", "owner", "reason", "expires"].find((name) => !isText(fields.get(name)));
  if (missing !== undefined) return `expected a text for ${missing}`;
  if (!isDay(String(fields.get("expires"))))
    return `expected a day as 2026-12-31 for expires, but "${String(fields.get("expires"))}" came`;
  const unknown = [...fields.keys()].find((name) => !FIELDS.includes(name));
  return unknown === undefined ? undefined : `"${unknown}" is none of ${FIELDS.join(", ")}`;
}

const FIELDS = ["id", "owner", "reason", "expires", "operation"];

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

/** A day of the calendar: 2026-02-30 is none. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
