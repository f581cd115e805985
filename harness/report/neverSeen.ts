import type { NeverSeen, OperationTraffic, Report, ReportedDiagnostic } from "./report.ts";
import { own } from "./own.ts";

/** The documented statuses that no answer had. Why is told where it is known, else what such an answer takes. */
export function neverSeen(
  statuses: Report["statuses"],
  operations: Readonly<Record<string, OperationTraffic>>,
  diagnostics: readonly ReportedDiagnostic[],
  mock: boolean,
): readonly NeverSeen[] {
  return Object.entries(statuses).flatMap(([operation, row]) =>
    Object.entries(row).flatMap(([status, times]) =>
      times > 0
        ? []
        : [{ operation, status, reason: unsent(operation, operations, diagnostics) ?? reasonFor(status, mock) }],
    ),
  );
}

/** Why an operation has answered nothing at all; undefined where it has. */
function unsent(
  id: string,
  operations: Readonly<Record<string, OperationTraffic>>,
  diagnostics: readonly ReportedDiagnostic[],
): string | undefined {
  const { requests = 0, judged = 0 } = own(operations, id) ?? {};
  if (judged > 0) return undefined;
  if (requests > 0) return "the mock broke on every request of this operation";
  const unmet = diagnostics.find(({ operation }) => operation === id);
  return unmet === undefined ? "the run ended before this operation's turn" : unmet.message;
}

/** What an answer of this status takes that generated requests may not bring about. */
function reasonFor(status: string, mock: boolean): string {
  if (mock && STATEFUL.has(status)) return "a mock keeps no state, no keys and no limits";
  if (status.startsWith("2")) return "no request of this run succeeded so";
  if (status.startsWith("5")) return "the server did not fail";
  return own(REASONS, status) ?? "no request of this run was answered so";
}

const REASONS: Readonly<Record<string, string>> = {
  401: "the credentials sent were not refused",
  403: "the credentials sent were not refused",
  409: "no request came into conflict with what was there",
  412: "no request had a condition that failed",
  429: "the run stayed below the target's limit of requests",
};

const STATEFUL = new Set(["403", "404", "409", "410", "412", "429"]);
