import type fc from "fast-check";
import type { Json } from "../../model/json.ts";
import { randomFor } from "../random.ts";

const TRIES = 16;

/** Whether drawing until a value breaks the rule ends soon: at least one in four does. */
export function isOftenEnough(arbitrary: fc.Arbitrary<Json>, breaks: (value: Json) => boolean): boolean {
  const random = randomFor("often enough");
  return (
    Array.from({ length: TRIES }, () => arbitrary.generate(random, undefined).value_).filter(breaks).length >= TRIES / 4
  );
}
