import { regularExpression } from "../values.ts";
import { automatonOf } from "./automaton.ts";
import type { Automaton } from "./automaton.ts";
import { BASIC, EVERYTHING, plainest, rank } from "./characters.ts";
import { readPattern } from "./read.ts";
import { Terms } from "./term.ts";
import type { Term } from "./term.ts";

export interface Pattern {
  readonly source: string;
  /** The texts in which it finds no match. */
  readonly negated: boolean;
}

/** The texts that some patterns allow, by length. */
export interface Language {
  readonly automaton: Automaton;
  /** The lengths that are possible within the bounds, ascending, as far as they were looked for. */
  readonly lengths: readonly number[];
  /** Whether a text of exactly so many more characters leads from the state to an end. */
  readonly leads: (state: number, left: number) => boolean;
  /** The plainest character of each class. */
  readonly plain: readonly number[];
}

/** Table cells: states times lengths. */
const MOST_CELLS = 6_000_000;
/** So far beyond the shortest text is looked where nothing limits the length. */
const FURTHER = 64;

/** How much of the texts is looked at: all; those that begin with the match; of these, one alternative. */
type Extent = "anywhere" | "atStart" | number;

/** Some patterns have more states than can be explored: then the texts that begin with a match are taken, or those of one alternative. */
export function languageOf(patterns: readonly Pattern[], minLength: number, maxLength: number): Language {
  const explore = (extent: Extent): Language => explored(patterns, minLength, maxLength, extent);
  const isTold = ({ lengths, automaton }: Language): boolean => lengths.length > 0 || automaton.complete;
  const whole = explore("anywhere");
  if (isTold(whole)) return whole;
  const atStart = explore("atStart");
  if (isTold(atStart)) return atStart;
  for (let part = 0; part < MOST_ALTERNATIVES; part++) {
    const one = explore(part);
    if (one.lengths.length > 0) return one;
  }
  return atStart;
}

const MOST_ALTERNATIVES = 4;

function explored(patterns: readonly Pattern[], minLength: number, maxLength: number, extent: Extent): Language {
  const unicode = patterns.every(({ source }) => regularExpression(source)?.unicode !== false);
  const alphabet = unicode ? EVERYTHING : BASIC;
  const terms = new Terms(alphabet);
  let behind: readonly Term[] = [];
  const all = patterns.map(({ source, negated }) => {
    const ownUnicode = regularExpression(source)?.unicode === true;
    const reading = readPattern(source, ownUnicode, extent === "anywhere" || negated, terms, behind);
    if (reading === undefined) return terms.all;
    behind = reading.behind;
    if (!negated) return reading.term;
    return reading.approximated.length > 0 ? terms.all : terms.not(reading.term);
  });
  const term = alternative(terms.and(all), extent, terms);
  const automaton = automatonOf(term, behind, terms, alphabet);
  const table = lengthTable(automaton, minLength, maxLength);
  const lengths = table.flatMap((row, length) => (length >= minLength && row[0] === 1 ? [length] : []));
  const plain = automaton.classes.map((each) => plainest(each));
  return { automaton, lengths, leads: (state, left) => table[left]?.[state] === 1, plain };
}

function alternative(term: Term, extent: Extent, terms: Terms): Term {
  if (typeof extent !== "number") return term;
  return term.kind === "or" ? (term.terms[extent] ?? terms.none) : terms.none;
}

/** For each length which states can end after exactly that many characters. */
function lengthTable(automaton: Automaton, minLength: number, maxLength: number): readonly Uint8Array[] {
  const targets = automaton.next.map((row) => [...new Set(row)].filter((to) => to >= 0));
  const states = targets.length;
  const most = Math.min(maxLength, Math.floor(MOST_CELLS / Math.max(1, states)));
  const further = isFinite(targets, automaton.accepting) ? states : FURTHER;
  let row = Uint8Array.from(automaton.accepting, (each) => (each ? 1 : 0));
  const table = [row];
  let last = maxLength === Infinity ? minLength + states : maxLength;
  let found = false;
  for (let length = 0; length < Math.min(most, last) && row.includes(1); length++) {
    if (!found && length >= minLength && row[0] === 1) {
      found = true;
      if (maxLength === Infinity) last = length + further;
    }
    const before = row;
    row = Uint8Array.from(targets, (each) => (each.some((to) => before[to] === 1) ? 1 : 0));
    table.push(row);
  }
  return table;
}

/** Whether no state from which an end can be reached can be reached from itself: then every text is shorter than the states are many. */
function isFinite(targets: readonly (readonly number[])[], accepting: readonly boolean[]): boolean {
  const from: number[][] = targets.map(() => []);
  for (const [state, all] of targets.entries()) for (const to of all) from[to]?.push(state);
  const live = new Set(accepting.flatMap((each, state) => (each ? [state] : [])));
  for (const state of live) for (const before of from[state] ?? []) live.add(before);
  const left = targets.map((all) => all.filter((to) => live.has(to)).length);
  const done = [...live].filter((state) => left[state] === 0);
  let count = 0;
  for (let state = done.pop(); state !== undefined; state = done.pop()) {
    count++;
    for (const before of from[state] ?? []) {
      left[before] = (left[before] ?? 0) - 1;
      if (left[before] === 0) done.push(before);
    }
  }
  return count === live.size;
}

/** The classes of the plainest text of a length, from a state on. */
export function plainestPath(language: Language, length: number): readonly number[] {
  const path: number[] = [];
  let state = 0;
  for (let left = length; left > 0; left--) {
    const choice =
      open(language, state, left).toSorted((a, b) => rank(language.plain[a] ?? 0) - rank(language.plain[b] ?? 0))[0] ??
      0;
    path.push(choice);
    state = language.automaton.next[state]?.[choice] ?? 0;
  }
  return path;
}

/** The classes that may come next when exactly so many characters are left to write. */
export function open({ automaton, leads }: Language, state: number, left: number): readonly number[] {
  const row = automaton.next[state] ?? new Int32Array();
  const classes: number[] = [];
  for (let number = 0; number < row.length; number++) {
    const to = row[number] ?? -1;
    if (to >= 0 && leads(to, left - 1)) classes.push(number);
  }
  return classes;
}
