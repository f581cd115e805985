import type { Model, Operation } from "../../model/model.ts";
import manifest from "../../package.json" with { type: "json" };
import type { Rules } from "../checks/rules.ts";
import { promises } from "../checks/index.ts";
import { now } from "../clock.ts";
import { contradictions } from "../contradictions.ts";
import type { Credentials } from "../credentials/credentials.ts";
import type { Strength } from "../draw/combinations.ts";
import type { EndEvent, Event, FindingEvent, RunEvent } from "../log/events.ts";
import { statefulChecks } from "../stateful/index.ts";
import type { Target } from "../targets/target.ts";
import type { Views } from "../views.ts";
import { newSession } from "./newSession.ts";
import { planOf, type Plan, type Shard } from "./plan.ts";
import { replay } from "./replay.ts";
import { deadlineOf, isSpent, type Explain, type Session } from "./session.ts";
import { shrink } from "./shrink.ts";
import { taken, type Share } from "./share.ts";
import { runUnit } from "./unit.ts";

export interface RunOptions extends Plan {
  readonly seed: number;
  /** Units in flight. */
  readonly concurrency: number;
  readonly maxRequests: number;
  /** Milliseconds after which no unit is begun; none if not given. */
  readonly time?: number;
  /** Requests a second over all units; as many as go if not given. */
  readonly rate?: number;
  /** Whether cases whose answers were new are returned to. What a unit takes of them is in the log. */
  readonly explores?: boolean;
  /** Findings of earlier runs, tried first. */
  readonly earlier?: readonly FindingEvent[];
  /** Milliseconds for one request. */
  readonly deadline: number;
  /** Milliseconds for all shrinking together. */
  readonly shrinkTime: number;
  readonly signal: AbortSignal;
  /** For a target that is known to be wrong in known ways. */
  readonly explain?: (model: Model, views: Views) => Explain;
  /** How the checks judge where no standard says; `DEFAULT_RULES` if not given. */
  readonly rules?: Rules;
  /** How many parameters and members coverage combines: 2 if not given. */
  readonly strength?: Strength;
  /** Placeholders if not given. */
  readonly credentials?: Credentials;
  /** Names of header lines, query parameters and members of bodies that are never written. */
  readonly redact?: readonly string[];
  /** What other threads leave to this one; the whole run if not given. */
  readonly share?: Share;
}

/** Requests that shrinking of one finding may take. */
const SHRINK_REQUESTS = 200;

/** The share of a run's time that is kept for shrinking, if that would take so long. */
const SHRINK_SHARE = 0.1;

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
  const { time = Infinity, shrinkTime } = options;
  session.budget.until = began + time - Math.min(shrinkTime, SHRINK_SHARE * time);
  if (options.share === undefined || options.share.index === 0) {
    tellContradictions(session, model.operations.filter(options.includes));
    await tryEarlier(session, options.earlier ?? []);
  }
  const plan = planOf(model, options);
  const own = options.share === undefined ? plan : taken(plan, options.share.take);
  await inFlight(unspent(own, session), options.concurrency, ([order, unit]) => runUnit(session, unit, order));
  session.budget.until = Math.min(began + time, now() + shrinkTime);
  await inFlight(
    [...session.findings.values()].filter(({ mockFault }) => !mockFault),
    options.concurrency,
    (met) => shrink(session, met, SHRINK_REQUESTS),
  );
  options.signal.removeEventListener("abort", onAbort);
  const ended = endOf(session, options.shard, Math.round(now() - began));
  session.emit(ended);
  return ended;
}

function tellContradictions({ emit, model, views }: Session, operations: readonly Operation[]): void {
  for (const { pointer, message } of contradictions(operations, views)) {
    const { file, line, column } = model.locate(pointer);
    emit({ type: "diagnostic", severity: "warning", message, pointer, place: `${file}:${line}:${column}` });
  }
}

/** Units for as long as there is something left to spend. */
function* unspent<T>(units: Iterable<T>, { budget }: Session): Generator<T> {
  for (const unit of units) {
    if (isSpent(budget)) return;
    yield unit;
  }
}

/** Findings of earlier runs are sent again first: those that still show are findings of this run. */
async function tryEarlier(session: Session, earlier: readonly FindingEvent[]): Promise<void> {
  for (const event of earlier) {
    if (isSpent(session.budget)) return;
    session.budget.requests += event.sequence.length;
    const replayed = await replay(session.model, session.target, event, deadlineOf(session), session.credentials);
    const finding = replayed.outcome === "replayed" ? replayed.findings.find(({ id }) => id === event.id) : undefined;
    if (finding === undefined) continue;
    session.earlier.add(event.id);
    session.emit({ ...event, stage: "met" });
  }
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
      blocks: Number.isFinite(options.blocks) ? options.blocks : "endless",
      ...(options.time !== undefined && { time: options.time }),
      strength: options.strength ?? 2,
    },
    ...(!model.operations.every(options.includes) && { partial: true as const }),
    checks: promises,
    ...(options.shard !== undefined && { shard: options.shard }),
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

/** `concurrency` items at a time; the next is taken when it is needed, so that the plan may be endless. */
async function inFlight<T>(items: Iterable<T>, concurrency: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = Iterator.from(items);
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

function endOf(session: Session, shard: Shard | undefined, ms: number): EndEvent {
  const { stopped, requests, exchanges } = session.budget;
  if (stopped !== undefined) return { type: "end", ...stopped, ms };
  if (requests > 0 && exchanges === 0 && session.earlier.size === 0)
    return {
      type: "end",
      outcome: "unreachable",
      reason: `none of ${requests} requests to ${session.target.baseUrl} had an answer that can be read`,
      ms,
    };
  if (session.earlier.size > 0) return { type: "end", outcome: "violates", ms };
  const isFound = [...session.findings.values()].some(
    ({ finding, mockFault }) => !mockFault && !session.flaky.has(finding.id),
  );
  if (isFound) return { type: "end", outcome: "violates", ms };
  if (requests > 0) return { type: "end", outcome: "conforms", ms };
  // The target is not even asked whether it is there: the shards of a run send together what the run sends (law 4).
  const whose = shard === undefined ? "the run" : `shard ${shard.index}/${shard.count} of the run`;
  return { type: "end", outcome: "conforms", reason: `${whose} has no request to send`, ms };
}
