import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEndpoint } from "../../endpoint/server.ts";
import { readState, writeState } from "../../endpoint/state.ts";
import { openStore } from "../../endpoint/storage.ts";
import { run, startChild } from "./child.ts";
import { newApi, newFamily, send } from "./language.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "endpoint-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const file = (name: string): string => join(folder, name);

describe("what is kept", () => {
  test("is read by a second process on the same file, and by the first what the second writes", async () => {
    const [one, other] = [await startEndpoint({ file: file("two.db") }), await startChild("--db", file("two.db"))];
    const { routeResponse } = await newFamily(one);
    const change = { modelSelectionExpression: "there" };
    expect((await send(other, "PATCH", routeResponse, change)).body).toMatchObject(change);
    expect((await send(one, "GET", routeResponse)).body).toMatchObject(change);
    const writes = [one, other].flatMap((at) => Array.from({ length: 10 }, () => newApi(at)));
    expect(new Set(await Promise.all(writes))).toHaveLength(20);
    expect(await other.end("SIGTERM")).toBe(0);
    await one.close();
  });
});

describe("the state as JSON", () => {
  test("is what --export prints and --seed-state reads", async () => {
    const one = await startEndpoint({ file: file("export.db") });
    const { routeResponse } = await newFamily(one, { modelSelectionExpression: "\ud800\0" });
    const before = await send(one, "GET", routeResponse);
    await one.close();
    const { status, out } = run("--db", file("export.db"), "--export");
    expect(status).toBe(0);
    writeFileSync(file("state.json"), out);
    const other = await startChild("--seed-state", file("state.json"));
    expect((await send(other, "GET", routeResponse)).body).toEqual(before.body);
    expect(await other.end("SIGINT")).toBe(0);
  });

  test("is refused, with nothing of it kept, where it does not fit", () => {
    const store = openStore(":memory:");
    const api = { kind: "api", parent: null, id: "a", body: {} } as const;
    const route = { kind: "route", parent: "nobody", id: "b", body: { routeKey: "$default" } } as const;
    expect(() => store.seed([api, route])).toThrow(/FOREIGN KEY/);
    expect(() => store.seed([api, { ...route, parent: "a", body: {} }])).toThrow(/route b: expected a routeKey/);
    expect(store.export()).toEqual([]);
    store.seed([api]);
    expect(readState(writeState(store.export()))).toEqual([api]);
    store.close();
  });

  test.each([
    "",
    "[]",
    "{}",
    '{"resources":[{}]}',
    '{"resources":[{"kind":"stage","parent":null,"id":"a","body":{}}]}',
  ])("is not %j", (text) => {
    expect(() => readState(text)).toThrow(/expected|JSON/);
  });
});

test("a database of a newer program is refused", () => {
  const database = new DatabaseSync(file("newer.db"));
  database.exec("PRAGMA user_version = 99");
  database.close();
  expect(() => openStore(file("newer.db"))).toThrow(/schema version 99/);
  expect(run("--db", file("newer.db"))).toMatchObject({
    status: 2,
    out: "",
    err: expect.stringContaining("schema version 99"),
  });
});

test("a file that is no database is refused", () => {
  writeFileSync(file("text.db"), "hello ".repeat(1_000));
  expect(run("--db", file("text.db"))).toMatchObject({
    status: 2,
    out: "",
    err: expect.stringMatching(/^endpoint: .*not a database/),
  });
});
