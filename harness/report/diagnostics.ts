import type { DiagnosticEvent } from "../log/events.ts";
import { compare } from "../log/order.ts";
import type { ReportedDiagnostic } from "./report.ts";

export interface Diagnostics {
  add(event: DiagnosticEvent): void;
  /** Errors first, then by place. */
  told(): readonly ReportedDiagnostic[];
}

/** Each thing that is to be known once, however many units say it: a run of hours has a short list too. */
export function newDiagnostics(): Diagnostics {
  const notes = new Map<string, ReportedDiagnostic>();
  return {
    add: ({ type: _type, unit: _unit, times, ...note }) => {
      const key = JSON.stringify(note);
      const before = notes.get(key)?.times ?? 0;
      notes.set(key, times === undefined ? note : { ...note, times: before + times });
    },
    told: () => [...notes.values()].toSorted(byWeight),
  };
}

const WEIGHT = { error: 0, warning: 1, information: 2 } as const;

function byWeight(a: ReportedDiagnostic, b: ReportedDiagnostic): number {
  return WEIGHT[a.severity] - WEIGHT[b.severity] || compare(a.pointer, b.pointer) || compare(a.message, b.message);
}
