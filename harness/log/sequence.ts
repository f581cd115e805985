import { isAnswered, type Exchange } from "../exchange.ts";
import { splitTarget } from "../wire/path.ts";
import type { Step } from "./events.ts";
import { loggedRequest } from "./logged.ts";

/** An exchange that made something, under the name that tokens have for it. */
export interface Named {
  readonly name: string | undefined;
  readonly exchange: Exchange;
}

/**
 * The requests that a finding needs, in order: its story, those that made the values of these, those that made theirs; the one that shows it last.
 * Where a list gave a value (the token of its next page), those that made what it lists are needed too.
 */
export function sequenceOf(
  history: readonly Named[],
  shown: Exchange,
  story: readonly (readonly [role: string, exchange: Exchange])[] = [],
): readonly Step[] {
  const roles = new Map(story.map(([role, exchange]) => [exchange, role]));
  const needed = new Map<string, Map<string, string>>();
  const want = ({ bindings }: Exchange): void => {
    for (const [token, { maker, expression }] of bindings)
      needed.set(maker, (needed.get(maker) ?? new Map<string, string>()).set(token, expression));
  };
  const listed = new Set<string>();
  const isListed = ({ symbolic: { method, target }, answer }: Exchange): boolean =>
    method === "POST" && listed.has(splitTarget(target).path) && isAnswered(answer) && answer.status < 300;
  const chosen: Step[] = [];
  const last = history.findLastIndex(({ exchange }) => exchange === shown);
  for (const { name, exchange } of history.slice(0, last + 1).toReversed()) {
    const isMaker = (name !== undefined && needed.has(name)) || isListed(exchange);
    if (exchange !== shown && !roles.has(exchange) && !isMaker) continue;
    if (isMaker && exchange.symbolic.method === "GET") listed.add(splitTarget(exchange.symbolic.target).path);
    chosen.unshift(step(exchange, needed.get(name ?? "") ?? new Map<string, string>(), roles.get(exchange)));
    want(exchange);
  }
  return chosen;
}

function step(
  { case: sent, symbolic, credentials }: Exchange,
  makes: ReadonlyMap<string, string>,
  role: string | undefined,
): Step {
  return {
    operation: sent.operation.id,
    ...(role !== undefined && { role }),
    request: loggedRequest(symbolic),
    credentials,
    makes: Object.fromEntries(makes),
  };
}
