import { compare, isMultipleOf } from "../../../model/decimal.ts";
import { isRawNumber } from "../../../model/json.ts";
import type { Json, RawNumber } from "../../../model/json.ts";
import { brief } from "../values.ts";
import { fail } from "./check.ts";
import type { KeywordCompiler } from "./check.ts";

type Exact = number | RawNumber;

export function isNumber(value: Json | undefined): value is Exact {
  return typeof value === "number" || isRawNumber(value);
}

/** Validation vocabulary, section 6.2: keywords for numbers, all exact. */
export const numberKeywords: Readonly<Record<string, KeywordCompiler>> = {
  minimum: comparing((value, bound) => compare(value, bound) >= 0),
  maximum: comparing((value, bound) => compare(value, bound) <= 0),
  exclusiveMinimum: comparing((value, bound) => compare(value, bound) > 0),
  exclusiveMaximum: comparing((value, bound) => compare(value, bound) < 0),
  multipleOf: comparing((value, divisor) => isMultipleOf(value, divisor) ?? true),
};

function comparing(holds: (value: Exact, expected: Exact) => boolean): KeywordCompiler {
  return (site) => {
    const { expected } = site;
    if (!isNumber(expected)) return undefined;
    return (value, run) => !isNumber(value) || holds(value, expected) || fail(site, run, brief(value));
  };
}
