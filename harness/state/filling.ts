import type { WireRequest } from "../../runtime/wire.ts";
import type { Binding, Bindings } from "../exchange.ts";
import { joined, type Cut, type Value } from "./slots.ts";

/** A request whose tokens are being bound, one after the other. */
export class Filling {
  readonly #cut: Cut;
  /** By the case's token: the log's. */
  readonly #names = new Map<string, string>();
  readonly #bindings: Map<string, Binding>;

  /** `bound`: what tokens of the log stand for that the case holds already. */
  constructor(cut: Cut, bound: Bindings) {
    this.#cut = cut;
    this.#bindings = new Map(bound);
  }

  settle(token: string, binding: Binding): void {
    this.#names.set(token, binding.token);
    this.#bindings.set(binding.token, binding);
  }

  get bindings(): Bindings {
    return this.#bindings;
  }

  /** With the log's token where a value stands. */
  symbolic(): WireRequest {
    return joined(this.#cut, this.#names);
  }

  request(): WireRequest {
    const values = new Map<string, Value>();
    for (const token of this.#cut.tokens) {
      const binding = this.#bindings.get(this.#nameOf(token));
      if (binding !== undefined) values.set(token, binding.value);
    }
    return joined(this.#cut, values);
  }

  /** The bindings of what stands in the request, in the order in which they were bound. */
  used(): Bindings {
    const names = new Set<string>();
    for (const token of this.#cut.tokens) names.add(this.#nameOf(token));
    const used = new Map<string, Binding>();
    for (const [name, binding] of this.#bindings) if (names.has(name)) used.set(name, binding);
    return used;
  }

  #nameOf(token: string): string {
    return this.#names.get(token) ?? token;
  }
}
