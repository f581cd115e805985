import fc from "fast-check";
import { xorshift128plus } from "pure-rand/generator/xorshift128plus";
import { expect, test } from "vitest";
import { nextRandom, randomFor } from "../../harness/random.ts";

/** The first of a series, and fast-check's own generator of the same seed. */
function both(seed: number): readonly [ours: fc.Random, theirs: fc.Random] {
  const start = randomFor(seed).nextInt();
  return [nextRandom(randomFor(seed)), new fc.Random(xorshift128plus(start))];
}

const bound = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32),
);
const range = fc.tuple(bound, bound).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

test("its numbers are fast-check's, whatever else is drawn between them", () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(range, { minLength: 1, maxLength: 20 }), (seed, ranges) => {
      const [ours, theirs] = both(seed);
      const drawn = (random: fc.Random) =>
        ranges.map(([min, max]) => [
          random.nextInt(min, max),
          random.nextInt(),
          random.nextBigInt(BigInt(min), BigInt(max)),
          random.clone().nextInt(min, max),
        ]);
      expect(drawn(ours)).toEqual(drawn(theirs));
    }),
  );
});

test("the same labels give the same numbers, others give others", () => {
  const numbers = (...labels: readonly (string | number)[]) => {
    const random = randomFor(...labels);
    return Array.from({ length: 4 }, () => random.nextInt());
  };
  expect(numbers(1, "a")).toEqual(numbers(1, "a"));
  expect(numbers(1, "a")).not.toEqual(numbers(1, "b"));
  expect(numbers(1, "a")).not.toEqual(numbers("1", "a"));
});
