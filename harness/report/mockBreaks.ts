import type { ExchangeEvent } from "../log/events.ts";
import { Counter } from "../log/order.ts";
import type { MockBreak } from "./report.ts";

export interface MockBreaks {
  add(event: ExchangeEvent): void;
  told(): readonly MockBreak[];
}

/** The requests that broke the mock, by what was said of it. */
export function newMockBreaks(): MockBreaks {
  const times = new Counter();
  const first = new Map<string, ExchangeEvent>();
  return {
    add: (event) => {
      const reason = (event.undecided?.[0] ?? "it gave no answer").replace(/^mock: /, "");
      times.add(reason);
      const known = first.get(reason);
      if (known === undefined || event.unit < known.unit) first.set(reason, event);
    },
    told: () =>
      times.ranked().map(([reason, count]) => {
        const { operation = "", request } = first.get(reason) ?? {};
        return { reason, times: count, operation, request: `${request?.method} ${request?.target}` };
      }),
  };
}
