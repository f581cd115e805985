/**
 * How many requests a second the endpoint answers, beside a bare node:http server that always says the same and, where its
 * command is there, beside moto_server. Each is a process of its own; rounds alternate, and the medians are told.
 *
 * usage: node bench/endpoint.ts [rounds] [seconds of a round]
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { Pool } from "undici";

const CONNECTIONS = 64;
const [rounds = 5, seconds = 2] = process.argv.slice(2).map(Number);

interface Target {
  readonly name: string;
  readonly url: string;
  readonly process: ChildProcess;
}

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

const HEADERS = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0",
  "content-type": "application/json",
};

const BARE = `
  const body = JSON.stringify({ routeResponseId: "abcdef", routeResponseKey: "$default", responseModels: {}, responseParameters: {}, apiId: "a", routeId: "r" });
  const server = require("node:http").createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(200, { "content-type": "application/json" }).end(body));
  }).listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port));`;

async function listening(name: string, command: string, ...args: readonly string[]): Promise<Target> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [url]: unknown[] = await once(createInterface(child.stdout), "line");
  return { name, url: String(url), process: child };
}

async function moto(): Promise<Target> {
  const port = await freePort();
  const child = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    await wait(100);
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return { name: "moto_server", url, process: child };
  }
  throw new Error("moto_server does not listen");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

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

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const targets = [
  await listening("endpoint", process.execPath, new URL("../endpoint/main.ts", import.meta.url).pathname),
  await listening("bare node:http", process.execPath, "-e", BARE),
  ...(spawnSync("moto_server", ["--help"]).status === 0 ? [await moto()] : []),
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
