import type { Json, JsonObject } from "../../../model/json.ts";
import type { Pointer, Schema, SchemaAt } from "../../../model/model.ts";
import { DEEPEST, TooDeep } from "../values.ts";
import { anyKeywords } from "./any.ts";
import { applicatorKeywords } from "./applicators.ts";
import { arrayKeywords } from "./arrays.ts";
import { fail, merge, nothingEvaluated } from "./check.ts";
import type { Check, Failure, KeywordCompiler, Run, Site, View } from "./check.ts";
import { numberKeywords } from "./numbers.ts";
import { objectKeywords } from "./objects.ts";
import { stringKeywords } from "./strings.ts";
import { unevaluatedKeywords } from "./unevaluated.ts";

export type { Failure, View } from "./check.ts";

const KEYWORDS: Readonly<Record<string, KeywordCompiler>> = {
  ...anyKeywords,
  ...numberKeywords,
  ...stringKeywords,
  ...arrayKeywords,
  ...objectKeywords,
  ...applicatorKeywords,
};

export interface ValidatorOptions {
  readonly view: View | undefined;
  /** Whether `format` asserts; by default it only annotates (validation, section 7.2.1). */
  readonly formats: boolean;
  readonly resolve: (ref: Pointer) => Schema | undefined;
  readonly note: (pointer: Pointer, keyword: string, message: string) => void;
}

export interface Validator {
  /** Every failure; none: the value is inside. */
  readonly failures: (at: SchemaAt, value: Json) => readonly Failure[];
  readonly holds: (at: SchemaAt, value: Json) => boolean;
}

/** Schemas compiled to closures, once for each place and only when a value first comes there. */
export function validator(options: ValidatorOptions): Validator {
  const checks = new Map<Pointer, Check>();
  const compile = (schema: Schema, pointer: Pointer): Check => {
    const known = checks.get(pointer);
    if (known !== undefined) return known;
    const check = build(schema, pointer, options, compile);
    checks.set(pointer, check);
    return check;
  };
  const run = (at: SchemaAt, value: Json, failures: Failure[] | undefined): boolean => {
    try {
      return compile(at.schema, at.pointer)(value, { failures, depth: 0, path: [] }, undefined);
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error;
      failures?.splice(0, Infinity, tooDeep(at.pointer));
      return false;
    }
  };
  return {
    failures: (at, value) => {
      const failures: Failure[] = [];
      run(at, value, failures);
      return failures;
    },
    holds: (at, value) => run(at, value, undefined),
  };
}

function tooDeep(pointer: Pointer): Failure {
  return { instance: "", keyword: "depth", schema: pointer, expected: DEEPEST, received: "a value nested deeper" };
}

type Compile = Site["compile"];

function build(schema: Schema, pointer: Pointer, options: ValidatorOptions, compile: Compile): Check {
  if (schema === true) return () => true;
  if (schema === false) return refusing(pointer, options, compile);
  const site = siteOf(schema, pointer, options, compile);
  const made = (keywords: Readonly<Record<string, KeywordCompiler>>) => (): readonly Check[] =>
    Object.keys(schema).flatMap((keyword) =>
      Object.hasOwn(keywords, keyword) ? (keywords[keyword]?.(site(keyword)) ?? []) : [],
    );
  const isTracking = Object.keys(unevaluatedKeywords).some((keyword) => Object.hasOwn(schema, keyword));
  return isTracking ? tracking(guarded(made(KEYWORDS)), guarded(made(unevaluatedKeywords))) : guarded(made(KEYWORDS));
}

function siteOf(schema: JsonObject, pointer: Pointer, options: ValidatorOptions, compile: Compile) {
  const note = (keyword: string, message: string): void => options.note(pointer, keyword, message);
  return (keyword: string): Site => ({
    ...options,
    keyword,
    expected: schema[keyword] ?? null,
    schema,
    pointer,
    compile,
    note,
  });
}

/** All checks together, one level deeper; made when a value first comes there. */
function guarded(make: () => readonly Check[]): Check {
  let checks: readonly Check[] | undefined;
  return (value, run, seen) => {
    checks ??= make();
    if (++run.depth > DEEPEST) throw new TooDeep();
    let inside = true;
    for (const check of checks) {
      if (check(value, run, seen)) continue;
      inside = false;
      if (run.failures === undefined) break;
    }
    run.depth--;
    return inside;
  };
}

function tracking(first: Check, last: Check): Check {
  return (value, run: Run, seen) => {
    const own = nothingEvaluated();
    const inside = first(value, run, own);
    const whole = last(value, run, own) && inside;
    if (seen !== undefined) merge(seen, own);
    return whole;
  };
}

/** The schema `false`, named as such where no keyword of a schema around it has spoken. */
function refusing(pointer: Pointer, options: ValidatorOptions, compile: Compile): Check {
  const site: Site = { ...siteOf({}, pointer, options, compile)("false"), expected: false };
  return (_value, run) => fail(site, run, "a value");
}
