import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planOf, type Plan } from "../../../harness/run/plan.ts";
import { unitName } from "../../../harness/run/unit.ts";
import type { Model } from "../../../model/model.ts";
import { apigateway } from "./language.ts";

const model = await apigateway();
const [spare] = model.operations;

/** The same document with some of its operations only. */
const having = (ids: readonly string[]): Model => ({
  ...model,
  operations: model.operations.filter(({ id }) => ids.includes(id)),
});
const planned = (of: Model, plan: Plan): readonly string[] => [...planOf(of, plan)].map(([, unit]) => unitName(unit));

const someOperations = fc.subarray(
  model.operations.map(({ id }) => id),
  { minLength: 1 },
);
const plans = fc.record({
  phases: fc.subarray(["examples", "coverage", "fuzz", "stateful"] as const),
  blocks: fc.nat(4),
  includes: fc.constant(() => true),
});
const counts = fc.integer({ min: 1, max: 12 });

const shardsOf = (of: Model, plan: Plan, count: number): readonly (readonly string[])[] =>
  Array.from({ length: count }, (_, index) => planned(of, { ...plan, shard: { index: index + 1, count } }));

test("every unit is in exactly one shard, in the order of the whole", () => {
  fc.assert(
    fc.property(someOperations, plans, counts, (ids, plan, count) => {
      const whole = planned(having(ids), plan);
      const shards = shardsOf(having(ids), plan, count);
      expect(shards.flat().toSorted()).toEqual(whole.toSorted());
      for (const shard of shards) expect(shard).toEqual(whole.filter((name) => shard.includes(name)));
    }),
  );
});

test("a unit is at the same place in a shard as in the whole", () => {
  fc.assert(
    fc.property(plans, counts, (plan, count) => {
      const places = new Map([...planOf(model, plan)].map(([order, unit]) => [unitName(unit), order]));
      for (const [order, unit] of planOf(model, { ...plan, shard: { index: 1, count } }))
        expect(order).toBe(places.get(unitName(unit)));
    }),
  );
});

test("no unit is twice in a run", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const names = planned(model, plan);
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});

test("an operation that is added changes neither the units of the others, nor their order, nor their shards", () => {
  fc.assert(
    fc.property(someOperations, plans, counts, (ids, plan, count) => {
      const before = having(ids.filter((id) => id !== spare?.id));
      const after = having([...ids, spare?.id ?? ""]);
      const others = (names: readonly string[]) => names.filter((name) => !name.startsWith(`${spare?.id}/`));
      expect(shardsOf(after, plan, count).map(others)).toEqual(shardsOf(before, plan, count));
    }),
  );
});

test("an endless plan is begun without end", () => {
  const plan: Plan = { phases: ["fuzz"], blocks: Infinity, includes: (): boolean => true };
  const first = [...planOf(model, plan).take(3 * model.operations.length)].map(([, { block }]) => block);
  expect(first.at(-1)).toBe(2);
});

test.each([
  ["no operation", { phases: ["fuzz"], blocks: Infinity, includes: (): boolean => false }],
  ["no phase", { phases: [], blocks: Infinity, includes: (): boolean => true }],
  ["no block", { phases: ["fuzz", "stateful"], blocks: 0, includes: (): boolean => true }],
] as const satisfies readonly (readonly [string, Plan])[])("a plan of %s has no unit", (_, plan) =>
  expect(planned(model, plan)).toEqual([]),
);
