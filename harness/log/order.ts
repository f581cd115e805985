/** By code units: the same order in every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How often each thing was counted. */
export class Counter {
  readonly #times = new Map<string, number>();

  add(name: string, times = 1): void {
    this.#times.set(name, this.get(name) + times);
  }

  get(name: string): number {
    return this.#times.get(name) ?? 0;
  }

  names(): readonly string[] {
    return [...this.#times.keys()];
  }

  /** The most frequent first. */
  ranked(): readonly (readonly [name: string, times: number])[] {
    return [...this.#times].toSorted(([a, x], [b, y]) => y - x || compare(a, b));
  }
}
