import type fc from "fast-check";
import type { Case } from "../case.ts";
import { fixed } from "./fixed.ts";
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
      // What no draw of this way would leave out: the finding may not need what was broken on purpose.
      yield* fixed(unlabelled(value), path).shrinks();
    },
  };
}

/** The case without its violation's name, which may no longer fit; credentials are left out or broken by that name alone. */
function unlabelled(given: Case): Case {
  if (given.violation === undefined || given.violation.at === "security") return given;
  const { violation: _, ...bare } = given;
  return bare;
}
