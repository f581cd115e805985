import type fc from "fast-check";
import type { Operation } from "../../model/model.ts";
import type { Case } from "../case.ts";
import { now } from "../clock.ts";
import { combinations } from "../draw/combinations.ts";
import { crossed } from "../draw/crossing.ts";
import { coverage } from "../draw/coverage.ts";
import { draw } from "../draw/drawn.ts";
import { fixed } from "../draw/fixed.ts";
import { examples } from "../draw/examples.ts";
import { overlapping } from "../draw/overlap.ts";
import type { Repertoire } from "../draw/repertoire.ts";
import { undrawn } from "../draw/undrawn.ts";
import type { Phase } from "../log/events.ts";
import { nextRandom, randomFor } from "../random.ts";
import { State } from "../state/state.ts";
import { isSpent, type Drawn, type Session, type Specimen } from "./session.ts";
import { fire, type Post } from "./fire.ts";
import { story, telling } from "../stateful/tell.ts";
import { statefulChecks } from "../stateful/index.ts";
import { noticing, type NoticingPost } from "./findings.ts";

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

/** Stories told of one operation in one stateful unit, for each plot. */
const STORIES = 6;

/** Runs one unit with a state of its own. `order`: its place among the run's units. What could not be exercised is told once a reason, not once a case. */
export async function runUnit(session: Session, unit: Unit, order: number): Promise<void> {
  const name = unitName(unit);
  const began = now();
  const noticed = noticing({ session, state: new State(session.links), unit: name }, unit, order);
  let requests = 0;
  const onExchange: Post["onExchange"] = (fired, drawn) => {
    requests += 1;
    noticed.onExchange(fired, drawn);
  };
  const post = { ...noticed, onExchange };
  if (unit.phase === "stateful") await tellStories(post, unit);
  else await fireCases(post, unit);
  session.emit({ type: "unit", unit: name, requests, ms: Math.round(now() - began) });
}

async function fireCases(post: NoticingPost, unit: Unit): Promise<void> {
  const { session } = post;
  tellUndrawn(post, unit);
  const unmet = new Map<string, number>();
  for (const drawn of casesOf(session, unit)) {
    if (isSpent(session.budget)) break;
    const fired = await fire(post, drawn, unit.phase);
    if (fired.outcome === "unmet" && !isSpent(session.budget))
      unmet.set(fired.reason, (unmet.get(fired.reason) ?? 0) + 1);
  }
  for (const [reason, times] of unmet) {
    const { id, pointer } = unit.operation;
    const message = `requests of ${id} could not be made: ${reason}`;
    session.emit({ type: "diagnostic", severity: "warning", unit: post.unit, operation: id, pointer, message, times });
  }
}

/** Once for each phase that draws; the report tells it once. */
function tellUndrawn({ session, unit: name }: NoticingPost, { operation, phase, block }: Unit): void {
  const drawing = session.repertoires.get(operation.id)?.drawing;
  if (drawing === undefined || phase === "examples" || block > 0) return;
  for (const { pointer, message } of undrawn(drawing))
    session.emit({ type: "diagnostic", severity: "warning", unit: name, operation: operation.id, pointer, message });
}

async function tellStories(post: NoticingPost, unit: Unit): Promise<void> {
  for (const specimen of storiesOf(post.session, unit)) {
    if (isSpent(post.session.budget)) return;
    const shown = await specimen.show(post);
    if (shown === undefined) continue;
    post.notice(specimen, shown);
    const { undecided } = shown;
    if (undecided !== undefined && !isSpent(post.session.budget))
      post.session.emit({ type: "story", unit: post.unit, operation: unit.operation.id, undecided });
  }
}

/** The stories of a unit, in order. Those in which nothing is drawn are the same in every block: the first has them. */
export function* storiesOf(session: Session, unit: Unit): Iterable<Specimen> {
  for (const check of statefulChecks) {
    for (const plot of check.plots(session.model, unit.operation)) {
      const drawn = plot.some(({ sends }) => sends === "valid" || sends === "rich" || sends === "broken");
      for (let index = 0; index < (drawn ? STORIES : unit.block === 0 ? 1 : 0); index += 1) {
        const told = telling(session, check, plot, unitName(unit), index);
        if (told !== undefined) yield story(told);
      }
    }
  }
}

/** The cases of a unit, in order; the same for the same seed, document and corpus. */
export function* casesOf(session: Session, unit: Unit): Iterable<Drawn> {
  const repertoire = session.repertoires.get(unit.operation.id);
  if (repertoire === undefined) return;
  const random = randomFor(session.seed, unitName(unit));
  if (unit.phase === "fuzz") yield* fuzzed(session, unit, repertoire, random);
  else {
    const covering =
      unit.phase === "coverage"
        ? [
            ...coverage(repertoire, session.links.get(unit.operation.id) ?? [], random),
            ...overlapping(repertoire, random),
          ]
        : examples(repertoire);
    for (const [index, { label, case: given }] of covering.entries()) yield fixed(given, String(index), label);
    if (unit.phase === "coverage") yield* combined(session, unit, repertoire);
  }
}

/** Told when all have been sent: a run that ends before has not covered them. */
function* combined({ emit, strength, seed }: Session, unit: Unit, repertoire: Repertoire): Iterable<Drawn> {
  const { cases, tuples, covered } = combinations(repertoire, randomFor(seed, unitName(unit), "combined"), strength);
  for (const [index, { label, case: given }] of cases.entries()) yield fixed(given, `c${index}`, label);
  if (tuples > 0) emit({ type: "coverage", operation: unit.operation.id, strength, tuples, covered });
}

/** Of ten cases five valid, one of them with a hard text besides, three broken and one odd; which of the ways to break is drawn evenly, so that rare keywords get their share. */
const SHARES = ["valid", "valid", "hard", "broken", "broken", "valid", "valid", "valid", "broken", "odd"] as const;

function* fuzzed(
  session: Session,
  unit: Unit,
  { valid, hard, broken, odd }: Repertoire,
  series: fc.Random,
): Iterable<Drawn> {
  const positive = valid?.map((values): Case => ({ operation: unit.operation, values }));
  if (positive === undefined) return;
  const kept = session.corpus?.of(unit.operation.id) ?? [];
  if (kept.length > 0) session.emit({ type: "corpus", unit: unitName(unit), cases: kept });
  for (let index = 0; index < BLOCK; index += 1) {
    const random = nextRandom(series);
    const share = SHARES[index % SHARES.length];
    const ways = share === "broken" ? broken : share === "odd" ? odd : [];
    const chosen = ways.length > 0 ? ways[random.nextInt(0, ways.length - 1)]?.arbitrary : undefined;
    const drawn = draw(chosen ?? (share === "hard" ? hard : undefined) ?? positive, random, index);
    const known =
      share === "valid" && index % 2 === 0 ? kept[random.nextInt(0, Math.max(0, kept.length - 1))] : undefined;
    yield known === undefined
      ? drawn
      : fixed({ ...drawn.case, values: crossed(known, drawn.case.values, random) }, drawn.path);
  }
}
