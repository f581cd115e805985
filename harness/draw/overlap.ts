import type fc from "fast-check";
import type { Covering } from "./coverage.ts";
import type { Repertoire } from "./repertoire.ts";
import { simplestOf } from "./simplest.ts";

/**
 * Two writes of one resource that overlap, where the document has a status for the one that comes too late (409, 412): its head is sent first, its last byte after
 * the other has been answered. A server may serialise them instead; both answers are judged as ever.
 */
export function overlapping({ drawing, valid }: Repertoire, random: fc.Random): readonly Covering[] {
  const { operation, link } = drawing;
  const isConditional = operation.responses.some(({ status }) => status === "409" || status === "412");
  if (valid === undefined || link === undefined || !isConditional || !["PUT", "PATCH"].includes(operation.method))
    return [];
  const values = simplestOf(valid, random);
  return values.body === undefined
    ? []
    : [{ label: "two writes overlap", case: { operation, values, overlaps: true } }];
}
