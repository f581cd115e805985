import { isInteger } from "../../../model/decimal.ts";
import { isRawNumber, typeOf } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import { brief, equal } from "../values.ts";
import { fail } from "./check.ts";
import type { KeywordCompiler } from "./check.ts";

/** Validation vocabulary, section 6.1: keywords for every type. */
export const anyKeywords: Readonly<Record<string, KeywordCompiler>> = {
  type: (site) => {
    const types = Array.isArray(site.expected) ? (site.expected as readonly Json[]) : [site.expected];
    return (value, place, run) => types.some((type) => hasType(value, type)) || fail(site, place, run, typeOf(value));
  },
  enum: (site) => {
    const members = Array.isArray(site.expected) ? (site.expected as readonly Json[]) : [];
    return (value, place, run) => members.some((each) => equal(each, value)) || fail(site, place, run, brief(value));
  },
  const: (site) => (value, place, run) => equal(site.expected, value) || fail(site, place, run, brief(value)),
};

function hasType(value: Json, type: Json): boolean {
  const actual = typeOf(value);
  return actual === type || (type === "integer" && actual === "number" && integral(value));
}

function integral(value: Json): boolean {
  return (typeof value === "number" || isRawNumber(value)) && isInteger(value);
}
