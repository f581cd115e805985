import type * as fc from "fast-check";
import type { Json } from "../../../model/json.ts";
import { randomFor } from "../../random.ts";
import type { Goal } from "../canonical/goal.ts";
import { unspared } from "../canonical/holding.ts";
import { pick } from "../draw/core.ts";
import { leaf, sift, TreeArbitrary } from "../draw/tree.ts";
import type { Tree } from "../draw/tree.ts";
import { drawAround, instanceOf, pointerOf } from "../places.ts";
import type { Place } from "../places.ts";
import type { Breach } from "./breach.ts";
import type { NegateOptions, Negation } from "./negation.ts";

/** What the whole value's failures are to say: the keyword and the place that the validator tells, and how many drawings may try. */
export interface Told {
  readonly keyword: string;
  readonly instance: string;
  readonly attempts: number;
}

const ATTEMPTS = 20;

/** The breach as an arbitrary of whole values, once one value has been found that breaks it and nothing else; undefined where none was. */
export function negationOf(
  place: Place,
  breach: Breach,
  options: NegateOptions,
  told: Told = { keyword: breach.keyword, instance: pointerOf(place), attempts: ATTEMPTS },
): Negation | undefined {
  const { keyword, detail, atom, goal } = breach;
  if (options.core.least(goal) === Infinity) return undefined;
  const tried = trying(place, goal, options, told);
  const proof = tried(randomFor(goal.key), undefined, told.attempts);
  if (proof === undefined) return undefined;
  const arbitrary = new TreeArbitrary((random, bias) => tried(random, bias, ATTEMPTS) ?? leaf(proof.value));
  return {
    keyword,
    ...(detail !== undefined && { detail }),
    instance: instanceOf(place),
    schema: atom.pointer,
    arbitrary,
  };
}

type Trying = (random: fc.Random, bias: number | undefined, attempts: number) => Tree | undefined;

/** Draws whole values around a part of the goal until one breaks just what is told. */
function trying(place: Place, goal: Goal, { core, failures, size }: NegateOptions, told: Told): Trying {
  const exact = (value: Json): boolean => {
    const found = unspared(failures(value), value, core.spared);
    return (
      found.length > 0 &&
      found.every((failure) => failure.keyword === told.keyword && failure.instance === told.instance)
    );
  };
  return (random, bias, attempts) => {
    for (let count = 0; count < attempts; count++) {
      const drawing = { random, bias, fuel: size };
      const shape = pick(drawing, core.shapes(goal));
      const part = shape && core.drawWith(goal, shape, drawing);
      const whole = part && drawAround(place, part, core, drawing);
      if (whole !== undefined && exact(whole.value)) return sift(whole, exact);
    }
    return undefined;
  };
}
