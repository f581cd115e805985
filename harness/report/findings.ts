import type { ExchangeEvent, FindingEvent, FlakyEvent } from "../log/events.ts";
import { compare, Counter } from "../log/order.ts";
import type { FlakyFinding, ReportedFinding } from "./report.ts";

export interface Findings {
  add(event: FindingEvent): void;
  /** Notes which findings an exchange shows. */
  see(event: ExchangeEvent): void;
  doubt(event: FlakyEvent): void;
  /** By check, operation and id; what is the mock's fault, or the document's own example, or flaky, apart. */
  told(): ToldFindings;
}

export interface ToldFindings {
  readonly own: readonly ReportedFinding[];
  readonly flaky: readonly FlakyFinding[];
  readonly faults: readonly ReportedFinding[];
  readonly examples: readonly ReportedFinding[];
}

/** Of each finding one witness: a shrunk one before one just met, then the smallest, so that the order of telling does not matter. */
export function newFindings(): Findings {
  const witnesses = new Map<string, FindingEvent>();
  const doubts = new Map<string, FlakyEvent>();
  const seen = new Counter();
  return {
    add: (event) => {
      const known = witnesses.get(event.id);
      if (known === undefined || bySize(event, known) < 0) witnesses.set(event.id, event);
    },
    see: ({ findings = [] }) => {
      for (const id of findings) seen.add(id);
    },
    doubt: (event) => {
      const known = doubts.get(event.id);
      if (known === undefined || byTries(event, known) > 0) doubts.set(event.id, event);
    },
    told: () => {
      const told = [...witnesses.values()].map((event) => reported(event, Math.max(1, seen.get(event.id))));
      // What one shard has shrunk is no less a finding for having shown rarely in another.
      const isFlaky = ({ id }: ReportedFinding): boolean => doubts.has(id) && witnesses.get(id)?.stage === "met";
      const sorted = told.toSorted(byCheck);
      const isExample = ({ mockFault }: ReportedFinding): boolean => mockFault?.class === "documentExample";
      const faults = sorted.filter((finding) => finding.mockFault !== undefined && !isExample(finding));
      const others = sorted.filter(({ mockFault }) => mockFault === undefined);
      return {
        own: others.filter((finding) => !isFlaky(finding)),
        flaky: others.filter(isFlaky).map((finding) => {
          const { shown = 0, tries = 0 } = doubts.get(finding.id) ?? {};
          return { ...finding, shown, tries };
        }),
        faults,
        examples: sorted.filter(isExample),
      };
    },
  };
}

function byTries(a: FlakyEvent, b: FlakyEvent): number {
  return a.tries - b.tries || a.shown - b.shown;
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
