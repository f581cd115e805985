import { hash, randomInt } from "node:crypto";
import fc from "fast-check";
import { xorshift128plus } from "pure-rand/generator/xorshift128plus";

/** A generator that depends on its labels alone: the same seed and unit give the same draws, whatever ran before or beside it. */
export function randomFor(...labels: readonly (string | number)[]): fc.Random {
  const digest = hash("sha256", JSON.stringify(labels), "buffer");
  return new fc.Random(xorshift128plus(digest.readInt32LE(0)));
}

/** The next of a series of generators: as good as one by labels of its own, at a tenth of the cost. */
export function nextRandom(series: fc.Random): fc.Random {
  return new fc.Random(xorshift128plus(series.nextInt()));
}

/** A seed for a run that was given none: the only value of a run that nothing determines. 31 bits, so that it can be typed. */
export function freshSeed(): number {
  return randomInt(2 ** 31);
}
