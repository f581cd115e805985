import type { Model, Operation } from "../../model/model.ts";
import manifest from "../../package.json" with { type: "json" };
import { DEFAULT_RULES, type Rules } from "../checks/rules.ts";
import { promises } from "../checks/index.ts";
import { now } from "../clock.ts";
import { placeholders, type Credentials } from "../credentials/credentials.ts";
import type { Strength } from "../draw/combinations.ts";
import { repertoire, type Repertoire } from "../draw/repertoire.ts";
import type { EndEvent, Event, Phase, RunEvent } from "../log/events.ts";
import { redaction } from "../log/redact.ts";
import { schemaEngine } from "../schema/index.ts";
import { incomingLinks } from "../state/links.ts";
import { statefulChecks } from "../stateful/index.ts";
import type { Target } from "../targets/target.ts";
import type { Explain, Session } from "./session.ts";
import { viewsOf } from "../views.ts";
import { shrink } from "./shrink.ts";
import { runUnit, type Unit } from "./unit.ts";

export interface RunOptions {
  readonly seed: number;
  /** Units in flight. */
  readonly concurrency: number;
  readonly maxRequests: number;
  readonly phases: readonly Phase[];
  /** Which operations are exercised; the others only make state. */
  readonly includes: (operation: Operation) => boolean;
  /** Fuzz units for each operation. */
  readonly blocks: number;
  /** Milliseconds for one request. */
  readonly deadline: number;
  /** Milliseconds for all shrinking together. */
  readonly shrinkTime: number;
  readonly signal: AbortSignal;
  /** For a target that is known to be wrong in known ways. */
  readonly explain?: (model: Model) => Explain;
  /** How the checks judge where no standard says; `DEFAULT_RULES` if not given. */
  readonly rules?: Rules;
  /** How many parameters and members coverage combines: 2 if not given. */
  readonly strength?: Strength;
  /** Placeholders if not given. */
  readonly credentials?: Credentials;
  /** Names of header lines, query parameters and members of bodies that are never written. */
  readonly redact?: readonly string[];
}

/** Requests that shrinking of one finding may take. */
const SHRINK_REQUESTS = 200;

/**
 * Fires at the target what the document promises to take or to refuse, and emits what happens; everything that is to be known of the run is in the events.
 * Ends when all units are done, the budget is spent, the signal comes, or the target is gone.
 */
export async function run(
  model: Model,
  target: Target,
  options: RunOptions,
  emit: (event: Event) => void,
): Promise<EndEvent> {
  const began = now();
  const session = newSession(model, target, options, emit);
  const onAbort = (): void => {
    const { reason }: { readonly reason: unknown } = options.signal;
    session.budget.stopped ??= {
      outcome: "interrupted",
      reason: typeof reason === "string" ? reason : "a signal asked the run to end",
    };
  };
  options.signal.addEventListener("abort", onAbort, { once: true });
  // The first lines of the log may have found the disk full.
  if (options.signal.aborted) onAbort();
  const units = unitsOf(model, options).entries().toArray();
  await inFlight(units, options.concurrency, ([order, unit]) => runUnit(session, unit, order));
  const until = now() + options.shrinkTime;
  await inFlight(
    [...session.findings.values()].filter(({ mockFault }) => !mockFault),
    options.concurrency,
    (met) => shrink(session, met, { requests: SHRINK_REQUESTS, until }),
  );
  options.signal.removeEventListener("abort", onAbort);
  const end = endOf(session, Math.round(now() - began));
  session.emit(end);
  return end;
}

/** The first event of a run. */
export function runEvent(model: Model, target: Target, options: RunOptions): RunEvent {
  return {
    type: "run",
    covenant: manifest.version,
    document: model.document.file,
    digest: model.document.digest,
    target: target.baseUrl,
    mock: options.explain !== undefined,
    seed: options.seed,
    config: {
      concurrency: options.concurrency,
      maxRequests: options.maxRequests,
      phases: options.phases,
      blocks: options.blocks,
      strength: options.strength ?? 2,
    },
    ...(!model.operations.every(options.includes) && { partial: true as const }),
    checks: promises,
    stories: Object.fromEntries(statefulChecks.map(({ name, promise }) => [name, promise])),
    documented: Object.fromEntries(
      model.operations
        .filter(options.includes)
        .map(({ id, method, path, responses }) => [
          id,
          { method, path, statuses: responses.map(({ status }) => status) },
        ]),
    ),
  };
}

/** Every unit of a run, in the order in which they are begun: all operations' examples, then coverage, then fuzz. */
export function unitsOf(
  model: Model,
  { phases, blocks, includes }: Pick<RunOptions, "phases" | "blocks" | "includes">,
): readonly Unit[] {
  return phases.flatMap((phase) =>
    Array.from({ length: phase === "fuzz" ? blocks : 1 }).flatMap((_, block) =>
      model.operations.filter(includes).map((operation): Unit => ({ operation, phase, block })),
    ),
  );
}

function newSession(model: Model, target: Target, options: RunOptions, emit: (event: Event) => void): Session {
  const engine = schemaEngine(model.resolve);
  const links = incomingLinks(model);
  const credentials = options.credentials ?? placeholders;
  const hiding = redaction(credentials, options.redact ?? []);
  const views = viewsOf(model, engine);
  const repertoires = new Map(
    model.operations.map((operation) => {
      const link = links.get(operation.id)?.find((candidate) => candidate.link.requestBody === undefined);
      return [
        operation.id,
        repertoire(operation, engine, views.request, link, credentials.breakable(operation), model.operations),
      ];
    }),
  );
  return {
    model,
    engine,
    views,
    links,
    repertoires,
    makers: makersOf(model, repertoires),
    target,
    seed: options.seed,
    deadline: options.deadline,
    emit: (event) => emit(hiding.event(event)),
    credentials,
    redaction: hiding,
    budget: { requests: 0, maxRequests: options.maxRequests, stopped: undefined },
    findings: new Map(),
    explain: options.explain?.(model),
    rules: options.rules ?? DEFAULT_RULES,
    strength: options.strength ?? 2,
  };
}

function makersOf(model: Model, repertoires: ReadonlyMap<string, Repertoire>): ReadonlySet<string> {
  const linked = model.operations
    .filter(({ responses }) => responses.some(({ links }) => links.length > 0))
    .map(({ id }) => id);
  const sources = [...repertoires.values()].flatMap(({ slots }) =>
    [...slots.values()].flatMap((slot) => (slot.from === "source" ? [slot.source.operationId] : [])),
  );
  return new Set([...linked, ...sources]);
}

async function inFlight<T>(items: readonly T[], concurrency: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: Math.min(concurrency, items.length) }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

function endOf(session: Session, ms: number): EndEvent {
  const { stopped } = session.budget;
  if (stopped !== undefined) return { type: "end", ...stopped, ms };
  const isFound = [...session.findings.values()].some(({ mockFault }) => !mockFault);
  return { type: "end", outcome: isFound ? "violates" : "conforms", ms };
}
