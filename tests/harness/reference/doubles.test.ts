import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson, type Json } from "../../../model/json.ts";
import { asDoubles } from "./doubles.ts";

function doublesOf(text: string): unknown {
  const parsed = parseJson(text);
  return parsed.outcome === "parsed" ? asDoubles(parsed.value) : undefined;
}

test.each([
  ["[9223372036854775807]", [2 ** 63]],
  ["[9223372036854775807,9223372036854775806]", [2 ** 63, 2 ** 63 - 1024]],
  ["[9223372036854775808,9223372036854775807]", [2 ** 63, 2 ** 63 - 1024]],
  ["[9223372036854775807,9223372036854775807.0]", [2 ** 63, 2 ** 63]],
  ["[-9223372036854775807,-9223372036854775806]", [-(2 ** 63), -(2 ** 63) + 1024]],
  ["[0,1e-400]", [0, 5e-324]],
  ["[1e400,1e401]", [Infinity, Number.MAX_VALUE]],
])("different numbers are different doubles: %s", (text, wanted) => expect(doublesOf(text)).toEqual(wanted));

test("what doubles hold stays as it is", () => {
  const exact = fc.json().map((text): Json => JSON.parse(text));
  fc.assert(
    fc.property(exact, (value) => {
      expect(JSON.stringify(asDoubles(value))).toBe(JSON.stringify(value));
    }),
  );
});
