import type * as fc from "fast-check";
import { at, count, intersection, ODD, printable } from "../pattern/characters.ts";
import type { Characters } from "../pattern/characters.ts";
import { open, plainestPath } from "../pattern/language.ts";
import type { Language } from "../pattern/language.ts";
import type { Tree } from "./tree.ts";

interface Assorted {
  readonly set: Characters;
  readonly size: number;
}

/** What characters of a set are drawn from. */
interface Assortment {
  readonly plain: Assorted;
  readonly odd: Assorted;
  readonly any: Assorted;
}

const assortments = new WeakMap<Characters, Assortment>();

export function assorted(set: Characters): Assortment {
  const known = assortments.get(set);
  if (known !== undefined) return known;
  const sized = (part: Characters): Assorted => ({
    set: part.length > 0 ? part : set,
    size: count(part.length > 0 ? part : set),
  });
  const made = { plain: sized(printable(set)), odd: sized(intersection(set, ODD)), any: sized(set) };
  assortments.set(set, made);
  return made;
}

/** One character: mostly printable ASCII, at times an odd one, at times any. */
export function character(random: fc.Random, { plain, odd, any }: Assortment): number {
  const choice = random.nextInt(0, 19);
  const from = choice > 1 ? plain : choice === 1 ? odd : any;
  return at(from.set, random.nextInt(0, from.size - 1));
}

/** A text of a language: its characters and the class of each. */
interface Text {
  readonly codes: readonly number[];
  readonly path: readonly number[];
}

/** A text of exactly this length, which the language must have. */
export function drawText(language: Language, length: number, random: fc.Random): Tree {
  const path: number[] = [];
  let state = 0;
  for (let left = length; left > 0; left--) {
    const classes = open(language, state, left);
    const choice = classes[random.nextInt(0, classes.length - 1)] ?? 0;
    path.push(choice);
    state = language.automaton.next[state]?.[choice] ?? 0;
  }
  const codes = path.map((number) => character(random, assorted(language.automaton.classes[number] ?? [])));
  return textTree(language, { codes, path });
}

export function plainestText(language: Language, length: number): string {
  return written(plainText(language, length).codes);
}

function plainText(language: Language, length: number): Text {
  const path = plainestPath(language, length);
  return { path, codes: path.map((number) => language.plain[number] ?? 0) };
}

function textTree(language: Language, text: Text): Tree {
  return { value: written(text.codes), simpler: () => simplerTexts(language, text) };
}

/** Shorter ones of the plainest characters, then as long and plain, then plainer characters one at a time. */
function* simplerTexts(language: Language, text: Text): Generator<Tree> {
  const shorter = language.lengths.filter((length) => length < text.codes.length);
  for (const length of halving(shorter)) yield textTree(language, plainText(language, length));
  const plain = plainText(language, text.codes.length);
  if (written(plain.codes) === written(text.codes)) return;
  yield textTree(language, plain);
  for (let index = 0; index < Math.min(text.codes.length, 64); index++) {
    const plainer = language.plain[text.path[index] ?? 0] ?? 0;
    if (text.codes[index] !== plainer) yield textTree(language, { ...text, codes: text.codes.with(index, plainer) });
  }
}

/** The first, then from the middle ever nearer to the last. */
export function halving<T>(list: readonly T[]): readonly T[] {
  const chosen: T[] = [];
  for (let index = 0; index < list.length; index += Math.max(1, Math.ceil((list.length - index) / 2))) {
    const item = list[index];
    if (item !== undefined) chosen.push(item);
  }
  return chosen;
}

/** As many arguments as a call is given at once. */
const AT_ONCE = 1000;

export function written(codes: readonly number[]): string {
  let text = "";
  for (let from = 0; from < codes.length; from += AT_ONCE)
    text += String.fromCodePoint(...(codes.length > AT_ONCE ? codes.slice(from, from + AT_ONCE) : codes));
  return text;
}
