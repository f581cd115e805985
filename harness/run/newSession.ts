import type { Model } from "../../model/model.ts";
import { DEFAULT_RULES } from "../checks/rules.ts";
import { now } from "../clock.ts";
import { placeholders } from "../credentials/credentials.ts";
import { repertoire, type Repertoire } from "../draw/repertoire.ts";
import type { Event } from "../log/events.ts";
import { redaction } from "../log/redact.ts";
import { responseFor } from "../judged.ts";
import { schemaEngine } from "../schema/index.ts";
import { incomingLinks } from "../state/links.ts";
import type { Target } from "../targets/target.ts";
import { viewsOf } from "../views.ts";
import { Corpus } from "./corpus.ts";
import { pacer } from "./pace.ts";
import type { RunOptions } from "./run.ts";
import type { Session } from "./session.ts";

/** Milliseconds after a run's time for what is on its way. */
const LATE = 3000;

/** Everything that the units of a run share, built once: what can be drawn, what links give, what is kept secret. */
export function newSession(model: Model, target: Target, options: RunOptions, emit: (event: Event) => void): Session {
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
    budget: {
      requests: 0,
      maxRequests: options.maxRequests,
      exchanges: 0,
      until: Infinity,
      last: options.time === undefined ? Infinity : now() + options.time + LATE,
      unanswered: 0,
      patience: 2 * options.concurrency + 6,
      stopped: undefined,
    },
    pace: pacer(options.rate),
    corpus: options.explores === true ? new Corpus() : undefined,
    findings: new Map(),
    earlier: new Set(),
    flaky: new Set(),
    explain: options.explain?.(model, views),
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
  // What has to be unique shows in what was made before.
  const unique = model.operations
    .filter((operation) => operation.method === "POST" && responseFor(operation, 409) !== undefined)
    .map(({ id }) => id);
  return new Set([...linked, ...sources, ...unique]);
}
