import { now } from "../clock.ts";
import type { Named } from "../log/sequence.ts";
import { State } from "../state/state.ts";
import { findingEvent } from "./findings.ts";
import { fire, type Post } from "./fire.ts";
import { casesOf, unitName, type Unit } from "./unit.ts";
import { isSpent, type Met, type Session, type Shown, type Specimen } from "./session.ts";

/** What all shrinking of a run together may cost. */
export interface ShrinkBudget {
  /** Requests for one finding, setup not counted. */
  readonly requests: number;
  /** The moment, on `clock.ts`, at which shrinking ends whatever is left. */
  readonly until: number;
}

/** Showings, and how many of them have to succeed, for a finding to count as one that can be reproduced. */
const TRIES = 5;

/** Shows a specimen until it has shown its finding; where the first time fails, a few times more, for the rate. */
async function showAgain(
  show: () => Promise<Shown | undefined>,
): Promise<{ witness: Shown | undefined; tries: number; shown: number }> {
  const first = await show();
  if (first !== undefined) return { witness: first, tries: 1, shown: 1 };
  let shown = 0;
  for (let index = 1; index < TRIES; index += 1) if ((await show()) !== undefined) shown += 1;
  return { witness: undefined, tries: TRIES, shown };
}

/** Some findings show only after what the unit had done before: its cases are sent again, up to the one that showed it. */
async function showsInItsUnit(post: Post, unit: Unit, path: string, id: string): Promise<boolean> {
  for (const drawn of casesOf(post.session, unit)) {
    const fired = await fire(post, drawn, "shrink");
    if (
      fired.outcome === "fired" &&
      fired.verdict.verdict === "violates" &&
      fired.verdict.findings.some((finding) => finding.id === id)
    )
      return true;
    if (fired.outcome === "stopped" || drawn.path === path) return false;
  }
  return false;
}

/**
 * Makes what shows a finding smaller for as long as something smaller still shows the same; other findings met on the way are in the log as ever,
 * and change nothing here (law 5). Tells the smallest.
 */
export async function shrink(session: Session, { finding, specimen, unit }: Met, budget: ShrinkBudget): Promise<void> {
  const history: Named[] = [];
  const newPost = (): Post => ({
    session,
    state: new State(session.links),
    unit: `shrink/${finding.id}`,
    onExchange: ({ name, exchange }) => history.push({ name, exchange }),
  });
  let post = newPost();
  const before = session.budget.requests;
  const spent = (): number => session.budget.requests - before;
  const shows = async (candidate: Specimen): Promise<Shown | undefined> => {
    const shown = await candidate.show(post);
    // What could not be made here may be the fault of what shrinking has done to the state.
    if (shown === undefined) post = newPost();
    return shown?.findings.some(({ id }) => id === finding.id) === true ? shown : undefined;
  };
  let best = specimen;
  const { witness: first, tries, shown: times } = await showAgain(() => shows(specimen));
  let witness = first;
  // A run that may send nothing more cannot ask again: what it has met stays a finding.
  if (times < tries && isSpent(session.budget)) return;
  if (times === 0 && (await showsInItsUnit(newPost(), unit, specimen.path, finding.id))) return;
  if (times < tries) {
    session.flaky.add(finding.id);
    session.emit({ type: "flaky", id: finding.id, shown: times, tries });
    return;
  }
  let smaller = witness !== undefined;
  while (smaller) {
    smaller = false;
    for (const candidate of best.shrinks()) {
      if (spent() >= budget.requests || now() >= budget.until || isSpent(session.budget)) break;
      const shown = await shows(candidate);
      if (shown === undefined) continue;
      [best, witness, smaller] = [candidate, shown, true];
      break;
    }
  }
  if (witness === undefined) return;
  const told = { unit: unitName(unit), path: best.path, stage: "shrunk", shrinkRequests: spent() } as const;
  session.emit(
    findingEvent(
      session,
      witness.findings.find(({ id }) => id === finding.id) ?? finding,
      { ...witness, history },
      told,
    ),
  );
}
