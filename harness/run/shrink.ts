import { now } from "../clock.ts";
import type { Named } from "../log/sequence.ts";
import { State } from "../state/state.ts";
import { findingEvent } from "./findings.ts";
import type { Post } from "./fire.ts";
import { isSpent, type Met, type Session, type Shown, type Specimen } from "./session.ts";

/** What all shrinking of a run together may cost. */
export interface ShrinkBudget {
  /** Requests for one finding, setup not counted. */
  readonly requests: number;
  /** The moment, on `clock.ts`, at which shrinking ends whatever is left. */
  readonly until: number;
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
  let witness = await shows(specimen);
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
  const told = { unit, path: best.path, stage: "shrunk", shrinkRequests: spent() } as const;
  session.emit(
    findingEvent(
      session,
      witness.findings.find(({ id }) => id === finding.id) ?? finding,
      { ...witness, history },
      told,
    ),
  );
}
