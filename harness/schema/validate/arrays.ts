import { compare } from "../../../model/decimal.ts";
import type { Json } from "../../../model/json.ts";
import { asSchema, below, identity, member } from "../values.ts";
import { fail, holdsAt, quietly } from "./check.ts";
import type { Check, KeywordCompiler, Site } from "./check.ts";
import { isNumber } from "./numbers.ts";

/** Applicator and validation vocabularies for arrays (core, section 10.3.1; validation, section 6.4). */
export const arrayKeywords: Readonly<Record<string, KeywordCompiler>> = {
  minItems: counting((comparison) => comparison >= 0),
  maxItems: counting((comparison) => comparison <= 0),
  uniqueItems: (site) => {
    if (site.expected !== true) return undefined;
    return (value, run) => {
      if (!isArray(value) || new Set(value.map((item) => identity(item))).size === value.length) return true;
      return fail(site, run, "equal items");
    };
  },
  prefixItems: (site) => {
    const schemas = isArray(site.expected) ? site.expected : [];
    const checks = schemas.map((each, index) =>
      site.compile(asSchema(each), below(site.pointer, "prefixItems", index)),
    );
    return eachItem((index) => checks[index]);
  },
  items: (site) => {
    const first = prefixLength(site);
    if (site.expected === false) return nothingBeyond(site, first);
    const check = site.compile(asSchema(site.expected), below(site.pointer, "items"));
    return eachItem((index) => (index < first ? undefined : check));
  },
  contains: (site) => containing(site),
};

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function prefixLength({ schema }: Pick<Site, "schema">): number {
  const prefix = member(schema, "prefixItems");
  return isArray(prefix) ? prefix.length : 0;
}

function nothingBeyond(site: Site, first: number): Check {
  return (value, run) => !isArray(value) || value.length <= first || fail(site, run, `${value.length} items`);
}

function eachItem(checkOf: (index: number) => Check | undefined): Check {
  return (value, run, seen) => {
    if (!isArray(value)) return true;
    let inside = true;
    for (let index = 0; index < value.length; index++) {
      const check = checkOf(index);
      if (check === undefined) continue;
      seen?.items.add(index);
      if (!holdsAt(index, check, value[index] ?? null, run)) {
        if (run.failures === undefined) return false;
        inside = false;
      }
    }
    return inside;
  };
}

/** `contains` with `minContains` and `maxContains` (1 and no limit where they are not given). */
function containing(site: Site): Check {
  const { schema } = site;
  const check = site.compile(asSchema(site.expected), below(site.pointer, "contains"));
  const fewest = limit(member(schema, "minContains")) ?? 1;
  const most = limit(member(schema, "maxContains")) ?? Number.POSITIVE_INFINITY;
  return (value, run, seen) => {
    if (!isArray(value)) return true;
    const matching = value.flatMap((item, index) => (quietly(check, item, run) ? [index] : []));
    for (const index of matching) seen?.items.add(index);
    const count = matching.length;
    const received = `${count} matching ${count === 1 ? "item" : "items"}`;
    if (count < fewest)
      return fail(named(site, Object.hasOwn(schema, "minContains") ? "minContains" : "contains"), run, received);
    return count <= most || fail(named(site, "maxContains"), run, received);
  };
}

function named(site: Site, keyword: string): Site {
  return { ...site, keyword, expected: member(site.schema, keyword) ?? null };
}

function limit(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function counting(holds: (comparison: number) => boolean): KeywordCompiler {
  return (site) => {
    const { expected } = site;
    if (!isNumber(expected)) return undefined;
    return (value, run) =>
      !isArray(value) || holds(compare(value.length, expected)) || fail(site, run, `${value.length} items`);
  };
}
