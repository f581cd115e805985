import { readFileSync } from "node:fs";
import { Pool, type Dispatcher } from "undici";
import { placeholders } from "../../harness/credentials/credentials.ts";
import type { Event, ExchangeEvent } from "../../harness/log/events.ts";
import { wireRequest } from "../../harness/log/logged.ts";
import { fill } from "../../harness/state/slots.ts";
import type { Model } from "../../model/model.ts";

/** A request of a log, as undici takes it. */
export interface Recorded {
  readonly method: Dispatcher.HttpMethod;
  readonly path: string;
  readonly headers: string[];
  readonly body: string | Uint8Array | null;
  /** Values of earlier answers of its unit that stand in it. */
  readonly uses: readonly string[];
  /** Values of its answer that stand in later requests, and where in the answer they are. */
  readonly makes: readonly { readonly value: string; readonly way: readonly string[] }[];
}

/** The exchanges of a log, in order. */
export function exchangesIn(log: string): readonly ExchangeEvent[] {
  const lines = readFileSync(log, "utf8").trimEnd().split("\n");
  return lines.map((line): Event => JSON.parse(line)).filter((event) => event.type === "exchange");
}

/** The requests of a run as they went out, by unit; those that had no answer are left out, and those that undici does not send: whose Content-Length is another. */
export async function recorded(
  model: Model,
  exchanges: readonly ExchangeEvent[],
): Promise<readonly (readonly Recorded[])[]> {
  const answered = exchanges.filter(
    ({ response, violation }) => response !== undefined && violation?.name !== "contentLength",
  );
  const units = Map.groupBy(answered, ({ unit }) => unit).values();
  return Promise.all(
    units.map(async (own) => Promise.all(own.map((event, index) => asSent(model, event, own.slice(index + 1))))),
  );
}

async function asSent(model: Model, event: ExchangeEvent, later: readonly ExchangeEvent[]): Promise<Recorded> {
  const operation = model.operations.find(({ id }) => id === event.operation);
  if (operation === undefined) throw new Error(`${event.operation} is no operation of the document`);
  const filled = fill(wireRequest(event.request), new Map(Object.entries(event.bindings ?? {})));
  const applied = await placeholders.apply(operation, filled, event.credentials);
  if (applied.outcome === "failed") throw new Error(applied.reason);
  const { method, target, headers, body } = applied.request;
  const wanted = new Set(
    later.flatMap(({ bindings }) => Object.values(bindings ?? {})).filter((value) => typeof value === "string"),
  );
  const answer = typeof event.response?.body === "string" ? parsed(event.response.body) : undefined;
  return {
    method,
    path: target,
    headers: headers.flat(),
    body: body ?? null,
    uses: Object.values(event.bindings ?? {}).filter((value) => typeof value === "string"),
    makes: [...wanted].flatMap((value) => {
      const way = wayTo(value, answer);
      return way === undefined ? [] : [{ value, way }];
    }),
  };
}

function wayTo(value: string, whole: unknown): readonly string[] | undefined {
  if (whole === value) return [];
  if (typeof whole !== "object" || whole === null) return undefined;
  for (const [name, member] of Object.entries(whole)) {
    const way = wayTo(value, member);
    if (way !== undefined) return [name, ...way];
  }
  return undefined;
}

function at(whole: unknown, way: readonly string[]): unknown {
  return way.reduce(
    (here: unknown, name) => (typeof here === "object" && here !== null ? Reflect.get(here, name) : undefined),
    whole,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Sends the recorded requests by undici's `request` and nothing else, `concurrency` units in flight, each in its order. Where the server gives its resources
 * other names than in the record, these are put in: else most requests would ask for what is not there.
 */
export async function fire(
  url: string,
  units: readonly (readonly Recorded[])[],
  concurrency: number,
): Promise<{ readonly rate: number; readonly statuses: ReadonlyMap<number, number> }> {
  const pool = new Pool(url, { connections: concurrency });
  const queue = units.values();
  const statuses = new Map<number, number>();
  let sent = 0;
  const worker = async (): Promise<void> => {
    for (const unit of queue) {
      const moved = new Map<string, string>();
      for (const one of unit) {
        const answer = await pool.request(movedTo(moved, one));
        const text = await answer.body.text();
        sent += 1;
        statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
        if (one.makes.length === 0) continue;
        const made = parsed(text);
        for (const { value, way } of one.makes) {
          const now = at(made, way);
          if (typeof now === "string" && now !== value) moved.set(value, now);
        }
      }
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  const rate = sent / ((performance.now() - began) / 1000);
  await pool.close();
  return { rate, statuses };
}

function movedTo(
  moved: ReadonlyMap<string, string>,
  one: Recorded,
): Pick<Recorded, "method" | "path" | "headers" | "body"> {
  let { path, body } = one;
  for (const value of one.uses) {
    const now = moved.get(value);
    if (now === undefined) continue;
    path = path.replaceAll(value, now);
    if (typeof body === "string") body = body.replaceAll(value, now);
  }
  return { method: one.method, path, headers: one.headers, body };
}
