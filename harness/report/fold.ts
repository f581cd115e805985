import type { CoverageEvent, EndEvent, Event, ExchangeEvent, RunEvent } from "../log/events.ts";
import { compare, Counter } from "../log/order.ts";
import { newDiagnostics } from "./diagnostics.ts";
import { newFindings } from "./findings.ts";
import { newMockBreaks } from "./mockBreaks.ts";
import { neverSeen } from "./neverSeen.ts";
import type { Report } from "./report.ts";
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
  const parts = newParts();
  return { add: (event) => add(parts, event), report: () => reportOf(parts) };
}

/** What a fold keeps: none of it grows with the number of exchanges. */
function newParts() {
  return {
    run: undefined as RunEvent | undefined,
    end: undefined as EndEvent | undefined,
    traffic: newTraffic(),
    findings: newFindings(),
    mock: newMockBreaks(),
    diagnostics: newDiagnostics(),
    coverage: new Map<string, Report["coverage"][number]>(),
    undecided: 0,
    reasons: new Counter(),
    stories: new Counter(),
  };
}

type Parts = ReturnType<typeof newParts>;

function add(parts: Parts, event: Event): void {
  switch (event.type) {
    case "run":
      parts.run = event;
      return;
    case "exchange":
      return addExchange(parts, event);
    case "finding":
      return parts.findings.add(event);
    case "flaky":
      return parts.findings.doubt(event);
    case "diagnostic":
      return parts.diagnostics.add(event);
    case "coverage":
      parts.coverage.set(`${event.operation} ${event.strength}`, covered(event));
      return;
    case "story":
      return parts.stories.add(event.undecided);
    case "end":
      parts.end = event;
      return;
    case "corpus":
    case "unit":
  }
}

function addExchange(parts: Parts, event: ExchangeEvent): void {
  parts.traffic.add(event);
  parts.findings.see(event);
  if (event.failure === "mockFault") return parts.mock.add(event);
  if (event.verdict === "undecided") parts.undecided += 1;
  for (const reason of event.undecided ?? []) parts.reasons.add(reason);
}

function covered({ type: _type, ...row }: CoverageEvent): Report["coverage"][number] {
  return row;
}

function reportOf({
  run,
  end,
  traffic,
  findings,
  mock,
  diagnostics,
  coverage,
  undecided,
  reasons,
  stories,
}: Parts): Report {
  const { own, flaky, faults, examples } = findings.told();
  const notes = diagnostics.told();
  const documented = Object.entries(run?.documented ?? {});
  const { requests, reached, operations, statuses, firstSeen } = traffic.told(run?.documented ?? {});
  return {
    covenant: run?.covenant ?? "",
    document: run?.document ?? "",
    target: run?.target ?? "",
    seed: run?.seed ?? 0,
    outcome: end?.outcome ?? "unfinished",
    ...(end?.reason !== undefined && { reason: end.reason }),
    totals: { operations: documented.length, reached, requests, findings: own.length, undecided, ms: end?.ms ?? 0 },
    findings: own,
    flaky,
    mockFaults: faults,
    documentExamples: examples,
    mockBreaks: mock.told(),
    statuses,
    documented: Object.fromEntries(documented.map(([id, { statuses: known }]) => [id, known])),
    firstSeen,
    neverSeen: neverSeen(statuses, operations, notes, run?.mock === true),
    undecided: reasons.ranked().map(([reason, times]) => ({ reason, times })),
    undecidedStories: stories.ranked().map(([reason, times]) => ({ reason, times })),
    diagnostics: notes,
    operations,
    coverage: [...coverage.values()].toSorted((a, b) => compare(a.operation, b.operation) || a.strength - b.strength),
    checks: run?.checks ?? {},
    stories: run?.stories ?? {},
    whole: run !== undefined && isWhole(run),
  };
}
