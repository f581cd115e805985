import type { Named } from "../log/sequence.ts";
import { isAnswered } from "../exchange.ts";
import type { Finding } from "../judge.ts";
import { State } from "../state/state.ts";
import { findingEvent, single } from "./findings.ts";
import type { Post } from "./fire.ts";
import { casesOf, storiesOf, unitName, type Unit } from "./unit.ts";
import { isSpent, type Met, type Session, type Shown, type Specimen } from "./session.ts";

/** Showings in a row that make a finding one that can be reproduced. */
const SURE = 3;
/** Showings in all where one of them fails: for the rate. */
const TRIES = 5;

/** Shows a specimen as often as it takes to know whether its finding can be reproduced. */
async function showAgain(
  show: () => Promise<Witness | undefined>,
): Promise<{ witness: Witness | undefined; tries: number; shown: number }> {
  const showings: (Witness | undefined)[] = [];
  const isSure = (): boolean => showings.length === SURE && !showings.includes(undefined);
  while (showings.length < TRIES && !isSure()) showings.push(await show());
  const witnesses = showings.filter((showing) => showing !== undefined);
  return { witness: witnesses.at(-1), tries: showings.length, shown: witnesses.length };
}

/** Some findings show only after what the unit had done before: it is done again, up to the case that showed it. */
async function showsInItsUnit(session: Session, { unit, specimen: { path }, finding: { id } }: Met): Promise<boolean> {
  let isShown = false;
  const notice = (findings: readonly Finding[]): void => {
    isShown ||= findings.some((finding) => finding.id === id);
  };
  const post: Post = {
    session,
    state: new State(session.links),
    unit: `shrink/${id}`,
    onExchange: ({ verdict }) => notice(verdict.verdict === "violates" ? verdict.findings : []),
  };
  for (const specimen of specimensOf(session, unit)) {
    notice((await specimen.show(post))?.findings ?? []);
    if (isShown || isSpent(session.budget)) break;
    if (unit.phase !== "stateful" && specimen.path === path) break;
  }
  return isShown;
}

/** What a unit sends: cases, or stories. */
function* specimensOf(session: Session, unit: Unit): Iterable<Specimen> {
  if (unit.phase === "stateful") yield* storiesOf(session, unit);
  else for (const drawn of casesOf(session, unit)) yield single(drawn);
}

/** A showing that succeeded, and what had been sent before in the same state. */
interface Witness extends Shown {
  readonly history: readonly Named[];
}

/** Shows specimens of one finding, from a fresh state where asked for one. */
class Stage {
  readonly #session: Session;
  readonly #id: string;
  #history: Named[] = [];
  #post: Post;
  /** Whether something was refused because of what is there already. */
  isTaken = false;

  constructor(session: Session, id: string) {
    this.#session = session;
    this.#id = id;
    this.#post = this.#anew(0);
  }

  clear(): void {
    this.#post = this.#anew(this.#post.state.draws);
  }

  #anew(draws: number): Post {
    const history: Named[] = [];
    this.#history = history;
    return {
      session: this.#session,
      state: new State(this.#session.links, draws),
      unit: `shrink/${this.#id}`,
      onExchange: ({ name, exchange }) => history.push({ name, exchange }),
    };
  }

  async show(specimen: Specimen): Promise<Witness | undefined> {
    const history = this.#history;
    const shown = await specimen.show(this.#post);
    // What could not be made here may be the fault of what shrinking has done to the state.
    if (shown === undefined) this.clear();
    else if (isAnswered(shown.exchange.answer) && shown.exchange.answer.status === 409) this.isTaken = true;
    return shown?.findings.some(({ id }) => id === this.#id) === true ? { ...shown, history } : undefined;
  }
}

/**
 * Makes what shows a finding smaller for as long as something smaller still shows the same; other findings met on the way are in the log as ever,
 * and change nothing here (law 5). Tells the smallest; or, of a finding that shows only at times, how often.
 */
export async function shrink(session: Session, met: Met, maxRequests: number): Promise<void> {
  // A run that may send nothing more cannot ask again: what it has met stays a finding.
  if (isSpent(session.budget)) return;
  const { finding, specimen } = met;
  const stage = new Stage(session, finding.id);
  const before = session.budget.requests;
  const { witness, tries, shown } = await showAgain(() => {
    stage.clear();
    return stage.show(specimen);
  });
  if (witness === undefined || shown < tries) {
    // What it has made stands in its own way: that says nothing of the finding.
    if (shown === 0 && (stage.isTaken || (await showsInItsUnit(session, met)))) return;
    if (isSpent(session.budget)) return;
    session.flaky.add(finding.id);
    session.emit({ type: "flaky", id: finding.id, shown, tries });
    return;
  }
  const spent = (): number => session.budget.requests - before;
  const smallest = await smallestOf(
    [specimen, witness],
    stage,
    () => spent() >= maxRequests || isSpent(session.budget),
  );
  tell(session, met, smallest, spent());
}

type Shows = readonly [specimen: Specimen, witness: Witness];

/** Takes the first of the smaller ones that shows the finding, again and again. */
async function smallestOf(given: Shows, stage: Stage, isOver: () => boolean): Promise<Shows> {
  for (const candidate of given[0].shrinks()) {
    if (isOver()) return given;
    const witness = await stage.show(candidate);
    if (witness !== undefined) return smallestOf([candidate, witness], stage, isOver);
  }
  return given;
}

function tell(session: Session, { finding, unit }: Met, [{ path }, witness]: Shows, shrinkRequests: number): void {
  const shown = witness.findings.find(({ id }) => id === finding.id) ?? finding;
  session.emit(findingEvent(session, shown, witness, { unit: unitName(unit), path, stage: "shrunk", shrinkRequests }));
}
