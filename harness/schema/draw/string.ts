import * as fc from "fast-check";
import type { Json } from "../../../model/json.ts";
import type { StringShape } from "../canonical/shape.ts";
import { codePoints, regularExpression } from "../values.ts";
import type { Drawing } from "./core.ts";
import { drawn, leaf, sift } from "./tree.ts";
import type { Tree } from "./tree.ts";

const LONGEST = 10_000;

function inside(shape: StringShape, text: Json): boolean {
  if (typeof text !== "string") return false;
  const length = codePoints(text);
  if (length < shape.minLength || length > shape.maxLength) return false;
  return shape.patterns.every(({ source, negated }) => (regularExpression(source)?.test(text) ?? !negated) !== negated);
}

export function simplestStrings(shape: StringShape): readonly Json[] {
  if (shape.patterns.length === 0) {
    const { minLength } = shape;
    const more = Math.min(shape.maxLength, minLength + 3);
    return Array.from({ length: more - minLength + 1 }, (_, index) => "a".repeat(minLength + index))
      .concat("0".repeat(minLength), "b".repeat(minLength))
      .filter((text, index, all) => all.indexOf(text) === index);
  }
  return fc.sample(matching(shape), { numRuns: 20, seed: 1 }).sort((a, b) => String(a).length - String(b).length);
}

export function stringEdges(shape: StringShape): readonly (readonly [string, Json])[] {
  const lengths: (readonly [string, number])[] = [
    ["minLength", shape.minLength],
    ["minLength + 1", shape.minLength + 1],
    ["maxLength - 1", shape.maxLength - 1],
    ["maxLength", shape.maxLength],
  ];
  return lengths
    .filter(([, length]) => length >= shape.minLength && length <= shape.maxLength && length <= LONGEST)
    .map(([label, length]) => [label, "a".repeat(length)] as const)
    .filter(([, text]) => inside(shape, text));
}

function matching(shape: StringShape): fc.Arbitrary<Json> {
  const first = shape.patterns.find(({ negated }) => !negated);
  const pattern = first && regularExpression(first.source);
  const base = pattern
    ? fc.stringMatching(pattern)
    : fc.string({ minLength: shape.minLength, ...(shape.maxLength < Infinity && { maxLength: shape.maxLength }) });
  return base.filter((text) => inside(shape, text));
}

export function drawString(shape: StringShape, drawing: Drawing): Tree | undefined {
  const holds = (value: Json): boolean => inside(shape, value);
  if (shape.patterns.length > 0) return sift(drawn(matching(shape), drawing.random, drawing.bias), holds);
  const { minLength } = shape;
  const { random } = drawing;
  const most = Math.min(shape.maxLength, minLength + LONGEST);
  const near = Math.min(most, minLength + 16);
  const length =
    [
      minLength,
      most <= 256 || random.nextInt(0, 9) === 0 ? most : near,
      random.nextInt(minLength, near),
      random.nextInt(minLength, near),
    ][random.nextInt(0, 3)] ?? minLength;
  return plainTree(
    Array.from({ length }, () => character(random)),
    minLength,
  );
}

function character(random: fc.Random): string {
  if (random.nextInt(0, 19) > 0) return String.fromCodePoint(random.nextInt(0x20, 0x7e));
  const odd = [
    "\u{1F600}",
    "\u0301",
    "\u202E",
    "\u200B",
    "\u0000",
    "\u001B",
    "é",
    "漢",
    "\u{10FFFF}",
    "\uFEFF",
    "\u00A0",
    "\u2028",
  ];
  return odd[random.nextInt(0, odd.length - 1)] ?? "a";
}

function plainTree(text: readonly string[], least: number): Tree {
  return { value: text.join(""), simpler: () => simplerTexts(text, least) };
}

function* simplerTexts(text: readonly string[], least: number): Generator<Tree> {
  if (text.length > least) {
    for (let length = least; length < text.length; length += Math.max(1, Math.floor((text.length - length) / 2)))
      yield plainTree(text.slice(0, length), least);
    for (let index = 0; index < Math.min(text.length - 1, 32); index++)
      yield plainTree(text.toSpliced(index, 1), least);
  }
  if (text.some((each) => each !== "a")) yield leaf("a".repeat(text.length));
  for (let index = 0; index < Math.min(text.length, 32); index++)
    if (text[index] !== "a") yield plainTree(text.with(index, "a"), least);
}
