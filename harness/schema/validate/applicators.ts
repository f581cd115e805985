import type { Json } from "../../../model/json.ts";
import { asSchema, below, member } from "../values.ts";
import { isArray } from "./arrays.ts";
import { fail, quietly, tried } from "./check.ts";
import type { Check, KeywordCompiler, Site } from "./check.ts";

/** Core, sections 8.2.3 and 10.2: keywords that apply schemas to the same place. */
export const applicatorKeywords: Readonly<Record<string, KeywordCompiler>> = {
  $ref: (site) => {
    const { expected } = site;
    const target = typeof expected === "string" ? site.resolve(expected) : undefined;
    if (target === undefined || typeof expected !== "string") {
      site.note("$ref", "nothing stands at the reference: it constrains nothing");
      return undefined;
    }
    return site.compile(target, expected);
  },
  $dynamicRef: (site) => {
    site.note("$dynamicRef", "references by dynamic scope are not followed: it constrains nothing");
    return undefined;
  },
  allOf: (site) => {
    const checks = branches(site);
    return (value, run, seen) => {
      let inside = true;
      for (const check of checks) inside = check(value, run, seen) && inside;
      return inside;
    };
  },
  anyOf: (site) => {
    const checks = branches(site);
    return (value, run, seen) => {
      const holding =
        seen === undefined
          ? checks.some((check) => quietly(check, value, run))
          : checks.filter((check) => tried(check, value, run, seen)).length > 0;
      return holding || fail(site, run, "none of them holds");
    };
  },
  oneOf: (site) => {
    const checks = branches(site);
    return (value, run, seen) => {
      const holding = checks.flatMap((check, index) => (tried(check, value, run, seen) ? [index] : []));
      if (holding.length === 1) return true;
      return fail(site, run, holding.length === 0 ? "none of them holds" : `these hold: ${holding.join(", ")}`);
    };
  },
  not: (site) => {
    const check = site.compile(asSchema(site.expected), below(site.pointer, "not"));
    return (value, run) => !quietly(check, value, run) || fail(site, run, "it holds");
  },
  if: (site) => {
    const condition = site.compile(asSchema(site.expected), below(site.pointer, "if"));
    const [positive, negative] = [consequence(site, "then"), consequence(site, "else")];
    return (value, run, seen) => {
      const { site: then, check } = tried(condition, value, run, seen) ? positive : negative;
      return tried(check, value, run, seen) || fail(then, run, "it does not hold");
    };
  },
};

function branches(site: Site): readonly Check[] {
  const schemas: readonly Json[] = isArray(site.expected) ? site.expected : [];
  return schemas.map((each, index) => site.compile(asSchema(each), below(site.pointer, site.keyword, index)));
}

function consequence(site: Site, keyword: "then" | "else"): { readonly site: Site; readonly check: Check } {
  const expected = member(site.schema, keyword) ?? true;
  return {
    site: { ...site, keyword, expected },
    check: site.compile(asSchema(expected), below(site.pointer, keyword)),
  };
}
