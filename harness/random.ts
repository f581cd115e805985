import { hash, randomInt } from "node:crypto";
import fc from "fast-check";
import { xorshift128plus } from "pure-rand/generator/xorshift128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/** A generator that depends on its labels alone: the same seed and unit give the same draws, whatever ran before or beside it. */
export function randomFor(...labels: readonly (string | number)[]): fc.Random {
  // The first four octets, each a character: a buffer of them takes longer than the hash itself.
  const digest = hash("sha256", JSON.stringify(labels), "binary");
  const octet = (index: number): number => digest.charCodeAt(index) << (8 * index);
  return new Numbers(xorshift128plus(octet(0) | octet(1) | octet(2) | octet(3)));
}

/** The next of a series of generators: as good as one by labels of its own, at a tenth of the cost. */
export function nextRandom(series: fc.Random): fc.Random {
  return new Numbers(xorshift128plus(series.nextInt()));
}

/** A seed for a run that was given none: the only value of a run that nothing determines. 31 bits, so that it can be typed. */
export function freshSeed(): number {
  return randomInt(2 ** 31);
}

/** A source gives so many different numbers. */
const DIFFERENT = 2 ** 32;

/** fast-check's own numbers, each at half the cost: a case takes some hundred of them, a long text tens of thousands. */
class Numbers extends fc.Random {
  readonly #source: RandomGenerator;

  constructor(source: RandomGenerator) {
    // fast-check draws from a copy of what it is given: here both draw from one.
    super({ clone: () => source, next: () => source.next(), getState: () => source.getState() });
    this.#source = source;
  }

  override nextInt(min?: number, max?: number): number {
    if (min === undefined || max === undefined) return super.nextInt();
    const size = max - min + 1;
    if (size < 1 || size >= DIFFERENT) return super.nextInt(min, max);
    for (;;) {
      const drawn = (this.#source.next() ^ (1 << 31)) >>> 0;
      const rest = drawn % (size >>> 0);
      // The last numbers, fewer than there have to be of each, would make some more frequent than others.
      if (drawn - rest <= DIFFERENT - size) return min + rest;
    }
  }
}
