import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowMemory } from "../../endpoint/memory.ts";
import { openStore, type Body, type Row, type Store } from "../../endpoint/storage.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "endpoint-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Step {
  /** Which of two processes takes it. */
  readonly by: 0 | 1;
  readonly does: "insert" | "update" | "remove" | "fail" | "look";
  /** Of what there is, the resource that it is done to. */
  readonly at: number;
  readonly value: string;
}

const step: fc.Arbitrary<Step> = fc.record({
  by: fc.constantFrom(0, 1),
  does: fc.constantFrom("insert", "update", "update", "remove", "fail", "look", "look"),
  at: fc.nat({ max: 9 }),
  // The longer one is too long to be remembered.
  value: fc.oneof(fc.string(), fc.constant("x".repeat(10_000))),
});

type Bodies = ReadonlyMap<string, Body>;

/** Changes something; gives back what there must be afterwards. */
function change(store: Store, there: Bodies, { does, at, value }: Step): Bodies {
  const body = { value };
  if (does === "insert") return new Map([...there, [store.insert("api", null, body).id, body]]);
  const row = store.find("api", null, [...there.keys()][at % there.size] ?? "");
  if (row === undefined) return there;
  if (does === "remove") {
    store.remove(row);
    return new Map([...there].filter(([id]) => id !== row.id));
  }
  store.update(row, body);
  return new Map([...there, [row.id, body]]);
}

/** Changes something, and then it is undone. */
function fail(store: Store, there: Bodies, step: Step): void {
  try {
    store.transaction(() => {
      change(store, there, { ...step, does: "update" });
      throw new Error("undone");
    });
  } catch {
    // There is what was there before.
  }
}

/** What two processes on one file see wherever they look, and what is there. What one does is one transaction until the other has its turn. */
async function story(
  file: string,
  steps: readonly Step[],
): Promise<{ readonly seen: unknown[]; readonly is: unknown[] }> {
  const stores = [openStore(file), openStore(file)] as const;
  const seen: unknown[] = [];
  const is: unknown[] = [];
  const ever = new Set<string>();
  let there: Bodies = new Map();
  let last = stores[0];
  for (const step of steps) {
    const store = stores[step.by];
    if (store !== last) await last.settled();
    last = store;
    if (step.does === "look") {
      seen.push([...ever].map((id) => store.find("api", null, id)?.body));
      is.push([...ever].map((id) => there.get(id)));
    } else if (step.does === "fail") fail(store, there, step);
    else there = store.transaction(() => change(store, there, step));
    for (const id of there.keys()) ever.add(id);
  }
  for (const store of stores) store.close();
  return { seen, is };
}

test("two processes on one file see what either has left, whatever is done, undone or too long", async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const { seen, is } = await story(join(folder, `${runs++}.db`), steps);
      expect(seen).toEqual(is);
    }),
    { numRuns: 50 },
  );
});

test("not more than some thousand rows are remembered", () => {
  const memory = rowMemory();
  const row = (id: string): Row => ({ kind: "api", parent: null, id, position: 1, version: 1, body: {} });
  const ids = Array.from({ length: 10_000 }, (_, index) => String(index));
  for (const id of ids) memory.keep(row(id), "{}");
  const remembered = ids.filter((id) => memory.get(id) !== undefined);
  expect(remembered.length).toBeLessThan(5_000);
  expect(remembered).toContain("9999");
});
