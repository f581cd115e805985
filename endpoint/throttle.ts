import { tooMany } from "./refusals.ts";

/** A token bucket: `rate` tokens a second flow in until `burst` are there; a request takes one. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/**
 * Returns the function that each request calls; it throws TooManyRequestsException where the bucket is empty.
 * `now` gives milliseconds on a clock that never goes back.
 */
export function tokenBucket({ rate, burst }: Throttle, now: () => number = () => performance.now()): () => void {
  let tokens = burst;
  let filled = now();
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + ((time - filled) / 1_000) * rate);
    filled = time;
    if (tokens < 1) throw tooMany("RequestRate", "Rate exceeded");
    tokens -= 1;
  };
}
