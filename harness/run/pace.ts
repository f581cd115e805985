import { now, pause } from "../clock.ts";
import type { Allowance } from "./session.ts";

type Moments = Pick<Allowance, "until" | "stopped">;

/** When requests may go out. */
export interface Pace {
  /** To be waited for before the next request goes out: ends when it may, or when the run is over. Undefined where nothing waits. */
  turn(budget: Moments): Promise<void> | undefined;
  /** To be told of every answer: the milliseconds for which the target asks to be left alone; undefined where it does not ask. */
  heed(wait: number | undefined): void;
}

/** So often in a row a run waits for a target that then asks again. */
const MOST_IN_VAIN = 3;

/** Milliseconds after which a wait looks whether the run is over. */
const SLICE = 200;

/** At most `rate` requests a second over all units, evenly spread; without a rate nothing waits, but for a target that has asked for patience. */
export function pacer(rate: number | undefined): Pace {
  const gap = rate === undefined ? 0 : 1000 / rate;
  let next = now();
  let held = next;
  let vain = 0;
  const take = (): number => {
    const turn = rate === undefined ? held : Math.max(next, held, now());
    next = turn + gap;
    return turn;
  };
  const wait = async (first: number, budget: Moments): Promise<void> => {
    await until(first, budget);
    // While this one waited, an answer may have asked for patience.
    for (let turn = first; held > turn && !isOver(budget);) {
      turn = take();
      await until(turn, budget);
    }
  };
  return {
    turn: (budget) => {
      const turn = take();
      return turn <= now() ? undefined : wait(turn, budget);
    },
    heed: (wait) => {
      if (wait === undefined) vain = 0;
      if (wait === undefined || wait === 0 || vain >= MOST_IN_VAIN) return;
      // Requests that were on their way together ask together.
      if (now() >= held) vain += 1;
      held = Math.max(held, now() + wait);
    },
  };
}

async function until(moment: number, budget: Moments): Promise<void> {
  for (let wait = moment - now(); wait > 0 && !isOver(budget); wait = moment - now())
    await pause(Math.min(wait, SLICE, budget.until - now()));
}

function isOver({ until: last, stopped }: Moments): boolean {
  return stopped !== undefined || now() >= last;
}
