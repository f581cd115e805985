import type { Json } from "../../../model/json.ts";
import type { StringShape } from "../canonical/shape.ts";
import { formats } from "../format/index.ts";
import { EVERYTHING } from "../pattern/characters.ts";
import { languageOf } from "../pattern/language.ts";
import type { Language } from "../pattern/language.ts";
import { codePoints, regularExpression } from "../values.ts";
import type { Drawing } from "./core.ts";
import { assorted, character, drawText, halving, plainestText, written } from "./text.ts";
import { leaf, sift } from "./tree.ts";
import type { Tree } from "./tree.ts";

/** Texts longer than this are not drawn unless `minLength` asks for them. */
const LONGEST = 10_000;

const languages = new WeakMap<StringShape, Language>();

function languageFor(shape: StringShape): Language {
  const known = languages.get(shape) ?? languageOf(shape.patterns, shape.minLength, mostOf(shape));
  languages.set(shape, known);
  return known;
}

function mostOf({ minLength, maxLength }: StringShape): number {
  return maxLength === Infinity ? Infinity : Math.min(maxLength, Math.max(LONGEST, minLength + LONGEST));
}

/** Texts longer than this are not made, even where `minLength` asks for them: one beyond `maxLength: 2147483647` fits no memory. */
const LONGEST_MADE = 300_000;

/** Whether there is a text that can be made. */
export function hasTexts(shape: StringShape): boolean {
  if (shape.minLength > LONGEST_MADE) return false;
  return shape.patterns.length === 0 || languageFor(shape).lengths.length > 0;
}

/** Up to 20 texts, shortest and plainest first; where a format is asked for, its texts come first. */
export function simplestStrings(shape: StringShape): readonly Json[] {
  return [
    ...formattedTexts(shape),
    ...lengthsFrom(shape).map((length) => plainest(shape, length)),
    ...variants(shape),
  ].filter((text, index, all) => all.indexOf(text) === index && fits(shape, text));
}

function formattedTexts(shape: StringShape): readonly string[] {
  return shape.formats.flatMap((name) => formats.get(name)?.examples ?? []);
}

function lengthsFrom(shape: StringShape): readonly number[] {
  if (shape.patterns.length > 0) return languageFor(shape).lengths.slice(0, 20);
  return Array.from({ length: 20 }, (_, index) => shape.minLength + index).filter(
    (length) => length <= shape.maxLength,
  );
}

/** Other texts of the least length, for arrays whose items have to differ. */
function variants(shape: StringShape): readonly string[] {
  if (shape.patterns.length > 0 || shape.minLength === 0) return [];
  return [..."bcdefghi0123456789"].map((last) => "a".repeat(shape.minLength - 1) + last);
}

function plainest(shape: StringShape, length: number): string {
  return shape.patterns.length > 0 ? plainestText(languageFor(shape), length) : "a".repeat(length);
}

/** The plainest texts of the least and the greatest length, and of those beside them. */
export function stringEdges(shape: StringShape): readonly (readonly [string, Json])[] {
  const lengths = shape.patterns.length > 0 ? languageFor(shape).lengths : undefined;
  const most = mostOf(shape);
  const labelled: readonly (readonly [string, number | undefined])[] = [
    ["minLength", lengths === undefined ? shape.minLength : lengths[0]],
    ["minLength + 1", lengths === undefined ? shape.minLength + 1 : lengths[1]],
    ["maxLength - 1", lengths === undefined ? most - 1 : most < Infinity ? lengths.at(-2) : undefined],
    ["maxLength", lengths === undefined ? most : most < Infinity ? lengths.at(-1) : undefined],
  ];
  const plain = labelled.flatMap(([label, length]): readonly (readonly [string, string])[] =>
    length === undefined || length < shape.minLength || length > most || length === Infinity
      ? []
      : [[label, plainest(shape, length)]],
  );
  return [...plain, ...formattedTexts(shape).map((text, index) => [`format ${index}`, text] as const)].filter(
    ([, text]) => fits(shape, text),
  );
}

export function fits(shape: StringShape, text: string): boolean {
  const length = codePoints(text);
  if (length < shape.minLength || length > shape.maxLength) return false;
  return shape.patterns.every(({ source, negated }) => (regularExpression(source)?.test(text) ?? !negated) !== negated);
}

const ATTEMPTS = 30;

export function drawString(shape: StringShape, drawing: Drawing): Tree | undefined {
  const holds = (value: Json): boolean => typeof value === "string" && fits(shape, value);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const tree = (attempt < ATTEMPTS / 2 ? formatted(shape, drawing) : undefined) ?? unformatted(shape, drawing);
    if (tree !== undefined && holds(tree.value)) return sift(tree, holds);
  }
  return undefined;
}

function formatted(shape: StringShape, drawing: Drawing): Tree | undefined {
  const names = shape.formats.length === 0 ? shape.formats : shape.formats.filter((name) => formats.has(name));
  const format = formats.get(names[drawing.random.nextInt(0, Math.max(0, names.length - 1))] ?? "");
  if (format === undefined) return undefined;
  const value = format.draw(drawing.random, Math.min(shape.maxLength, 200));
  return { value, simpler: () => format.examples.filter((example) => example !== value).map(leaf) };
}

function unformatted(shape: StringShape, drawing: Drawing): Tree | undefined {
  const { random } = drawing;
  if (shape.patterns.length === 0) {
    const length = lengthBetween(shape.minLength, mostOf(shape), drawing);
    const characters = assorted(EVERYTHING);
    const codes: number[] = [];
    while (codes.length < length) codes.push(character(random, characters));
    return plainTree(written(codes), shape.minLength);
  }
  const language = languageFor(shape);
  const last = language.lengths.length - 1;
  return last < 0 ? undefined : drawText(language, language.lengths[lengthBetween(0, last, drawing)] ?? 0, random);
}

/** The least or the greatest (seldom, where that is long), else one not far from the least. */
function lengthBetween(least: number, most: number, { random }: Drawing): number {
  const near = Math.min(most, least + 16);
  const choice = random.nextInt(0, 7);
  if (choice === 0) return least;
  if (choice === 1 && most < Infinity && (most <= 256 || random.nextInt(0, 3) === 0))
    return most - (random.nextInt(0, 3) === 0 && most > least ? 1 : 0);
  return random.nextInt(least, near);
}

function plainTree(value: string, least: number): Tree {
  return { value, simpler: () => simplerTexts(Array.from(value), least) };
}

function* simplerTexts(text: readonly string[], least: number): Generator<Tree> {
  const lengths = Array.from({ length: text.length - least }, (_, index) => least + index);
  for (const length of halving(lengths)) yield plainTree("a".repeat(length), least);
  for (const length of halving(lengths)) yield plainTree(text.slice(0, length).join(""), least);
  for (let index = 0; index < Math.min(text.length - 1, 32) && text.length > least; index++)
    yield plainTree(text.toSpliced(index, 1).join(""), least);
  if (text.some((each) => each !== "a")) yield leaf("a".repeat(text.length));
  for (let index = 0; index < Math.min(text.length, 32); index++)
    if (text[index] !== "a") yield plainTree(text.with(index, "a").join(""), least);
}
