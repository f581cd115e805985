import type { ExchangeEvent, FindingEvent, DiagnosticEvent } from "../../../harness/log/events.ts";
import { run, type RunOptions } from "../../../harness/run/run.ts";
import { openHttpTarget } from "../../../harness/targets/http.ts";
import type { Model } from "../../../model/model.ts";

/** What a run told, as far as tests of the tester ask for it. */
export interface Trial {
  readonly outcome: string;
  readonly requests: number;
  readonly undecided: number;
  /** Each finding once, as it was last told: shrunk, where it could be. */
  readonly findings: readonly FindingEvent[];
  /** Requests until each finding was met, by id. */
  readonly metAfter: ReadonlyMap<string, number>;
  readonly warnings: readonly DiagnosticEvent[];
  readonly reasons: ReadonlyMap<string, number>;
}

const PLAIN = {
  concurrency: 4,
  maxRequests: 5000,
  phases: ["examples", "coverage", "fuzz", "stateful"],
  includes: () => true,
  blocks: 1,
  deadline: 2000,
  shrinkTime: 2000,
} as const satisfies Omit<RunOptions, "seed" | "signal">;

/** Fires at the server at `url` what the document promises, as `covenant check` does. */
export async function trial(
  model: Model,
  url: string,
  seed: number,
  options: Partial<RunOptions> = {},
): Promise<Trial> {
  const opened = openHttpTarget(url);
  if (opened.outcome !== "opened") throw new Error(opened.reason);
  const findings = new Map<string, FindingEvent>();
  const metAfter = new Map<string, number>();
  const reasons = new Map<string, number>();
  const warnings: DiagnosticEvent[] = [];
  const exchanges: ExchangeEvent["verdict"][] = [];
  try {
    const end = await run(
      model,
      opened.target,
      { ...PLAIN, signal: new AbortController().signal, ...options, seed },
      (event) => {
        if (event.type === "exchange") {
          exchanges.push(event.verdict);
          for (const reason of event.undecided ?? []) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        }
        if (event.type === "diagnostic") warnings.push(event);
        if (event.type !== "finding") return;
        findings.set(event.id, event);
        if (!metAfter.has(event.id)) metAfter.set(event.id, exchanges.length);
      },
    );
    return {
      outcome: end.outcome,
      requests: exchanges.length,
      undecided: exchanges.filter((verdict) => verdict === "undecided").length,
      findings: [...findings.values()],
      metAfter,
      warnings,
      reasons,
    };
  } finally {
    await opened.target.close();
  }
}

/** One finding in one line: what was found, and the request that shows it. */
export function told({ check, operation, received, documented, request, stage }: FindingEvent): string {
  const body = request.body === undefined ? "" : ` ${JSON.stringify(request.body)}`;
  const headers = request.headers.map(([name, value]) => `${name}: ${value}`).join("; ");
  return `${check} ${operation} (${stage}): ${received}; documented: ${documented}; ${request.method} ${request.target} {${headers}}${body}`;
}
