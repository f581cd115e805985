/**
 * How many requests a second the endpoint answers, beside a bare node:http server that always says the same and, where its
 * command is there, beside moto_server. Each is a process of its own; rounds alternate, and the medians are told.
 *
 * usage: node bench/endpoint.ts [rounds] [seconds of a round]
 */
import { Pool } from "undici";
import { bare, endpoint, HEADERS, median, moto, type Target } from "./endpoint/targets.ts";

const CONNECTIONS = 64;
const [rounds = 5, seconds = 2] = process.argv.slice(2).map(Number);

interface Load {
  readonly name: string;
  readonly method: "GET" | "PATCH";
  readonly body?: string;
  /** moto has no updateRouteResponse. */
  readonly without?: string;
}

const LOADS: readonly Load[] = [
  { name: "getRouteResponse", method: "GET" },
  { name: "updateRouteResponse", method: "PATCH", body: '{"modelSelectionExpression":"x"}', without: "moto_server" },
];

/** What the bare server says to everything. */
const ANSWER = [
  200,
  '{"routeResponseId":"abcdef","routeResponseKey":"$default","responseModels":{},"responseParameters":{}}',
];

/** The path of a new route response; the bare server answers to any. */
async function newRouteResponse(url: string): Promise<string> {
  const post = async (path: string, body: object, id: string): Promise<string> => {
    const answer = await fetch(url + path, { method: "POST", headers: HEADERS, body: JSON.stringify(body) });
    return `${path}/${String(Object(await answer.json())[id])}`;
  };
  const api = await post(
    "/v2/apis",
    { name: "a", protocolType: "WEBSOCKET", routeSelectionExpression: "$request.body.action" },
    "apiId",
  );
  const route = await post(`${api}/routes`, { routeKey: "$default" }, "routeId");
  return post(`${route}/routeresponses`, { routeResponseKey: "$default" }, "routeResponseId");
}

/** Requests a second over all connections. A 409 is an answer: updates of one resource overlap here. */
async function measure({ url }: Target, path: string, { method, body }: Load): Promise<number> {
  const pool = new Pool(url, { connections: CONNECTIONS });
  const end = performance.now() + seconds * 1_000;
  let answered = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const answer = await pool.request({ method, path, headers: HEADERS, body: body ?? null });
      await answer.body.dump();
      if (answer.statusCode !== 200 && answer.statusCode !== 409)
        throw new Error(`${method} ${path}: ${answer.statusCode}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  await pool.close();
  return answered / seconds;
}

const targets = [
  await endpoint("endpoint"),
  await bare({ GET: ANSWER, PATCH: ANSWER, POST: ANSWER }),
  ...(await moto()),
];
try {
  const table: Record<string, Record<string, number>> = {};
  for (const load of LOADS) {
    const rates = targets
      .filter(({ name }) => name !== load.without)
      .map((target) => ({ target, seen: new Array<number>() }));
    const paths = await Promise.all(rates.map(({ target }) => newRouteResponse(target.url)));
    for (let round = 0; round < rounds; round++) {
      for (const [index, { target, seen }] of rates.entries())
        seen.push(await measure(target, paths[index] ?? "", load));
    }
    table[load.name] = Object.fromEntries(rates.map(({ target, seen }) => [target.name, Math.round(median(seen))]));
  }
  console.log(`requests a second, ${CONNECTIONS} connections, median of ${rounds} rounds of ${seconds} s`);
  console.table(table);
} finally {
  for (const { process: child } of targets) child.kill();
}
