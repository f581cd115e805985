/** One of several threads that do one run together: each takes of the plan what no other has taken. */
export interface Share {
  /** From 0; the first does besides what is done once. */
  readonly index: number;
  /** The next place of the plan that nobody has taken, from 0. */
  readonly take: () => number;
}

/** Of items that all threads go through in the same order those that this one takes. */
export function* taken<T>(items: Iterable<T>, take: () => number): Generator<T> {
  let place = 0;
  let mine = take();
  for (const item of items) {
    if (place === mine) {
      yield item;
      mine = take();
    }
    place += 1;
  }
}
