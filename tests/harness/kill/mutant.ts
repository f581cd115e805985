import type { Fault } from "../reference/fault.ts";

/** A conforming server with one fault, and the check that must find it. */
export interface Mutant {
  /** What is wrong, in a few words: `maxLength ignored at query.text`. */
  readonly name: string;
  /** The feature document that the server is made of. */
  readonly feature: string;
  readonly check: string;
  /** The operations that can show it; none named: all. */
  readonly operations?: readonly string[];
  readonly fault: Fault;
}
