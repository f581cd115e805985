import type { ExchangeEvent, RunEvent } from "../log/events.ts";
import { Counter } from "../log/order.ts";
import type { FirstSeen, OperationTraffic, Report } from "./report.ts";

export interface Traffic {
  add(event: ExchangeEvent): void;
  told(documented: RunEvent["documented"]): Told;
}

export interface Told extends Pick<Report, "statuses" | "firstSeen" | "operations"> {
  readonly requests: number;
  /** Operations that have answered with 2xx. */
  readonly reached: number;
}

/** What was exchanged with one operation so far. */
class Row {
  requests = 0;
  judged = 0;
  /** Whole numbers, as the log rounds them: a sum of these does not depend on the order. */
  hundredthsOfMs = 0;
  readonly undecided = new Counter();
  readonly statuses = new Counter();
  readonly first = new Map<string, FirstSeen>();

  add({ failure, undecided, ms, response, unit, request, violation }: ExchangeEvent): void {
    this.requests += 1;
    this.hundredthsOfMs += Math.round(ms * 100);
    if (failure === "mockFault") return;
    this.judged += 1;
    for (const reason of undecided ?? []) this.undecided.add(reason.slice(0, reason.indexOf(": ")));
    // What another method is answered, 405 most of the time, is no status of this operation.
    if (response === undefined || violation?.name === "method") return;
    const status = String(response.status);
    this.statuses.add(status);
    const known = this.first.get(status);
    if (known === undefined || unit < known.unit)
      this.first.set(status, { unit, request: `${request.method} ${request.target}` });
  }
}

/** Counts exchanges by operation and status. Requests to operations that are not exercised, only to make state, are in the sum alone. */
export function newTraffic(): Traffic {
  const rows = new Map<string, Row>();
  let requests = 0;
  return {
    add: (event) => {
      requests += 1;
      const row = rows.get(event.operation) ?? new Row();
      rows.set(event.operation, row);
      row.add(event);
    },
    told: (documented) => {
      const tables = Object.entries(documented).map(([id, { method, path, statuses }]) => {
        const row = rows.get(id) ?? new Row();
        return { id, traffic: trafficOf(method, path, row), ...statusesOf(statuses, row) };
      });
      return {
        requests,
        reached: tables.filter(({ times }) => times.some(([status, count]) => status.startsWith("2") && count > 0))
          .length,
        operations: Object.fromEntries(tables.map(({ id, traffic }) => [id, traffic])),
        statuses: Object.fromEntries(tables.map(({ id, times }) => [id, Object.fromEntries(times)])),
        firstSeen: Object.fromEntries(tables.map(({ id, first }) => [id, Object.fromEntries(first)])),
      };
    },
  };
}

function trafficOf(
  method: string,
  path: string,
  { requests, judged, undecided, hundredthsOfMs }: Row,
): OperationTraffic {
  const ms = Math.round(hundredthsOfMs / 100);
  return { method, path, requests, judged, undecided: Object.fromEntries(undecided.ranked()), ms };
}

/** Documented statuses first, in the document's order, then those that came without being documented. `4XX` and `default` count what fell under them. */
function statusesOf(
  documented: readonly string[],
  row: Row,
): { readonly times: readonly (readonly [string, number])[]; readonly first: ReadonlyMap<string, FirstSeen> } {
  const times = new Map(documented.map((status) => [status, 0]));
  const first = new Map<string, FirstSeen>();
  for (const status of row.statuses.names().toSorted()) {
    const under = [status, `${status[0]}XX`, "default"].find((candidate) => documented.includes(candidate)) ?? status;
    times.set(under, (times.get(under) ?? 0) + row.statuses.get(status));
    const [known, candidate] = [first.get(under), row.first.get(status)];
    if (candidate !== undefined && (known === undefined || candidate.unit < known.unit)) first.set(under, candidate);
  }
  return { times: [...times], first };
}
