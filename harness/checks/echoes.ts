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
export function echoes(sent: Json, shown: Json): readonly Echo[] {
  const found: Echo[] = [];
  collect(sent, shown, "", found);
  return found;
}

function collect(sent: Json | undefined, shown: Json | undefined, at: string, found: Echo[]): void {
  if (sent === shown || sent === undefined || shown === undefined) return;
  if (typeof sent === "string") {
    if (typeof shown === "string") found.push({ at, sent, shown });
  } else if (isJsonObject(sent)) {
    if (!isJsonObject(shown)) return;
    for (const name of Object.keys(sent))
      if (Object.hasOwn(shown, name)) collect(sent[name], shown[name], below(at, name), found);
  } else if (Array.isArray(sent) && Array.isArray(shown) && sent.length === shown.length) {
    for (const [index, item] of (sent as readonly Json[]).entries())
      collect(item, (shown as readonly Json[])[index], below(at, index), found);
  }
}

/** The echoes that only damage explains. */
export function damaged(all: readonly Echo[], pointer: string): readonly Deviation[] {
  return all.flatMap(({ at, sent, shown }) => {
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
