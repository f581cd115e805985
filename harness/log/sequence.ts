import type { Exchange } from "../exchange.ts";
import type { Step } from "./events.ts";
import { loggedRequest } from "./logged.ts";

/** An exchange that made something, under the name that tokens have for it. */
export interface Named {
  readonly name: string | undefined;
  readonly exchange: Exchange;
}

/** The requests that a finding needs, in order: those that made its values, those that made theirs, itself last. */
export function sequenceOf(history: readonly Named[], shown: Exchange): readonly Step[] {
  const needed = new Map<string, Map<string, string>>();
  const chosen: Named[] = [];
  const want = ({ bindings }: Exchange): void => {
    for (const [token, { maker, expression }] of bindings)
      needed.set(maker, (needed.get(maker) ?? new Map<string, string>()).set(token, expression));
  };
  want(shown);
  for (const past of history.toReversed()) {
    if (past.name === undefined || !needed.has(past.name)) continue;
    chosen.unshift(past);
    want(past.exchange);
  }
  return [
    ...chosen.map(({ name, exchange }) => step(exchange, needed.get(name ?? "") ?? new Map<string, string>())),
    step(shown, new Map()),
  ];
}

function step({ case: sent, symbolic }: Exchange, makes: ReadonlyMap<string, string>): Step {
  return {
    operation: sent.operation.id,
    request: loggedRequest(symbolic),
    credentials: sent.violation?.name === "missingCredentials" ? "none" : "placeholder",
    makes: Object.fromEntries(makes),
  };
}
