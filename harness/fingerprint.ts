import { createHash } from "node:crypto";
import type { Deviation } from "./verdict.ts";

const known = new Map<string, string>();

/**
 * A finding's id: the same for the same defect between runs, machines and seeds, because nothing that was drawn goes into it.
 * Twelve hex digits: short enough to type, and a million findings collide with probability 0.002.
 */
export function fingerprint(check: string, operationId: string, deviation: Deviation): string {
  const what = JSON.stringify([check, operationId, deviation.pointer, deviation.kind]);
  const id = known.get(what) ?? createHash("sha256").update(what).digest("hex").slice(0, 12);
  known.set(what, id);
  return id;
}
