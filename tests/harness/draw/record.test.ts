import fc from "fast-check";
import { expect, test } from "vitest";
import { RecordArbitrary } from "../../../harness/draw/record.ts";
import { randomFor } from "../../../harness/random.ts";

interface Point {
  readonly x: number;
  readonly y?: number;
}

const points = new RecordArbitrary<Point>([
  { name: "x", arbitrary: fc.nat({ max: 9 }), required: true },
  { name: "y", arbitrary: fc.nat({ max: 9 }), required: false },
]);

/** What a point shrinks to where every smaller one shows the same and `shows` says of which. */
function smallest(shows: (point: Point) => boolean): Point | undefined {
  const { counterexample } = fc.check(
    fc.property(points, (point) => !shows(point)),
    { seed: 1, numRuns: 1000 },
  );
  return counterexample?.[0];
}

test("a record has its required members always, the others most of the time", () => {
  const drawn = Array.from({ length: 600 }, (_, index) => points.generate(randomFor(index), undefined).value);
  expect(drawn.every(({ x }) => x >= 0 && x <= 9)).toBe(true);
  const without = drawn.filter((point) => !("y" in point)).length;
  expect(without).toBeGreaterThan(50);
  expect(without).toBeLessThan(200);
});
test("it shrinks to its required members, each the smallest", () => {
  expect(smallest(() => true)).toEqual({ x: 0 });
});
test("and keeps what is needed", () => {
  expect(smallest(({ x, y = 0 }) => x >= 3 && y >= 5)).toEqual({ x: 3, y: 5 });
});
test("a member may have any name", () => {
  const odd = new RecordArbitrary<{ readonly [name: string]: number }>([
    { name: "__proto__", arbitrary: fc.constant(1), required: true },
  ]);
  expect(Object.keys(odd.generate(randomFor(1), undefined).value)).toEqual(["__proto__"]);
});
