import { numberFrom } from "../../../model/json.ts";
import { compare, isInteger } from "../../../model/decimal.ts";
import type { Json, RawNumber } from "../../../model/json.ts";
import { isNumber } from "../validate/numbers.ts";
import { regularExpression } from "../values.ts";
import { ALPHANUMERIC, chosen, digits, LOWER, stringFormat, word } from "./format.ts";
import type { Format } from "./format.ts";
import type * as fc from "fast-check";

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/s;
const RELATIVE = /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/s;
const BASE64 = /^(?:[\w+/-]{4})*(?:[\w+/-]{2}==|[\w+/-]{3}=)?$/;

/** RFC 9562, 6901 and 4648; ECMA-262; OpenAPI's formats for numbers. */
export const textFormats: readonly (readonly [string, Format])[] = [
  [
    "uuid",
    stringFormat(
      (text) => UUID.test(text),
      ["00000000-0000-4000-8000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
      drawUuid,
    ),
  ],
  ["json-pointer", stringFormat((text) => POINTER.test(text), ["", "/", "/a/0", "/~0~1"], drawPointer)],
  [
    "relative-json-pointer",
    stringFormat(
      (text) => RELATIVE.test(text),
      ["0", "1/a", "0#"],
      (random) => digits(random, 0, 20) + chosen(random, ["#", "", drawPointer(random)]),
    ),
  ],
  [
    "regex",
    stringFormat(
      (text) => regularExpression(text)?.unicode === true,
      ["", "a", "^[a-z]+$", "\\d{2,}"],
      (random) =>
        `^${word(random, LOWER, 0, 3)}[${word(random, LOWER, 1, 3)}]${chosen(random, ["", "*", "+", "{1,3}"])}$`,
    ),
  ],
  ["byte", stringFormat((text) => BASE64.test(text), ["", "AA==", "AAAA", "+/8="], drawBase64)],
  ["int32", integers(-2147483648, 2147483647)],
  ["int64", integers(numberFrom("-9223372036854775808"), numberFrom("9223372036854775807"))],
];

function integers(low: number | RawNumber, high: number | RawNumber): Format {
  const holds = (value: Json): boolean =>
    !isNumber(value) || (isInteger(value) && compare(value, low) >= 0 && compare(value, high) <= 0);
  return { holds, examples: ["0", "1"], draw: (random) => digits(random, 0, 2147483647) };
}

/** Version 4, variant 1. */
function drawUuid(random: fc.Random): string {
  const hex = (count: number): string => word(random, "0123456789abcdef", count, count);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${chosen(random, ["8", "9", "a", "b"])}${hex(3)}-${hex(12)}`;
}

function drawPointer(random: fc.Random): string {
  return Array.from(
    { length: random.nextInt(0, 3) },
    () => `/${word(random, ALPHANUMERIC, 0, 5)}${chosen(random, ["", "~0", "~1"])}`,
  ).join("");
}

function drawBase64(random: fc.Random, longest: number): string {
  const blocks = random.nextInt(0, Math.min(8, Math.floor(longest / 4)));
  const end = blocks === 0 ? "" : chosen(random, ["", "AA==", "/+8="]);
  return (
    word(random, `${ALPHANUMERIC}+/`, (blocks - (end === "" ? 0 : 1)) * 4, (blocks - (end === "" ? 0 : 1)) * 4) + end
  );
}
