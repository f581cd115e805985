import type { Event, ExchangeEvent, FindingEvent, FlakyEvent } from "../../../harness/log/events.ts";
import { run, type RunOptions } from "../../../harness/run/run.ts";
import { openHttpTarget } from "../../../harness/targets/http.ts";
import { readDocument } from "../../../model/index.ts";
import type { Model } from "../../../model/model.ts";

/** The model of a document of the repository. */
export async function modelOf(file: URL): Promise<Model> {
  const read = await readDocument(file.pathname);
  if (read.outcome !== "read") throw new Error(`${file.pathname} cannot be read`);
  return read.model;
}

export const apigateway = (): Promise<Model> => modelOf(new URL("../../../spec/apigatewayv2.yaml", import.meta.url));
export const pets = (): Promise<Model> => modelOf(new URL("pets.yaml", import.meta.url));

/** What a run told. */
export interface Ran {
  readonly outcome: string;
  readonly reason: string | undefined;
  readonly ms: number;
  readonly events: readonly Event[];
  readonly exchanges: readonly ExchangeEvent[];
  /** Each finding as it was last told, by id. */
  readonly findings: ReadonlyMap<string, FindingEvent>;
  readonly flaky: readonly FlakyEvent[];
}

/** A short run: one block of everything, eight units at a time. */
export async function ran(model: Model, url: string, options: Partial<RunOptions> = {}): Promise<Ran> {
  const opened = openHttpTarget(url);
  if (opened.outcome !== "opened") throw new Error(opened.reason);
  const events: Event[] = [];
  const whole: RunOptions = {
    seed: 1,
    concurrency: 8,
    maxRequests: 100_000,
    phases: ["examples", "coverage", "fuzz", "stateful"],
    includes: () => true,
    blocks: 1,
    deadline: 5000,
    shrinkTime: 5000,
    signal: new AbortController().signal,
    ...options,
  };
  const end = await run(model, opened.target, whole, (event) => events.push(event)).finally(() =>
    opened.target.close(),
  );
  return {
    outcome: end.outcome,
    reason: end.reason,
    ms: end.ms,
    events,
    exchanges: events.filter((event) => event.type === "exchange"),
    findings: new Map(events.filter((event) => event.type === "finding").map((event) => [event.id, event])),
    flaky: events.filter((event) => event.type === "flaky"),
  };
}

/** What a run sent, unit by unit: the units by name, the requests of each in order, byte for byte but for values that the target made. */
export function sentBy({ exchanges }: Pick<Ran, "exchanges">): ReadonlyMap<string, readonly string[]> {
  const units = new Map<string, string[]>();
  for (const { unit, operation, phase, request } of exchanges) {
    if (phase === "shrink" || unit.startsWith("shrink/")) continue;
    units.set(unit, [...(units.get(unit) ?? []), `${phase} ${operation} ${JSON.stringify(request)}`]);
  }
  return new Map([...units].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
