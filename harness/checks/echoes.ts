import { isJsonObject, type Json } from "../../model/json.ts";
import { below } from "../schema/values.ts";
import { damageOf } from "./damages.ts";
import { shortly } from "./responseHeadersConformance.ts";
import type { Deviation } from "../verdict.ts";

/** Two texts that differ, at the same place of what was sent and what was shown. */
export interface Echo {
  /** A JSON pointer into both. */
  readonly at: string;
  readonly sent: string;
  readonly shown: string;
}

/** Every text that came back as another one. Items are compared where both lists have as many. */
export function* echoes(sent: Json, shown: Json, at = ""): Iterable<Echo> {
  if (typeof sent === "string" && typeof shown === "string" && sent !== shown) yield { at, sent, shown };
  else if (Array.isArray(sent) && Array.isArray(shown) && sent.length === shown.length)
    for (const [index, item] of (sent as readonly Json[]).entries())
      yield* echoes(item, (shown as readonly Json[])[index] ?? null, below(at, index));
  else if (isJsonObject(sent) && isJsonObject(shown))
    for (const [name, member] of Object.entries(sent))
      if (Object.hasOwn(shown, name)) yield* echoes(member, shown[name] ?? null, below(at, name));
}

/** The echoes that only damage explains. */
export function damaged(all: Iterable<Echo>, pointer: string): readonly Deviation[] {
  return [...all].flatMap(({ at, sent, shown }) => {
    const damage = damageOf(sent, shown);
    if (damage === undefined) return [];
    return {
      pointer,
      received: `body#${at}: ${shortly(shown)}, ${damage}`,
      documented: `${shortly(sent)}, as it was sent`,
      kind: damage,
    };
  });
}
