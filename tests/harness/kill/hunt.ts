import type { FindingEvent } from "../../../harness/log/events.ts";
import type { Model } from "../../../model/model.ts";
import { startReference } from "../reference/server.ts";
import { trial } from "../reference/trial.ts";
import type { Mutant } from "./mutant.ts";

/** What became of one mutant. */
export interface Hunt {
  readonly mutant: Mutant;
  /** Whether the check that must find it has. */
  readonly found: boolean;
  /** Every check that found something. */
  readonly checks: readonly string[];
  /** Requests sent until the right check found it, or in all. */
  readonly requests: number;
  /** The smallest finding of the right check. */
  readonly finding: FindingEvent | undefined;
}

/** Most mutants fall to a short run of the operation that they are in; the others have 5,000 requests of a whole run to be found in. */
const ATTEMPTS = [
  { blocks: 1, isWhole: false },
  { blocks: 24, isWhole: true },
];

/** Runs the harness against a mutant until the check that must find it has, within 5,000 requests. */
export async function hunt(model: Model, mutant: Mutant, seed: number, attempts = ATTEMPTS): Promise<Hunt> {
  const { operations, check, fault } = mutant;
  let last: Hunt | undefined;
  let spent = 0;
  for (const { blocks, isWhole } of attempts) {
    const server = await startReference(model, { fault, seed });
    const result = await trial(model, server.url, seed, {
      blocks,
      maxRequests: 5000 - spent,
      includes: ({ id }) => isWhole || (operations?.includes(id) ?? true),
    });
    await server.close();
    const findings = result.findings.filter((finding) => finding.check === check);
    const met = Math.min(...findings.map(({ id }) => result.metAfter.get(id) ?? Infinity));
    last = {
      mutant,
      found: findings.length > 0,
      checks: [...new Set(result.findings.map((finding) => finding.check))],
      requests: spent + (findings.length > 0 ? met : result.requests),
      finding: findings.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0],
    };
    if (last.found) break;
    spent += result.requests;
  }
  if (last === undefined) throw new Error("A hunt has at least one attempt.");
  return last;
}

/** Characters of target and body, of the request that shows the finding. */
export function sizeOf({ request: { target, body = "" } }: FindingEvent): number {
  return target.length + (typeof body === "string" ? body.length : body.base64.length);
}
