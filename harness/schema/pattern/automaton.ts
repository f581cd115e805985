import { complement, includes, intersection, union, WORD } from "./characters.ts";
import type { Characters } from "./characters.ts";
import type { Before, Term, Terms } from "./term.ts";

/** A deterministic automaton over classes of characters: equal as far as the patterns can tell. */
export interface Automaton {
  readonly classes: readonly Characters[];
  /** The next state by state and class; -1 where none was explored. */
  readonly next: readonly Int32Array[];
  readonly accepting: readonly boolean[];
  /** Whether every state was explored. */
  readonly complete: boolean;
}

const MOST_STATES = 4000;
/** Steps of derivation: some tenths of a second. */
const MOST_WORK = 1_000_000;

interface State {
  readonly term: Term;
  readonly behind: readonly Term[];
  readonly start: boolean;
  readonly word: boolean;
}

/** The states reachable from the term, nearest first, up to a limit. */
export function automatonOf(term: Term, behind: readonly Term[], terms: Terms, alphabet: Characters): Automaton {
  const classes = classesOf(terms.asksForWord ? [...terms.sets, WORD] : terms.sets, alphabet);
  const within = classes.map((each) => terms.sets.map((set) => includes(set, each[0]?.[0] ?? -1)));
  const isWord = classes.map((each) => terms.asksForWord && includes(WORD, each[0]?.[0] ?? -1));
  const states: State[] = [{ term, behind, start: true, word: false }];
  const numbers = new Map<string, number>([[keyOf(states[0]), 0]]);
  const next: Int32Array[] = [];
  const accepting: boolean[] = [];
  for (let index = 0; index < states.length && index < MOST_STATES && terms.work < MOST_WORK; index++) {
    const state = states[index];
    if (state === undefined) break;
    const before = beforeOf(state, terms);
    accepting.push(terms.nullable(state.term, before));
    next.push(
      Int32Array.from(classes, (_, number) => {
        const following = step(state, before, within[number] ?? [], isWord[number] === true, terms);
        if (following.term.kind === "none") return -1;
        const key = keyOf(following);
        const known = numbers.get(key);
        if (known !== undefined) return known;
        numbers.set(key, states.length);
        return states.push(following) - 1;
      }),
    );
  }
  const complete = next.length === states.length;
  return {
    classes,
    next: complete ? next : next.map((row) => row.map((to) => (to < next.length ? to : -1))),
    accepting,
    complete,
  };
}

function step(state: State, before: Before, within: readonly boolean[], word: boolean, terms: Terms): State {
  const after = (term: Term): Term => terms.afterStart(terms.derivative(term, before, within));
  return { term: after(state.term), behind: state.behind.map(after), start: false, word };
}

/** Look-behinds are asked in the order they were read: inner ones first. */
function beforeOf({ start, word, behind }: State, terms: Terms): Before {
  const known: boolean[] = [];
  for (const term of behind) known.push(terms.nullable(term, { start, word, behind: known }));
  return { start, word, behind: known };
}

function keyOf(state: State | undefined): string {
  return state === undefined
    ? ""
    : `${state.term.id} ${state.behind.map(({ id }) => id).join()} ${state.start} ${state.word}`;
}

/** The coarsest division of the alphabet that every set is a union of. */
function classesOf(sets: readonly Characters[], alphabet: Characters): readonly Characters[] {
  let classes: readonly Characters[] = [alphabet];
  for (const set of sets) {
    classes = classes.flatMap((each) =>
      [intersection(each, set), complement(set, each)].filter(({ length }) => length > 0),
    );
  }
  return classes.map((each) => union(each));
}
