import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coveringArray, type Row } from "../../../harness/draw/covering.ts";

const any = (): boolean => true;
const factors = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 7 });

/** Every combination of levels of any `strength` factors, as text. */
function combinationsIn(rows: readonly Row[], strength: number): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => choose([...row.entries()], strength).map((some) => JSON.stringify(some))));
}

function choose<T>(items: readonly T[], count: number): readonly (readonly T[])[] {
  if (count === 0) return [[]];
  return items.flatMap((item, index) => choose(items.slice(index + 1), count - 1).map((rest) => [item, ...rest]));
}

function allRows(levels: readonly number[]): readonly Row[] {
  const [first, ...rest] = levels;
  if (first === undefined) return [[]];
  return allRows(rest).flatMap((row) => Array.from({ length: first }, (_, level) => [level, ...row]));
}

describe("a covering array", () => {
  test.each([2, 3])("holds every combination of %i factors that there is", (strength) => {
    fc.assert(
      fc.property(factors, (levels) => {
        fc.pre(levels.length >= strength);
        const { rows, tuples, covered } = coveringArray(levels, strength, any);
        const wanted = combinationsIn(allRows(levels), strength);
        expect(combinationsIn(rows, strength)).toEqual(wanted);
        expect([tuples, covered]).toEqual([wanted.size, wanted.size]);
      }),
      { numRuns: 15 },
    );
  });
  test("has possible rows only, and says how many combinations they hold", () => {
    fc.assert(
      fc.property(factors, fc.nat({ max: 20 }), (levels, salt) => {
        const isPossible = (row: Row): boolean =>
          row.reduce((sum, level, index) => sum + level * (index + 1), salt) % 3 !== 0;
        const { rows, covered } = coveringArray(levels, 2, isPossible);
        expect(rows.filter((row) => !isPossible(row))).toEqual([]);
        expect(covered).toBe(combinationsIn(rows, 2).size);
      }),
    );
  });
  test("misses nothing that stands among zeros", () => {
    const few = (row: Row): boolean => row.filter((level) => level > 0).length <= 2;
    const { tuples, covered } = coveringArray([3, 3, 3, 3], 2, few);
    expect(covered).toBe(tuples);
  });
  test("takes far fewer rows than there are", () =>
    expect(coveringArray([4, 4, 4, 4, 4, 4], 2, any).rows.length).toBeLessThan(40));
  test("is the same each time", () =>
    expect(coveringArray([3, 2, 4, 2], 2, any)).toEqual(coveringArray([3, 2, 4, 2], 2, any)));
  test("of too few factors holds nothing", () =>
    expect(coveringArray([3], 2, any)).toEqual({ rows: [], tuples: 0, covered: 0 }));
});
