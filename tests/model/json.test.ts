import { describe, expect, test } from "vitest";
import { parseJson, stringifyJson } from "../../model/json.ts";

/** A text read and written again. */
function again(text: string): string {
  const parsed = parseJson(text);
  return parsed.outcome === "parsed" ? stringifyJson(parsed.value) : parsed.outcome;
}

const NUMBERS = ["-0", "1e400", "9007199254740993", "-9007199254740993", "0.30000000000000000001", "1e-999"];

describe("a number keeps its text wherever it stands", () => {
  test.each(NUMBERS)("%s", (number) => {
    for (const [before, after] of [
      ["", ""],
      ["[", "]"],
      ['[1,{"a":[', "]}]"],
      ['{"a":', "}"],
      ['{"1":', ',"b":2}'],
      ['{"at":"12:30","a":', "}"],
    ])
      expect(again(`${before}${number}${after}`)).toBe(`${before}${number}${after}`);
  });
  test.each(NUMBERS)("%s, with white space before it", (number) => {
    expect(again(`{"1" : \n${number}}`)).toBe(`{"1":${number}}`);
    expect(again(` \t${number}`)).toBe(number);
  });
});

test.each(['{"at":"12:30:00.25Z"}', '["1e400",":-0"]', '{"12:0.5":true}'])(
  "what only looks like a number stays: %s",
  (text) => expect(again(text)).toBe(text),
);
