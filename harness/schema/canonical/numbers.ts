import { isInteger } from "../../../model/decimal.ts";
import type { RawNumber } from "../../../model/json.ts";
import { isNumber } from "../validate/numbers.ts";
import type { Keyword, KeywordSite } from "./keyword.ts";
import { anyNumber } from "./shape.ts";
import type { NumberShape, Shape } from "./shape.ts";

function numeric(
  inside: (n: number | RawNumber) => Partial<NumberShape>,
  outside: (n: number | RawNumber) => Partial<NumberShape>,
): Keyword {
  const shapes =
    (refine: (n: number | RawNumber) => Partial<NumberShape>) =>
    ({ expected }: KeywordSite): readonly Shape[] =>
      isNumber(expected) ? [{ ...anyNumber, ...refine(expected) }] : [];
  return { type: "number", inside: shapes(inside), outside: shapes(outside) };
}

const lower = (exclusive: boolean) => (value: number | RawNumber) => ({ minimum: { value, exclusive } });
const upper = (exclusive: boolean) => (value: number | RawNumber) => ({ maximum: { value, exclusive } });

export const numberKeywords: Readonly<Record<string, Keyword>> = {
  minimum: numeric(lower(false), upper(true)),
  exclusiveMinimum: numeric(lower(true), upper(false)),
  maximum: numeric(upper(false), lower(true)),
  exclusiveMaximum: numeric(upper(true), lower(false)),
  multipleOf: numeric(
    (divisor) => ({ multipleOf: [divisor], integer: isInteger(divisor) }),
    (divisor) => ({ notMultipleOf: [divisor] }),
  ),
};
