import { isJsonObject } from "../../../model/json.ts";
import { asSchema, below } from "../values.ts";
import { isArray } from "./arrays.ts";
import { fail, holdsAt } from "./check.ts";
import type { Check, Evaluated, Site } from "./check.ts";
import { others } from "./objects.ts";

/** Core, section 11: these come last, when everything else of the schema has told what it evaluated. */
export const unevaluatedKeywords: Readonly<Record<string, (site: Site) => Check>> = {
  unevaluatedProperties: (site) => {
    let seenNow: Evaluated | undefined;
    const check = others(site, (name) => seenNow?.names.has(name) === true);
    return (value, run, seen) => {
      const before = seenNow;
      seenNow = seen;
      const inside = check(value, run, undefined);
      seenNow = before;
      if (isJsonObject(value)) for (const name of Object.keys(value)) seen?.names.add(name);
      return inside;
    };
  },
  unevaluatedItems: (site) => {
    const check = site.compile(asSchema(site.expected), below(site.pointer, "unevaluatedItems"));
    return (value, run, seen) => {
      if (!isArray(value)) return true;
      const rest = value.flatMap((_, index) => (seen?.items.has(index) === true ? [] : [index]));
      for (const index of rest) seen?.items.add(index);
      if (site.expected === false) return rest.length === 0 || fail(site, run, `unevaluated items ${rest.join(", ")}`);
      return rest.map((index) => holdsAt(index, check, value[index] ?? null, run)).every(Boolean);
    };
  },
};
