import { isInteger } from "../../../model/decimal.ts";
import { isJsonObject, typeOf } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import { brief, equal } from "../values.ts";
import { isArray } from "./arrays.ts";
import { fail } from "./check.ts";
import type { KeywordCompiler } from "./check.ts";
import { isNumber } from "./numbers.ts";

/** Validation vocabulary, section 6.1: keywords for every type. */
export const anyKeywords: Readonly<Record<string, KeywordCompiler>> = {
  type: (site) => {
    const types = Array.isArray(site.expected) ? (site.expected as readonly Json[]) : [site.expected];
    const tests = types.flatMap((type) => (typeof type === "string" ? (TYPES.get(type) ?? []) : []));
    const [only] = tests;
    if (tests.length === 1 && only !== undefined) return (value, run) => only(value) || fail(site, run, typeOf(value));
    return (value, run) => {
      for (const test of tests) if (test(value)) return true;
      return fail(site, run, typeOf(value));
    };
  },
  enum: (site) => {
    const members = Array.isArray(site.expected) ? (site.expected as readonly Json[]) : [];
    return (value, run) => {
      for (const each of members) if (equal(each, value)) return true;
      return fail(site, run, brief(value));
    };
  },
  const: (site) => (value, run) => equal(site.expected, value) || fail(site, run, brief(value)),
};

const TYPES: ReadonlyMap<string, (value: Json) => boolean> = new Map<string, (value: Json) => boolean>([
  ["null", (value) => value === null],
  ["boolean", (value) => typeof value === "boolean"],
  ["string", (value) => typeof value === "string"],
  ["array", isArray],
  ["object", isJsonObject],
  ["number", isNumber],
  ["integer", (value) => isNumber(value) && isInteger(value)],
]);
