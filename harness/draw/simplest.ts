import type fc from "fast-check";

/** A guard against an arbitrary whose shrinking does not end. */
const MOST_STEPS = 10_000;

/** The value that an arbitrary shrinks to when every step is welcome: its simplest, drawn without chance. */
export function simplestOf<T>(arbitrary: fc.Arbitrary<T>, random: fc.Random): T {
  let best = arbitrary.generate(random, undefined);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = arbitrary.shrink(best.value_, best.context).next();
    if (next.done === true) break;
    best = next.value;
  }
  return best.value_;
}
