import { now, pause } from "../clock.ts";

/** Waits until the next request may go out, at most until that moment. */
export type Pace = (until: number) => Promise<void>;

/** At most `rate` requests a second over all units, evenly spread; without a rate nothing waits. */
export function pacer(rate: number | undefined): Pace {
  if (rate === undefined) return () => Promise.resolve();
  const gap = 1000 / rate;
  let next = now();
  return async (until) => {
    const turn = Math.max(next, now());
    next = turn + gap;
    const wait = Math.min(turn, until) - now();
    if (wait > 0) await pause(wait);
  };
}
