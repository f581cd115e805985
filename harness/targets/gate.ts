/** Lets many through together or one alone, in the order in which they came. */
export class Gate {
  #alone: Promise<void> = Promise.resolve();
  readonly #together = new Set<Promise<unknown>>();

  async together<T>(work: () => Promise<T>): Promise<T> {
    // Another one may come to be alone while this one waits.
    for (let waited: unknown; waited !== this.#alone; await waited) waited = this.#alone;
    const running = work();
    this.#together.add(running);
    try {
      return await running;
    } finally {
      this.#together.delete(running);
    }
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#alone;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#alone = promise;
    await before;
    await Promise.allSettled(this.#together);
    try {
      return await work();
    } finally {
      resolve();
    }
  }
}
