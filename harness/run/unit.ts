import type { Operation } from "../../model/model.ts";
import type { Case } from "../case.ts";
import { now } from "../clock.ts";
import { coverage } from "../draw/coverage.ts";
import { draw } from "../draw/drawn.ts";
import { fixed } from "../draw/fixed.ts";
import { examples } from "../draw/examples.ts";
import { overlapping } from "../draw/overlap.ts";
import type { Repertoire } from "../draw/repertoire.ts";
import type { Phase } from "../log/events.ts";
import { randomFor } from "../random.ts";
import { State } from "../state/state.ts";
import { isSpent, type Drawn, type Session } from "./session.ts";
import { fire, type Post } from "./fire.ts";
import { noticing } from "./findings.ts";

/** The unit of scheduling and replay: what it draws depends on the seed, the document and these three alone. */
export interface Unit {
  readonly operation: Operation;
  readonly phase: Phase;
  readonly block: number;
}

/** `updatePet/fuzz/0` */
export function unitName({ operation, phase, block }: Unit): string {
  return `${operation.id}/${phase}/${block}`;
}

/** Cases drawn in one fuzz unit. Small enough that many units can run side by side, large enough that their state is worth making. */
export const BLOCK = 32;

/** Runs one unit with a state of its own. What could not be exercised is told once a reason, not once a case. */
export async function runUnit(session: Session, unit: Unit): Promise<void> {
  const name = unitName(unit);
  const began = now();
  const before = session.budget.requests;
  const unmet = new Map<string, number>();
  const post: Post = noticing({ session, state: new State(session.links), unit: name });
  for (const drawn of casesOf(session, unit)) {
    if (isSpent(session.budget)) break;
    const fired = await fire(post, drawn, unit.phase);
    if (fired.outcome === "unmet") unmet.set(fired.reason, (unmet.get(fired.reason) ?? 0) + 1);
  }
  for (const [reason, times] of unmet) {
    session.emit({
      type: "diagnostic",
      severity: "warning",
      pointer: unit.operation.pointer,
      message: `${name}: ${times} of its requests could not be made: ${reason}`,
    });
  }
  session.emit({ type: "unit", unit: name, requests: session.budget.requests - before, ms: Math.round(now() - began) });
}

function* casesOf(session: Session, unit: Unit): Iterable<Drawn> {
  const repertoire = session.repertoires.get(unit.operation.id);
  if (repertoire === undefined) return;
  const random = randomFor(session.seed, unitName(unit));
  if (unit.phase === "fuzz") yield* fuzzed(session, unit, repertoire);
  else {
    const covering =
      unit.phase === "coverage"
        ? [
            ...coverage(repertoire, session.links.get(unit.operation.id) ?? [], random),
            ...overlapping(repertoire, random),
          ]
        : examples(repertoire);
    for (const [index, { label, case: given }] of covering.entries()) yield fixed(given, String(index), label);
  }
}

/** Three valid cases to two broken ones; which of the ways to break is drawn evenly, so that rare keywords get their share. */
function* fuzzed(session: Session, unit: Unit, { valid, broken }: Repertoire): Iterable<Drawn> {
  const positive = valid?.map((values): Case => ({ operation: unit.operation, values }));
  if (positive === undefined) return;
  for (let index = 0; index < BLOCK; index += 1) {
    const random = randomFor(session.seed, unitName(unit), index);
    const breaking = index % 5 >= 3 && broken.length > 0 ? broken[random.nextInt(0, broken.length - 1)] : undefined;
    yield draw(breaking?.arbitrary ?? positive, random, index);
  }
}
