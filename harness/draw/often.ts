import type fc from "fast-check";
import type { Json } from "../../model/json.ts";
import { randomFor } from "../random.ts";

const TRIES = 16;

/** Whether drawing until a value breaks the rule ends soon: at least one in four does. */
export function isOftenEnough<T = Json>(arbitrary: fc.Arbitrary<T>, breaks: (value: T) => boolean): boolean {
  const random = randomFor("often enough");
  let broken = 0;
  for (let tried = 0; tried < TRIES && broken < TRIES / 4; tried += 1)
    if (breaks(arbitrary.generate(random, undefined).value_)) broken += 1;
  return broken >= TRIES / 4;
}
