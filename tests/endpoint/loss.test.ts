import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actor, lost, newWorld, STEPS, type Actor, type Send } from "../../bench/endpoint/mix.ts";
import { startEndpoint, type EndpointOptions } from "../../endpoint/server.ts";
import type { Row, Store } from "../../endpoint/storage.ts";
import { startChild } from "./child.ts";
import { AUTHORIZATION } from "./language.ts";

const CLIENTS = 16;
const ROUNDS = 10;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "endpoint-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const file = (name: string): string => join(folder, name);

/** Sends on a connection of its own. */
function sender(client: Client): Send {
  const headers = { authorization: AUTHORIZATION, "content-type": "application/json" };
  return async (method, path, body) => {
    const payload = body === undefined ? null : JSON.stringify(body);
    const answer = await client.request({ method, path, headers, body: payload });
    const text = await answer.body.text();
    return { status: answer.statusCode, body: text === "" ? {} : JSON.parse(text) };
  };
}

/** What is lost or wrong when many clients, each on a connection of its own, have taken every step of the mix some times. */
async function faultsOf(urls: readonly string[]): Promise<readonly string[]> {
  const clients = Array.from({ length: CLIENTS }, (_, index) => new Client(urls[index % urls.length] ?? ""));
  const sends = clients.map(sender);
  const [send = () => Promise.reject(new Error("no client"))] = sends;
  const world = await newWorld(send, CLIENTS);
  const faults: string[] = [];
  const actors = sends.map((own, index) => actor(own, world, index, (text) => faults.push(text)));
  await Promise.all(actors.map(act));
  const missing = await lost(send, world, actors);
  await Promise.all(clients.map((client) => client.close()));
  return [...faults, ...missing];
}

async function act({ steps }: Actor): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) for (const step of STEPS) await steps[step]();
}

async function faultsOfEndpoint(options: EndpointOptions): Promise<readonly string[]> {
  const running = await startEndpoint(options);
  const faults = await faultsOf([running.url]);
  await running.close();
  return faults;
}

describe(`of what ${CLIENTS} clients at once were told is done, nothing is lost`, () => {
  test("in memory", async () => {
    expect(await faultsOfEndpoint({})).toEqual([]);
  });

  test("on a file", async () => {
    expect(await faultsOfEndpoint({ file: file("one.db") })).toEqual([]);
  });

  test("on a file that two processes write", { timeout: 60_000 }, async () => {
    const [one, other] = [await startEndpoint({ file: file("two.db") }), await startChild("--db", file("two.db"))];
    expect(await faultsOf([one.url, other.url])).toEqual([]);
    expect(await other.end("SIGTERM")).toBe(0);
    await one.close();
  });

  const faulty: readonly [what: string, spoil: (store: Store) => Partial<Store>][] = [
    ["keeps no update", () => ({ update: (row, body) => ({ ...row, body }) })],
    ["merges into what it has read first", (store) => ({ find: remembering(store) })],
  ];
  test.each(faulty)("but much is by a store that %s", async (_, spoil) => {
    const defect = { apply: (store: Store) => ({ store: { ...store, ...spoil(store) } }) };
    const faults = await faultsOfEndpoint({ defect });
    for (const kind of ["own", "map", "register"]) expect(faults).toContainEqual(expect.stringMatching(`^${kind}`));
  });
});

/** Answers a question as it did the first time. */
function remembering(store: Store): Store["find"] {
  const rows = new Map<string, Row | undefined>();
  return (kind, parent, id) => {
    const key = `${kind}/${parent}/${id}`;
    const row = rows.get(key) ?? store.find(kind, parent, id);
    rows.set(key, row);
    return row;
  };
}
