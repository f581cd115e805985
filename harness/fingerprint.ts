import { createHash } from "node:crypto";
import type { Deviation } from "./verdict.ts";

/**
 * A finding's id: the same for the same defect between runs, machines and seeds, because nothing that was drawn goes into it.
 * Twelve hex digits: short enough to type, and a million findings collide with probability 0.002.
 */
export function fingerprint(check: string, operationId: string, deviation: Deviation): string {
  const what = JSON.stringify([check, operationId, deviation.pointer, deviation.kind]);
  return createHash("sha256").update(what).digest("hex").slice(0, 12);
}
