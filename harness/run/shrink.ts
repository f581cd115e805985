import { now } from "../clock.ts";
import type { Exchange } from "../exchange.ts";
import type { Named } from "../log/sequence.ts";
import { State } from "../state/state.ts";
import { findingEvent } from "./findings.ts";
import { fire, type Fired, type Post } from "./fire.ts";
import { isSpent, type Drawn, type Met, type Session } from "./session.ts";

/** What all shrinking of a run together may cost. */
export interface ShrinkBudget {
  /** Requests for one finding, setup not counted. */
  readonly requests: number;
  /** The moment, on `clock.ts`, at which shrinking ends whatever is left. */
  readonly until: number;
}

/**
 * Makes one finding's request smaller for as long as a smaller one still shows the same finding; others met on the way are noticed as ever, and change nothing here (law 5).
 * Tells the smallest.
 */
export async function shrink(session: Session, { finding, drawn, unit }: Met, budget: ShrinkBudget): Promise<void> {
  const name = `shrink/${finding.id}`;
  const history: Named[] = [];
  const post: Post = {
    session,
    state: new State(session.links),
    unit: name,
    onExchange: (fired) => history.push({ name: fired.name, exchange: fired.exchange }),
  };
  let spent = 0;
  const shows = async (candidate: Drawn): Promise<Exchange | undefined> => {
    spent += 1;
    const fired = await fire(post, candidate, "shrink");
    return fired.outcome === "fired" && has(fired, finding.id) ? fired.exchange : undefined;
  };
  let best = drawn;
  let witness = await shows(drawn);
  let smaller = witness !== undefined;
  while (smaller) {
    smaller = false;
    for (const candidate of best.shrinks()) {
      if (spent >= budget.requests || now() >= budget.until || isSpent(session.budget)) break;
      const exchange = await shows(candidate);
      if (exchange === undefined) continue;
      [best, witness, smaller] = [candidate, exchange, true];
      break;
    }
  }
  if (witness === undefined) return;
  const until = history.findIndex(({ exchange }) => exchange === witness);
  session.emit(
    findingEvent(session, finding, witness, history.slice(0, until + 1), {
      unit,
      path: best.path,
      stage: "shrunk",
      shrinkRequests: spent,
    }),
  );
}

function has({ verdict }: Fired, id: string): boolean {
  return verdict.verdict === "violates" && verdict.findings.some((finding) => finding.id === id);
}
