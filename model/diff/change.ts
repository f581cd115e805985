import type { Json } from "../json.ts";
import type { Pointer } from "../model.ts";

/** One difference between two contracts, told once however many operations it concerns. */
export interface Change {
  /** The ids of the operations concerned, sorted; none where it concerns all of the document. */
  readonly operations: readonly string[];
  /** In the new document; in the old one where the thing was removed. */
  readonly pointer: Pointer;
  /** The keyword or part that changed: `maxLength`, `property`, `response`, `operation`. */
  readonly what: string;
  /** Undefined where the thing is new. */
  readonly before: Json | undefined;
  /** Undefined where the thing was removed. */
  readonly after: Json | undefined;
  /** Whose work against the old contract is no longer right under the new one. */
  readonly breaking: Breaking;
}

export interface Breaking {
  /** A client sends what is no longer allowed, or may receive what it was never told of. */
  readonly client: boolean;
  /** A server refuses what is now allowed, or answers what no longer is. */
  readonly server: boolean;
}

/** What a change does to the set of values or messages that are allowed. */
export type Effect = "narrowed" | "widened" | "both" | "none";

export type Direction = "request" | "response";

/** A change before it is known who uses the place. `effects` may differ by direction: clients overlook what they were not told of. */
export interface RawChange {
  readonly pointer: Pointer;
  readonly what: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly effects: Readonly<Record<Direction, Effect>>;
}

/** Requests are the client's to write, responses the server's. */
export function breakingOf(direction: Direction, effect: Effect): Breaking {
  const narrowed = effect === "narrowed" || effect === "both";
  const widened = effect === "widened" || effect === "both";
  return direction === "request" ? { client: narrowed, server: widened } : { client: widened, server: narrowed };
}

export function alike(effect: Effect): Readonly<Record<Direction, Effect>> {
  return { request: effect, response: effect };
}

/** Below `not` everything turns round. */
export function flipped(effect: Effect): Effect {
  return effect === "narrowed" ? "widened" : effect === "widened" ? "narrowed" : effect;
}

export function effectOf(narrowed: boolean, widened: boolean): Effect {
  if (narrowed) return widened ? "both" : "narrowed";
  return widened ? "widened" : "none";
}
