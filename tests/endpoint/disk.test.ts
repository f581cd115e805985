import type fs from "node:fs";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

/** Forces that are under way, in the order of their beginning. */
const underWay: ((error: Error | null) => void)[] = [];
const closed: number[] = [];
vi.mock("node:fs", async (original) => ({
  ...(await original<typeof fs>()),
  fdatasync: (_: number, told: (error: Error | null) => void) => underWay.push(told),
  closeSync: (descriptor: number) => closed.push(descriptor),
}));
const { diskOf } = await import("../../endpoint/disk.ts");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "endpoint-"));
  writeFileSync(join(folder, "log"), "");
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the disk", () => {
  let disk: ReturnType<typeof diskOf>;
  const settled: string[] = [];
  beforeEach(() => {
    underWay.length = 0;
    settled.length = 0;
    disk = diskOf(join(folder, "log"));
  });
  const ask = (name: string): void => {
    void disk.has().then(
      () => settled.push(name),
      (error: unknown) => settled.push(`${name}: ${error instanceof Error ? error.message : ""}`),
    );
  };
  /** The oldest force under way ends. */
  const end = async (error: Error | null = null): Promise<void> => {
    underWay.shift()?.(error);
    await new Promise(setImmediate);
  };

  test("is asked at once where nothing is under way", async () => {
    ask("a");
    expect(underWay).toHaveLength(1);
    await end();
    expect(settled).toEqual(["a"]);
  });

  test("has what was written before it was asked: who asks during a force waits for the next, and shares it", async () => {
    ask("a");
    ask("b");
    ask("c");
    expect(underWay).toHaveLength(1);
    await end();
    expect([settled, underWay.length]).toEqual([["a"], 1]);
    await end();
    expect([settled, underWay.length]).toEqual([["a", "b", "c"], 0]);
  });

  test("that has failed once vouches for nothing any more", async () => {
    ask("a");
    await end(new Error("input/output error"));
    ask("b");
    await end();
    expect([settled, underWay.length]).toEqual([["a: input/output error", "b: input/output error"], 0]);
  });

  test("is let go of when the force under way has ended", async () => {
    closed.length = 0;
    ask("a");
    disk.close();
    expect(closed).toEqual([]);
    await end();
    expect([settled, closed.length]).toEqual([["a"], 1]);
  });
});
