import type { ExchangeEvent, FindingEvent } from "../log/events.ts";
import { compare, Counter } from "../log/order.ts";
import type { ReportedFinding } from "./report.ts";

export interface Findings {
  add(event: FindingEvent): void;
  /** Notes which findings an exchange shows. */
  see(event: ExchangeEvent): void;
  /** By check, operation and id; what is the mock's fault apart. */
  told(): { readonly own: readonly ReportedFinding[]; readonly faults: readonly ReportedFinding[] };
}

/** Of each finding one witness: a shrunk one before one just met, then the smallest, so that the order of telling does not matter. */
export function newFindings(): Findings {
  const witnesses = new Map<string, FindingEvent>();
  const seen = new Counter();
  return {
    add: (event) => {
      const known = witnesses.get(event.id);
      if (known === undefined || bySize(event, known) < 0) witnesses.set(event.id, event);
    },
    see: ({ findings = [] }) => {
      for (const id of findings) seen.add(id);
    },
    told: () => {
      const told = [...witnesses.values()]
        .map((event) => reported(event, Math.max(1, seen.get(event.id))))
        .toSorted(byCheck);
      return {
        own: told.filter(({ mockFault }) => mockFault === undefined),
        faults: told.filter(({ mockFault }) => mockFault !== undefined),
      };
    },
  };
}

function reported({ type: _type, stage: _stage, ...finding }: FindingEvent, seen: number): ReportedFinding {
  return { ...finding, seen };
}

function bySize(a: FindingEvent, b: FindingEvent): number {
  const [first, second] = [JSON.stringify(a), JSON.stringify(b)];
  return (
    Number(a.stage === "met") - Number(b.stage === "met") ||
    a.sequence.length - b.sequence.length ||
    JSON.stringify(a.request).length - JSON.stringify(b.request).length ||
    compare(first, second)
  );
}

function byCheck(a: ReportedFinding, b: ReportedFinding): number {
  return compare(a.check, b.check) || compare(a.operation, b.operation) || compare(a.id, b.id);
}
