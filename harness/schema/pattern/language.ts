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
  /** What could not be read exactly: the texts have to be checked. */
  readonly approximated: readonly string[];
}

/** Table cells: states times lengths. */
const MOST_CELLS = 6_000_000;
/** So far beyond the shortest text is looked where nothing limits the length. */
const FURTHER = 64;

export function languageOf(patterns: readonly Pattern[], minLength: number, maxLength: number): Language {
  const unicode = patterns.every(({ source }) => regularExpression(source)?.unicode !== false);
  const alphabet = unicode ? EVERYTHING : BASIC;
  const terms = new Terms(alphabet);
  const approximated: string[] = [];
  let behind: readonly Term[] = [];
  const all = patterns.map(({ source, negated }) => {
    const reading = readPattern(source, regularExpression(source)?.unicode === true, terms, behind);
    if (reading === undefined) return terms.all;
    approximated.push(...reading.approximated);
    behind = reading.behind;
    if (!negated) return reading.term;
    return reading.approximated.length > 0 ? terms.all : terms.not(reading.term);
  });
  const automaton = automatonOf(terms.and(all), behind, terms, alphabet);
  const table = lengthTable(automaton, minLength, maxLength);
  const lengths = table.flatMap((row, length) => (length >= minLength && row[0] === 1 ? [length] : []));
  const plain = automaton.classes.map((each) => plainest(each));
  return { automaton, lengths, leads: (state, left) => table[left]?.[state] === 1, plain, approximated };
}

/** For each length which states can end after exactly that many characters. */
function lengthTable({ next, accepting }: Automaton, minLength: number, maxLength: number): readonly Uint8Array[] {
  const first = Uint8Array.from(accepting, (each) => (each ? 1 : 0));
  const targets = next.map((row) => [...new Set(row)].filter((to) => to >= 0));
  const table = [first];
  const most = Math.min(maxLength, Math.floor(MOST_CELLS / Math.max(1, next.length)));
  let shortest = first[0] === 1 && minLength === 0 ? 0 : Infinity;
  const enough = (length: number): boolean =>
    maxLength === Infinity && length >= Math.max(shortest, minLength) + FURTHER;
  for (
    let length = 1;
    length <= most && !enough(length) && !(shortest === Infinity && length > next.length + minLength + 1);
    length++
  ) {
    const before = table[length - 1] ?? first;
    const row = Uint8Array.from(targets, (each) => (each.some((to) => before[to] === 1) ? 1 : 0));
    table.push(row);
    if (row[0] === 1 && length >= minLength && shortest === Infinity) shortest = length;
  }
  return table;
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
