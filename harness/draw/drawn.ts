import type fc from "fast-check";
import type { Case } from "../case.ts";
import type { Drawn } from "../run/session.ts";

/** How often boundaries are preferred, in fast-check's terms: one draw in three. */
const BIAS = 3;

/** A case drawn from an arbitrary; it shrinks as fast-check shrinks it. */
export function draw(arbitrary: fc.Arbitrary<Case>, random: fc.Random, index: number): Drawn {
  const { value_, context } = arbitrary.generate(random, BIAS);
  return drawnFrom(arbitrary, value_, context, String(index));
}

function drawnFrom(arbitrary: fc.Arbitrary<Case>, value: Case, context: unknown, path: string): Drawn {
  return {
    case: value,
    path,
    *shrinks() {
      let index = 0;
      for (const smaller of arbitrary.shrink(value, context)) {
        yield drawnFrom(arbitrary, smaller.value_, smaller.context, `${path}:${index}`);
        index += 1;
      }
    },
  };
}
