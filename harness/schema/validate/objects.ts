import { compare } from "../../../model/decimal.ts";
import { isJsonObject } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { Schema } from "../../../model/model.ts";
import { asSchema, below, member, regularExpression } from "../values.ts";
import { isArray } from "./arrays.ts";
import { fail, holdsAt, quietly, tried } from "./check.ts";
import type { Check, KeywordCompiler, Site, View } from "./check.ts";
import { isNumber } from "./numbers.ts";

/** Applicator and validation vocabularies for objects (core, section 10.3.2; validation, section 6.5). */
export const objectKeywords: Readonly<Record<string, KeywordCompiler>> = {
  minProperties: counting((comparison) => comparison >= 0),
  maxProperties: counting((comparison) => comparison <= 0),
  required: (site) => {
    const names = strings(site.expected).filter((name) => !isHidden(site, name));
    return (value, run) => {
      if (!isJsonObject(value)) return true;
      if (names.every((name) => Object.hasOwn(value, name))) return true;
      return fail(site, run, `no ${names.filter((name) => !Object.hasOwn(value, name)).join(", ")}`);
    };
  },
  dependentRequired: (site) => {
    const needs = entries(site.expected).map(([name, needed]) => [name, strings(needed)] as const);
    return (value, run) => {
      if (!isJsonObject(value)) return true;
      const missing = needs
        .filter(([name]) => Object.hasOwn(value, name))
        .flatMap(([, needed]) => needed.filter((name) => !Object.hasOwn(value, name)));
      return missing.length === 0 || fail(site, run, `no ${missing.join(", ")}`);
    };
  },
  dependentSchemas: (site) => {
    const checks = subschemas(site);
    return (value, run, seen) => {
      if (!isJsonObject(value)) return true;
      const broken = checks.find(([name, check]) => Object.hasOwn(value, name) && !tried(check, value, run, seen));
      return broken === undefined || fail(site, run, `not as the member ${broken[0]} asks`);
    };
  },
  propertyNames: (site) => {
    const check = site.compile(asSchema(site.expected), below(site.pointer, "propertyNames"));
    return (value, run) => {
      if (!isJsonObject(value)) return true;
      const odd = Object.keys(value).find((name) => !quietly(check, name, run));
      return odd === undefined || fail(site, run, `the name ${JSON.stringify(odd)}`);
    };
  },
  properties: (site) => {
    const checks = new Map(subschemas(site));
    return eachMember((name) => checks.get(name));
  },
  patternProperties: (site) => {
    const checks = subschemas(site).map(([source, check]) => [regularExpression(source), check] as const);
    const all: readonly Check[] = checks.map(([pattern, check]) =>
      eachMember((name) => (pattern?.test(name) === true ? check : undefined)),
    );
    return (value, run, seen) => all.map((check) => check(value, run, seen)).every(Boolean);
  },
  additionalProperties: (site) => {
    const declared = declaredBy(site.schema);
    return others(site, (name) => declared(name));
  },
};

/** Whether a schema's `properties` or `patternProperties` speak of a name. */
function declaredBy(schema: JsonObject): (name: string) => boolean {
  const properties = new Set(entries(member(schema, "properties")).map(([name]) => name));
  const patterns = entries(member(schema, "patternProperties")).map(([source]) => regularExpression(source));
  return (name) => properties.has(name) || patterns.some((pattern) => pattern?.test(name) === true);
}

/** `additionalProperties` and `unevaluatedProperties`: what holds for the members that nothing else spoke of. */
export function others(site: Site, known: (name: string) => boolean): Check {
  if (site.expected !== false) {
    const check = site.compile(asSchema(site.expected), below(site.pointer, site.keyword));
    return eachMember((name) => (known(name) ? undefined : check));
  }
  return (value, run) => {
    if (!isJsonObject(value)) return true;
    const odd = Object.keys(value).filter((name) => !known(name));
    return odd.length === 0 || fail(site, run, `the member ${odd.map((name) => JSON.stringify(name)).join(", ")}`);
  };
}

/** Whether a view hides a member: `readOnly` in a request, `writeOnly` in a response. */
export function isHidden(site: Pick<Site, "schema" | "view" | "resolve">, name: string): boolean {
  if (site.view === undefined) return false;
  const properties = member(site.schema, "properties");
  const property = isJsonObject(properties) ? member(properties, name) : undefined;
  return property !== undefined && isMarked(asSchema(property), site.view, site.resolve, 0);
}

function isMarked(schema: Schema, view: View, resolve: Site["resolve"], depth: number): boolean {
  if (typeof schema === "boolean" || depth > 8) return false;
  if (member(schema, view === "request" ? "readOnly" : "writeOnly") === true) return true;
  const ref = member(schema, "$ref");
  const target = typeof ref === "string" ? resolve(ref) : undefined;
  if (target !== undefined && isMarked(target, view, resolve, depth + 1)) return true;
  const all = member(schema, "allOf");
  return isArray(all) && all.some((each) => isMarked(asSchema(each), view, resolve, depth + 1));
}

export function entries(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

export function strings(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function subschemas(site: Site): readonly (readonly [string, Check])[] {
  return entries(site.expected).map(([name, schema]) => [
    name,
    site.compile(asSchema(schema), below(site.pointer, site.keyword, name)),
  ]);
}

function eachMember(checkOf: (name: string) => Check | undefined): Check {
  return (value, run, seen) => {
    if (!isJsonObject(value)) return true;
    let inside = true;
    for (const name of Object.keys(value)) {
      const check = checkOf(name);
      if (check === undefined) continue;
      seen?.names.add(name);
      if (!holdsAt(name, check, value[name] ?? null, run)) {
        if (run.failures === undefined) return false;
        inside = false;
      }
    }
    return inside;
  };
}

function counting(holds: (comparison: number) => boolean): KeywordCompiler {
  return (site) => {
    const { expected } = site;
    if (!isNumber(expected)) return undefined;
    return (value, run) => {
      if (!isJsonObject(value)) return true;
      const count = Object.keys(value).length;
      return holds(compare(count, expected)) || fail(site, run, `${count} members`);
    };
  };
}
