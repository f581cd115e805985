import type { DiagnosticEvent, EndEvent, Event, ExchangeEvent, RunEvent } from "../log/events.ts";
import { newFindings } from "./findings.ts";
import { neverSeen } from "./neverSeen.ts";
import { compare, Counter } from "../log/order.ts";
import type { MockBreak, Report, ReportedDiagnostic } from "./report.ts";
import { newTraffic } from "./traffic.ts";
import { isWhole } from "./whole.ts";

/** A pure fold of events: the same events, the same report, wherever they were kept meanwhile and however the units were mixed. */
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
  const traffic = newTraffic();
  const findings = newFindings();
  const mock = newMockBreaks();
  const reasons = new Counter();
  const diagnostics = new Map<string, DiagnosticEvent>();
  const coverage = new Map<string, Report["coverage"][number]>();
  let undecided = 0;
  const addExchange = (event: ExchangeEvent): void => {
    traffic.add(event);
    findings.see(event);
    if (event.failure === "mockFault") return mock.add(event);
    if (event.verdict === "undecided") undecided += 1;
    for (const reason of event.undecided ?? []) reasons.add(reason);
  };
  return {
    add: (event) => {
      if (event.type === "run") run = event;
      else if (event.type === "exchange") addExchange(event);
      else if (event.type === "finding") findings.add(event);
      else if (event.type === "flaky") findings.doubt(event);
      else if (event.type === "diagnostic") diagnostics.set(JSON.stringify(event), event);
      else if (event.type === "coverage") {
        const { type: _type, ...covered } = event;
        coverage.set(`${event.operation} ${event.strength}`, covered);
      } else if (event.type === "end") end = event;
    },
    report: () => {
      const { own, flaky, faults } = findings.told();
      const notes = [...diagnostics.values()].map(bare).toSorted(byWeight);
      const { requests, reached, operations, statuses, firstSeen } = traffic.told(run?.documented ?? {});
      return {
        covenant: run?.covenant ?? "",
        document: run?.document ?? "",
        target: run?.target ?? "",
        seed: run?.seed ?? 0,
        outcome: end?.outcome ?? "unfinished",
        ...(end?.reason !== undefined && { reason: end.reason }),
        totals: {
          operations: Object.keys(operations).length,
          reached,
          requests,
          findings: own.length,
          undecided,
          ms: end?.ms ?? 0,
        },
        findings: own,
        flaky,
        mockFaults: faults,
        mockBreaks: mock.told(),
        statuses,
        documented: Object.fromEntries(
          Object.entries(run?.documented ?? {}).map(([id, { statuses: known }]) => [id, known]),
        ),
        firstSeen,
        neverSeen: neverSeen(statuses, operations, notes),
        undecided: reasons.ranked().map(([reason, times]) => ({ reason, times })),
        diagnostics: notes,
        operations,
        coverage: [...coverage.values()].toSorted(
          (a, b) => compare(a.operation, b.operation) || a.strength - b.strength,
        ),
        checks: run?.checks ?? {},
        stories: run?.stories ?? {},
        whole: run !== undefined && isWhole(run),
      };
    },
  };
}

/** The requests that broke the mock, by what was said of it. */
function newMockBreaks(): { readonly add: (event: ExchangeEvent) => void; readonly told: () => readonly MockBreak[] } {
  const times = new Counter();
  const first = new Map<string, ExchangeEvent>();
  return {
    add: (event) => {
      const reason = (event.undecided?.[0] ?? "it gave no answer").replace(/^mock: /, "");
      times.add(reason);
      const known = first.get(reason);
      if (known === undefined || event.unit < known.unit) first.set(reason, event);
    },
    told: () =>
      times.ranked().map(([reason, count]) => {
        const { operation = "", request } = first.get(reason) ?? {};
        return { reason, times: count, operation, request: `${request?.method} ${request?.target}` };
      }),
  };
}

function bare({ type: _type, ...diagnostic }: DiagnosticEvent): ReportedDiagnostic {
  return diagnostic;
}

const WEIGHT = { error: 0, warning: 1, information: 2 } as const;

function byWeight(a: ReportedDiagnostic, b: ReportedDiagnostic): number {
  return WEIGHT[a.severity] - WEIGHT[b.severity] || compare(a.pointer, b.pointer) || compare(a.message, b.message);
}
