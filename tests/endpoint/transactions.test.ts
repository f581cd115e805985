import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { NO_DISK } from "../../endpoint/disk.ts";
import { startEndpoint } from "../../endpoint/server.ts";
import { groupCommit, type Transactions } from "../../endpoint/transactions.ts";
import { newFamily, send } from "./language.ts";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "endpoint-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the works of one turn of the event loop", () => {
  let writer: DatabaseSync;
  let reader: DatabaseSync;
  let transactions: Transactions;
  const told: string[] = [];
  beforeEach((context) => {
    const file = join(folder, `${context.task.id}.db`);
    [writer, reader] = [new DatabaseSync(file), new DatabaseSync(file)];
    writer.exec(
      "PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER PRIMARY KEY, up INTEGER REFERENCES t (n)) STRICT;",
    );
    told.length = 0;
    transactions = groupCommitOn(NO_DISK);
  });
  afterEach(() => {
    writer.close();
    reader.close();
  });

  const groupCommitOn = (disk: Parameters<typeof groupCommit>[1]): Transactions =>
    groupCommit(writer, disk, { begun: () => told.push("begun"), undone: () => told.push("undone") });
  const add = (n: number) => (): void => {
    writer.exec(`INSERT INTO t VALUES (${n}, NULL)`);
  };
  const failing = (n: number) => (): void => {
    add(n)();
    throw new Error("no");
  };
  /** Nothing is wrong with it until it is to be kept. */
  const unkeepable = (n: number) => (): void => {
    writer.exec(`PRAGMA defer_foreign_keys = ON; INSERT INTO t VALUES (${n}, 99)`);
  };
  const kept = (by: DatabaseSync): unknown[] =>
    by
      .prepare("SELECT n FROM t")
      .all()
      .map(({ n }) => n);

  test("are kept together, once they are settled", async () => {
    transactions.run(add(1));
    transactions.run(add(2));
    expect([kept(writer), kept(reader)]).toEqual([[1, 2], []]);
    await transactions.settled();
    expect(kept(reader)).toEqual([1, 2]);
    expect(told).toEqual(["begun"]);
  });

  test("are undone alone where they throw", async () => {
    transactions.run(add(1));
    expect(() => transactions.run(failing(2))).toThrow("no");
    transactions.run(add(3));
    await transactions.settled();
    expect(kept(reader)).toEqual([1, 3]);
    expect(told).toEqual(["begun", "undone"]);
  });

  test("are undone together where they cannot be kept, and everybody who waits is told", async () => {
    transactions.run(add(1));
    const first = transactions.settled();
    transactions.run(unkeepable(2));
    const second = transactions.settled();
    await expect(first).rejects.toThrow(/FOREIGN KEY/);
    await expect(second).rejects.toThrow(/FOREIGN KEY/);
    expect([kept(writer), kept(reader)]).toEqual([[], []]);
    expect(told).toEqual(["begun", "undone"]);
  });

  test("do not hinder those of the next turn", async () => {
    transactions.run(unkeepable(1));
    await expect(transactions.settled()).rejects.toThrow(/FOREIGN KEY/);
    transactions.run(add(2));
    await transactions.settled();
    expect(kept(reader)).toEqual([2]);
  });

  test("that lose the whole transaction are told at once to those who wait", async () => {
    transactions.run(add(1));
    const first = transactions.settled();
    const breaking = (): void => {
      writer.exec("ROLLBACK");
      throw new Error("disk full");
    };
    expect(() => transactions.run(breaking)).toThrow("disk full");
    transactions.run(add(2));
    await expect(first).rejects.toThrow(/no transaction/);
    await transactions.settled();
    expect(kept(reader)).toEqual([2]);
  });

  test("are settled when the disk has what was committed, not before", async () => {
    const disk = Promise.withResolvers<void>();
    let isSettled = false;
    transactions = groupCommitOn({ has: () => disk.promise });
    transactions.run(add(1));
    const settled = transactions.settled().then(() => (isSettled = true));
    await turn();
    expect([kept(reader), isSettled]).toEqual([[1], false]);
    disk.resolve();
    await settled;
  });

  test("are told of what the disk could not take to all who may have seen it", async () => {
    transactions = groupCommitOn({ has: () => Promise.reject(new Error("input/output error")) });
    transactions.run(add(1));
    await turn();
    await expect(transactions.settled()).rejects.toThrow("input/output error");
  });

  test("are committed at once where that is asked for", () => {
    transactions.run(add(1));
    transactions.commit();
    expect(kept(reader)).toEqual([1]);
  });
});

test("what was done, but could not be kept, is answered 500", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  let full = false;
  const settled = async (): Promise<void> => {
    if (full) throw new Error("disk full");
  };
  const running = await startEndpoint({ defect: { apply: (store) => ({ store: { ...store, settled } }) } });
  const { routeResponse } = await newFamily(running);
  full = true;
  expect(await send(running, "PATCH", routeResponse, {})).toMatchObject({
    status: 500,
    type: "InternalServerErrorException",
  });
  await running.close();
});
