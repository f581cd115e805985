import { formats } from "../format/index.ts";
import { brief, codePoints, regularExpression } from "../values.ts";
import { fail } from "./check.ts";
import type { KeywordCompiler } from "./check.ts";
import { isNumber } from "./numbers.ts";
import { compare } from "../../../model/decimal.ts";

/** Validation vocabulary, sections 6.3 and 7: keywords for strings. Lengths count code points. */
export const stringKeywords: Readonly<Record<string, KeywordCompiler>> = {
  minLength: counting((length) => length >= 0),
  maxLength: counting((length) => length <= 0),
  pattern: (site) => {
    const { expected } = site;
    if (typeof expected !== "string") return undefined;
    const pattern = regularExpression(expected);
    if (pattern === undefined) {
      site.note("pattern", "not a regular expression of ECMA-262: it is not checked");
      return undefined;
    }
    return (value, run) => typeof value !== "string" || pattern.test(value) || fail(site, run, brief(value));
  },
  format: (site) => {
    const format = typeof site.expected === "string" ? formats.get(site.expected) : undefined;
    if (!site.formats || format === undefined) return undefined;
    return (value, run) => format.holds(value) || fail(site, run, brief(value));
  },
};

function counting(holds: (comparison: number) => boolean): KeywordCompiler {
  return (site) => {
    const { expected } = site;
    if (!isNumber(expected)) return undefined;
    return (value, run) => {
      if (typeof value !== "string") return true;
      const length = codePoints(value);
      return holds(compare(length, expected)) || fail(site, run, `${length} characters`);
    };
  };
}
