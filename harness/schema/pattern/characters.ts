/** A set of code points: ascending, disjoint, not touching ranges, both ends within. */
export type Characters = readonly (readonly [first: number, last: number])[];

const LAST = 0x10ffff;
/** What UTF-8 can carry: all but the surrogates. */
export const EVERYTHING: Characters = [
  [0, 0xd7ff],
  [0xe000, LAST],
];
/** What one UTF-16 code unit can carry: all that a pattern without flag `u` sees as one character. */
export const BASIC: Characters = [
  [0, 0xd7ff],
  [0xe000, 0xffff],
];

export function union(...sets: readonly Characters[]): Characters {
  const joined: [number, number][] = [];
  for (const [first, last] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

export function complement(set: Characters, within: Characters): Characters {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) gaps.push([next, LAST]);
  return intersection(gaps, within);
}

export function intersection(a: Characters, b: Characters): Characters {
  const common: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [x, y] = [a[i] ?? [0, -1], b[j] ?? [0, -1]];
    const [first, last] = [Math.max(x[0], y[0]), Math.min(x[1], y[1])];
    if (first <= last) common.push([first, last]);
    if (x[1] < y[1]) i++;
    else j++;
  }
  return common;
}

export function includes(set: Characters, code: number): boolean {
  let [low, high] = [0, set.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = set[middle] ?? [0, -1];
    if (code < first) high = middle - 1;
    else if (code > last) low = middle + 1;
    else return true;
  }
  return false;
}

export function count(set: Characters): number {
  return set.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

/** The code point at a position of the set. */
export function at(set: Characters, position: number): number {
  let left = position;
  for (const range of set) {
    const size = range[1] - range[0] + 1;
    if (left < size) return range[0] + left;
    left -= size;
  }
  return set[0]?.[0] ?? 0;
}

const PRINTABLE: Characters = [[0x20, 0x7e]];
const PLAINEST = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_. ";

/** How plain a character is: 0 for `a`, more for less plain ones. */
export function rank(code: number): number {
  const index = code < 0x80 ? PLAINEST.indexOf(String.fromCharCode(code)) : -1;
  return index >= 0 ? index : code + 100 + (code < 0x20 ? LAST : 0);
}

export function plainest(set: Characters): number {
  for (const character of PLAINEST) if (includes(set, character.charCodeAt(0))) return character.charCodeAt(0);
  return printable(set)[0]?.[0] ?? set.find(([first]) => first > 0x20)?.[0] ?? set.at(-1)?.[1] ?? 0;
}

export function printable(set: Characters): Characters {
  return intersection(set, PRINTABLE);
}

/**
 * Characters that are known to upset software: outside the basic plane, combining, right to left, of no width, control characters,
 * line separators, the last one of all.
 */
export const ODD: Characters = union(
  ...[
    0x0, 0x7, 0x1b, 0x7f, 0x85, 0xa0, 0xdf, 0xe9, 0x130, 0x301, 0x5d0, 0x627, 0x200b, 0x200d, 0x202e, 0x2028, 0x3000,
  ].map((code): Characters => [[code, code]]),
  ...[0x6f22, 0xac00, 0xfeff, 0xfffd, 0xffff, 0x1f600, 0x1d518, 0x20000, LAST].map((code): Characters => [
    [code, code],
  ]),
);

const properties = new Map<string, Characters>();

/** The characters that one character class escape matches, found by asking the engine about every code point. */
export function matching(escape: string): Characters {
  const known = properties.get(escape);
  if (known !== undefined) return known;
  const expression = new RegExp(`^${escape}$`, "u");
  const found: [number, number][] = [];
  for (let code = 0; code <= LAST; code++) {
    if (!expression.test(String.fromCodePoint(code))) continue;
    const before = found.at(-1);
    if (before !== undefined && before[1] === code - 1) before[1] = code;
    else found.push([code, code]);
  }
  properties.set(escape, found);
  return found;
}

export const DIGIT: Characters = [[0x30, 0x39]];
export const WORD: Characters = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** ECMA-262, WhiteSpace and LineTerminator. */
export const SPACE: Characters = [
  [0x9, 0xd],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
export const LINE_END: Characters = [
  [0xa, 0xa],
  [0xd, 0xd],
  [0x2028, 0x2029],
];
