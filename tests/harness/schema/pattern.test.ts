import { describe, expect, test } from "vitest";
import { codePoints } from "../../../harness/schema/values.ts";
import { languageOf } from "../../../harness/schema/pattern/language.ts";
import { arbitraryOf, drawn, drawnTexts, engine, schema } from "./language.ts";

const lengthsOf = (source: string, least = 0, most = 12): readonly number[] =>
  languageOf([{ source, negated: false }], least, most).lengths;
const denied = (source: string, most = 3): readonly number[] =>
  languageOf([{ source, negated: true }], 0, most).lengths;
const to = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe("the lengths of a pattern are exact", () => {
  test.each<[string, readonly number[]]>([
    ["^a$", [1]],
    ["a", to(1, 12)],
    ["^$", [0]],
    ["", to(0, 12)],
    ["^(ab)*$", [0, 2, 4, 6, 8, 10, 12]],
    ["^(a{2}|b{5})$", [2, 5]],
    ["^a|b$", to(1, 12)],
    ["a^", []],
    ["^(?=.{3}$)a+$", [3]],
    ["^(?!.{3}$)a{2,4}$", [2, 4]],
    ["(?<=^ab)c$", [3]],
    ["^a{2}(?<!aa)$", []],
    ["^\\b\\w{2}\\b$", [2]],
    ["^\\B$", [0]],
    ["^a\\b", to(1, 12)],
    ["^(?:(?!ab).)*$", to(0, 12)],
    ["^(?:a|(?=b))*b$", to(1, 12)],
    ["^.{12,}$", [12]],
    ["^😀{2}$", [2]],
    ["^(a*)*$", to(0, 12)],
  ])("%s", (source, wanted) => expect(lengthsOf(source)).toEqual(wanted));
});

describe("the texts without a match are those of the other lengths", () => {
  test.each<[string, readonly number[]]>([
    ["^.*$", [1, 2, 3]],
    ["^[^]*$", []],
    ["^[^]{2}$", [0, 1, 3]],
    ["[^]", [0]],
  ])("%s", (source, wanted) => expect(denied(source)).toEqual(wanted));
});

describe("drawn texts match, at every length asked for", () => {
  test.each([
    "^[a-zA-Z0-9_.-]{1,128}$",
    "^\\w+@\\w+\\.com$",
    "(?=.*\\d)(?=.*[a-z])^.{8,16}$",
    "^\\d{4}-\\d{2}-\\d{2}$",
    "^\\p{Lu}\\p{Ll}+$",
    "^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\\d{12}:.+$",
    "^(\\w)\\1$",
    "^[\\w-.]+$",
    "^(?=[A-Z])\\w{2,4}(?<!_)$",
    "^((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}$",
    "^(?!.*\\.\\.)(?!\\.)[a-z.]{3,63}(?<!\\.)$",
    "^[\\u0020-\\uD7FF\\uE000-\\uFFFD\\r\\n\\t]*$",
    "(a{0,1000}){0,1000}b",
    "^((a{1,10}){1,10}){1,10}$",
    "(^mi-[0-9a-f]{17}$)|(^eks_c:[0-9A-Za-z][A-Za-z0-9\\-_]{0,99}_\\w{17}$)",
  ])("%s", (pattern) => {
    const own = schema({ type: "string", pattern });
    expect(drawn(arbitraryOf(own)).filter((text) => engine.validate(own, text).length > 0)).toEqual([]);
    const least = Math.min(...drawnTexts(own).map(codePoints));
    const narrow = schema({ type: "string", pattern, minLength: least, maxLength: least });
    expect(new Set(drawnTexts(narrow, 20).map(codePoints))).toEqual(new Set([least]));
  });
});

test("the longest text of a bounded pattern is drawn", () => {
  const texts = drawnTexts(schema({ type: "string", pattern: "^[a-f]{1,2048}$" }), 200);
  expect(Math.max(...texts.map(codePoints))).toBe(2048);
});
