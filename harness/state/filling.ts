import type { WireRequest } from "../../runtime/wire.ts";
import type { Binding, Bindings } from "../exchange.ts";
import { joined, type Cut } from "./slots.ts";

/** A request whose tokens are being bound, one after the other. */
export class Filling {
  readonly #cut: Cut;
  /** What tokens of the log stand for that the case holds already. */
  readonly #bound: Bindings;
  /** By the case's token; few. */
  readonly #settled: (readonly [token: string, binding: Binding])[] = [];

  constructor(cut: Cut, bound: Bindings) {
    this.#cut = cut;
    this.#bound = bound;
  }

  settle(token: string, binding: Binding): void {
    this.#settled.push([token, binding]);
  }

  /** With the log's token where a value stands. */
  symbolic(): WireRequest {
    return joined(this.#cut, (token) => this.#settledAt(token)?.token);
  }

  request(): WireRequest {
    return joined(this.#cut, (token) => (this.#settledAt(token) ?? this.#bound.get(token))?.value);
  }

  /** By the log's token, in the order in which they were bound. */
  bindings(): Bindings {
    const all = new Map(this.#bound);
    for (const [, binding] of this.#settled) all.set(binding.token, binding);
    return all;
  }

  /** The bindings of what stands in the request. */
  used(): Bindings {
    const used = new Map<string, Binding>();
    for (const [name, binding] of this.#bound) if (this.#stands(name)) used.set(name, binding);
    for (const [, binding] of this.#settled) used.set(binding.token, binding);
    return used;
  }

  #stands(name: string): boolean {
    return this.#cut.tokens.includes(name) || this.#settled.some(([, { token }]) => token === name);
  }

  #settledAt(token: string): Binding | undefined {
    for (const [settled, binding] of this.#settled) if (settled === token) return binding;
    return undefined;
  }
}
