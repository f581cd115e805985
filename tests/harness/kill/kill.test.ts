import { expect, test } from "vitest";
import { featureModel } from "../reference/documents.ts";
import { CLASSIC } from "./classic.ts";
import { hunt, sizeOf } from "./hunt.ts";
import { families } from "./mutants.ts";
import { SURVIVORS } from "./survivors.ts";

const SHORT = [
  { blocks: 1, isWhole: false },
  { blocks: 8, isWhole: true },
];
const WHOLE = [{ blocks: 1, isWhole: true }];

test.each(CLASSIC)("$check finds $name, and shows it small", async (mutant) => {
  const { found, requests, finding } = await hunt(await featureModel(mutant.feature), mutant, 1, WHOLE);
  expect(found).toBe(true);
  expect(requests).toBeLessThanOrEqual(5000);
  expect(finding?.stage).toBe("shrunk");
  expect(finding && sizeOf(finding)).toBeLessThan(80);
});

// `bench/kills.ts` hunts them all; KILLS.md tells of each.
const all = Object.values(await families()).flat();
const some = all.filter(
  ({ feature, name }, index) => index % 29 === 0 && SURVIVORS[`${feature}: ${name}`] === undefined,
);

test.each(some)("$check finds out that $feature has: $name", async (mutant) => {
  const { found, checks } = await hunt(await featureModel(mutant.feature), mutant, 1, SHORT);
  expect([found, checks]).toEqual([true, expect.arrayContaining([mutant.check])]);
});

test("what is argued as a survivor is a mutant", () => {
  const names = new Set(all.map(({ feature, name }) => `${feature}: ${name}`));
  expect(Object.keys(SURVIVORS).filter((name) => !names.has(name))).toEqual([]);
});
