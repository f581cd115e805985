import type { DiagnosticEvent, EndEvent, Event, ExchangeEvent, FindingEvent, RunEvent } from "../log/events.ts";
import type { Report, ReportedFinding } from "./report.ts";

/** A pure fold of events: the same events, the same report, wherever they were kept meanwhile. */
export interface Fold {
  add(event: Event): void;
  report(): Report;
}

export function fold(events: Iterable<Event>): Report {
  const folding = newFold();
  for (const event of events) folding.add(event);
  return folding.report();
}

export function newFold(): Fold {
  let run: RunEvent | undefined;
  let end: EndEvent | undefined;
  let requests = 0;
  let undecided = 0;
  const statuses = new Map<string, Map<string, number>>();
  const findings = new Map<string, FindingEvent>();
  const seen = new Map<string, number>();
  const reasons = new Map<string, number>();
  const diagnostics: Omit<DiagnosticEvent, "type">[] = [];

  const addExchange = (event: ExchangeEvent): void => {
    requests += 1;
    if (event.response !== undefined) countIn(statuses, event.operation, String(event.response.status));
    if (event.verdict === "undecided") undecided += 1;
    for (const reason of event.undecided ?? []) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    for (const id of event.findings ?? []) seen.set(id, (seen.get(id) ?? 0) + 1);
  };
  return {
    add: (event) => {
      if (event.type === "run") run = event;
      else if (event.type === "exchange") addExchange(event);
      else if (event.type === "finding") findings.set(event.id, event);
      else if (event.type === "diagnostic") diagnostics.push(bare(event));
      else if (event.type === "end") end = event;
    },
    report: () => {
      const reported = [...findings.values()]
        .map((event) => reportedFinding(event, seen.get(event.id) ?? 0))
        .toSorted(byCheck);
      const faults = reported.filter(({ mockFault }) => mockFault !== undefined);
      const own = reported.filter(({ mockFault }) => mockFault === undefined);
      const table = statusTable(run, statuses);
      return {
        covenant: run?.covenant ?? "",
        document: run?.document ?? "",
        target: run?.target ?? "",
        seed: run?.seed ?? 0,
        outcome: end?.outcome ?? "unfinished",
        ...(end?.reason !== undefined && { reason: end.reason }),
        totals: {
          operations: Object.keys(table).length,
          reached: Object.values(table).filter((row) =>
            Object.entries(row).some(([status, times]) => status.startsWith("2") && times > 0),
          ).length,
          requests,
          findings: own.length,
          undecided,
          ms: end?.ms ?? 0,
        },
        findings: own,
        mockFaults: faults,
        statuses: table,
        undecided: [...reasons]
          .map(([reason, times]) => ({ reason, times }))
          .toSorted((a, b) => b.times - a.times || compare(a.reason, b.reason)),
        diagnostics,
      };
    },
  };
}

function reportedFinding({ type: _type, stage: _stage, ...finding }: FindingEvent, seen: number): ReportedFinding {
  return { ...finding, seen };
}

function bare({ type: _, ...diagnostic }: DiagnosticEvent): Omit<DiagnosticEvent, "type"> {
  return diagnostic;
}

/** Documented statuses first, in the document's order, then those that came without being documented. `4XX` and `default` count what fell under them. */
function statusTable(
  run: RunEvent | undefined,
  seen: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Report["statuses"] {
  return Object.fromEntries(
    Object.entries(run?.documented ?? {}).map(([operation, { statuses }]) => {
      const row = new Map(statuses.map((status) => [status, 0]));
      for (const [status, times] of seen.get(operation) ?? []) {
        const under =
          [status, `${status[0]}XX`, "default"].find(
            (candidate) => row.has(candidate) && statuses.includes(candidate),
          ) ?? status;
        row.set(under, (row.get(under) ?? 0) + times);
      }
      return [operation, Object.fromEntries(row)];
    }),
  );
}

function countIn(table: Map<string, Map<string, number>>, row: string, column: string): void {
  const columns = table.get(row) ?? new Map<string, number>();
  table.set(row, columns.set(column, (columns.get(column) ?? 0) + 1));
}

function byCheck(a: ReportedFinding, b: ReportedFinding): number {
  return compare(a.check, b.check) || compare(a.operation, b.operation) || compare(a.id, b.id);
}

/** By code units: the same order in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
