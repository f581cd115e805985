/**
 * 64 connections, reads and writes half and half, on the endpoint (in memory, and on a file): no answer may be 5xx, no
 * acknowledged write lost, and memory stays flat. How many requests a second that makes stands beside a bare node:http
 * server that says as much, and beside moto_server, where its command is there, for the part of the mix that it has.
 * Slices of all alternate.
 *
 * usage: node bench/endpointLoad.ts [seconds for each server] [slices]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "undici";
import { actor, lost, newWorld, STEPS, type Actor, type Send, type Step, type World } from "./endpoint/mix.ts";
import {
  bare,
  endpoint,
  HEADERS,
  median,
  moto,
  processorTime,
  residentMemory,
  type Target,
} from "./endpoint/targets.ts";

const CONNECTIONS = 64;
const [seconds = 60, slices = 10] = process.argv.slice(2).map(Number);

/** moto has no updateRouteResponse. */
const MOTO: readonly Step[] = ["readOwn", "createModel", "readModel", "deleteModel"];
interface Load {
  readonly target: Target;
  readonly steps: readonly Step[];
  readonly world: World;
  readonly actors: readonly Actor[];
  readonly send: Send;
  readonly statuses: Map<number, number>;
  /** What does not follow from what was acknowledged. */
  readonly faults: string[];
  /** Slice by slice: requests a second, microseconds of processor time for each, and the memory held afterwards in MB. */
  readonly slices: { readonly rate: number; readonly cost: number; readonly memory: number }[];
  readonly close: () => Promise<unknown>;
}

/** A request on a connection of its own, its answer read as JSON. */
function sender(client: Client, statuses: Map<number, number>): Send {
  return async (method, path, body) => {
    const payload = body === undefined ? null : JSON.stringify(body);
    const { statusCode: status, body: answer } = await client.request({
      method,
      path,
      headers: HEADERS,
      body: payload,
    });
    const text = await answer.text();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    return { status, body: text === "" ? {} : JSON.parse(text) };
  };
}

async function load(target: Target, steps: readonly Step[], known?: World): Promise<Load> {
  const clients = Array.from({ length: CONNECTIONS }, () => new Client(target.url));
  const statuses = new Map<number, number>();
  const faults: string[] = [];
  const sends = clients.map((client) => sender(client, statuses));
  const [send] = sends;
  if (send === undefined) throw new Error("no connection");
  const world = known ?? (await newWorld(send, CONNECTIONS));
  const actors = sends.map((own, index) => actor(own, world, index, (text) => faults.push(text)));
  const close = () => Promise.all(clients.map((client) => client.close()));
  return { target, steps, world, actors, send, statuses, faults, slices: [], close };
}

const answered = ({ statuses }: Load): number => statuses.values().reduce((sum, count) => sum + count, 0);

/** Lets all clients take their steps in turn until the time is over, each round of them whole. */
async function slice(one: Load): Promise<void> {
  const [before, time, start] = [answered(one), processorTime(one.target), performance.now()];
  const end = start + (seconds / slices) * 1_000;
  const client = async ({ steps }: Actor): Promise<void> => {
    while (performance.now() < end) for (const step of one.steps) await steps[step]();
  };
  await Promise.all(one.actors.map(client));
  const count = answered(one) - before;
  one.slices.push({
    rate: (count * 1_000) / (performance.now() - start),
    cost: (processorTime(one.target) - time) / count,
    memory: residentMemory(one.target),
  });
}

/** A server that says to each request of the mix what the endpoint would say. */
async function sayingAsMuch({ world, send }: Load): Promise<Target> {
  const model = await send("POST", `${world.own[0]?.api}/models`, { name: "Bare", schema: "{}" });
  const paths = [world.map, world.register, ...world.own.map(({ routeResponse }) => routeResponse)];
  const routeResponses = await Promise.all(
    paths.map(async (path) => {
      const answer = [200, JSON.stringify((await send("GET", path)).body)];
      return [
        [`GET ${path}`, answer],
        [`PATCH ${path}`, answer],
      ] as const;
    }),
  );
  return bare({
    ...Object.fromEntries(routeResponses.flat()),
    POST: [201, JSON.stringify(model.body)],
    GET: [200, JSON.stringify(model.body)],
    DELETE: [204, ""],
  });
}

/** The figures of a load; `others` are rates that its own is held against. */
function row({ target, statuses, slices: taken }: Load, others: readonly Load[]): Record<string, unknown> {
  const at = (share: number): number | undefined => taken[Math.max(0, Math.round(taken.length * share) - 1)]?.memory;
  const rate = rateOf(taken);
  return {
    server: target.name,
    "requests/s": Math.round(rate),
    "us of processor": Math.round(median(taken.map(({ cost }) => cost)) * 10) / 10,
    ...Object.fromEntries(others.map((other) => [`x ${other.target.name}`, (rate / rateOf(other.slices)).toFixed(2)])),
    "MB at 10%, 50%, 100%": [0.1, 0.5, 1].map(at).join(", "),
    "5xx": [...statuses].reduce((sum, [status, count]) => sum + (status >= 500 ? count : 0), 0),
    conflicts: statuses.get(409) ?? 0,
  };
}

const rateOf = (taken: Load["slices"]): number => median(taken.map(({ rate }) => rate));

async function alternate(loads: readonly Load[]): Promise<void> {
  for (let round = 0; round < slices; round++) for (const one of loads) await slice(one);
}

const folder = mkdtempSync(join(tmpdir(), "endpoint-load-"));
const targets: Target[] = [];
const started = (target: Target): Target => {
  targets.push(target);
  return target;
};
try {
  const memory = await load(started(await endpoint("endpoint")), STEPS);
  const file = await load(started(await endpoint("endpoint on a file", "--db", join(folder, "load.db"))), STEPS);
  // Every key of the map is there, so that the bare server's answers are as long.
  for (const { steps } of memory.actors) await steps.updateMap();
  const floor = await load(started(await sayingAsMuch(memory)), STEPS, memory.world);
  await alternate([memory, file, floor]);
  console.log(`${CONNECTIONS} connections, reads and writes, ${slices} slices of ${seconds / slices} s, medians`);
  console.table([...[memory, file].map((one) => row(one, [floor])), row(floor, [])]);

  for (const target of await moto()) {
    const other = await load(started(target), MOTO);
    const ours = await load(memory.target, MOTO);
    await alternate([ours, other]);
    console.log(`the part of it that moto_server has: ${MOTO.join(", ")}`);
    console.table([row(ours, [other]), row(other, [])]);
    await Promise.all([ours.close(), other.close()]);
  }

  for (const one of [memory, file]) {
    const faults = [...one.faults, ...(await lost(one.send, one.world, one.actors))];
    console.log(`${one.target.name}: ${answered(one)} answers, ${faults.length} lost or wrong`);
    for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  }
  await Promise.all([memory, file, floor].map(({ close }) => close()));
} finally {
  for (const { process: child } of targets) child.kill();
  rmSync(folder, { recursive: true });
}
