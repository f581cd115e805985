import type { Json, JsonObject } from "../../../model/json.ts";
import type { Pointer, Schema } from "../../../model/model.ts";
import { below } from "../values.ts";

/** One way in which a value is outside its schema. */
export interface Failure {
  /** JSON pointer into the value: `/responseModels/a`; the whole value is the empty text. */
  readonly instance: string;
  /** `maxLength`, `required`, ...; `depth` where the value is nested deeper than the engine follows. */
  readonly keyword: string;
  /** The schema that holds the keyword. */
  readonly schema: Pointer;
  /** The keyword's value. */
  readonly expected: Json;
  /** What came, in one short line. */
  readonly received: string;
}

/** One validation under way. Without `failures` only the answer counts and the first failure ends the work. */
export interface Run {
  failures: Failure[] | undefined;
  depth: number;
  /** Where in the value the check stands; only a failure makes a pointer of it. */
  readonly path: (string | number)[];
}

/** Which members and items the keywords of one schema have evaluated (core, section 11): what `unevaluated…` leaves alone. */
export interface Evaluated {
  readonly names: Set<string>;
  readonly items: Set<number>;
}

/** Whether the value is inside; failures go to `run`, evaluated members and items to `seen`. */
export type Check = (value: Json, run: Run, seen: Evaluated | undefined) => boolean;

/** What a keyword is compiled from. */
export interface Site {
  readonly keyword: string;
  readonly expected: Json;
  /** The schema that holds the keyword, and where it stands. */
  readonly schema: JsonObject;
  readonly pointer: Pointer;
  readonly view: View | undefined;
  readonly formats: boolean;
  /** The check of a subschema. */
  readonly compile: (schema: Schema, pointer: Pointer) => Check;
  readonly resolve: (ref: Pointer) => Schema | undefined;
  readonly note: (keyword: string, message: string) => void;
}

/** In a request `readOnly` members are not there and not required, in a response `writeOnly` ones (OAS 3.1, section 4.8.24). */
export type View = "request" | "response";

/** Undefined: the keyword asserts nothing there. */
export type KeywordCompiler = (site: Site) => Check | undefined;

/** Records a failure of the keyword and answers false. */
export function fail(site: Site, run: Run, received: string): false {
  const { keyword, pointer, expected } = site;
  run.failures?.push({ instance: below("", ...run.path), keyword, schema: pointer, expected, received });
  return false;
}

/** The answer of a check without its failures. */
export function quietly(check: Check, value: Json, run: Run, seen?: Evaluated): boolean {
  const { failures } = run;
  run.failures = undefined;
  const inside = check(value, run, seen);
  run.failures = failures;
  return inside;
}

/** As `quietly`; what the check evaluated counts only if it holds. */
export function tried(check: Check, value: Json, run: Run, seen?: Evaluated): boolean {
  if (seen === undefined) return quietly(check, value, run);
  const inner = nothingEvaluated();
  const inside = quietly(check, value, run, inner);
  if (inside) merge(seen, inner);
  return inside;
}

export function nothingEvaluated(): Evaluated {
  return { names: new Set(), items: new Set() };
}

export function merge(into: Evaluated, from: Evaluated): void {
  for (const name of from.names) into.names.add(name);
  for (const index of from.items) into.items.add(index);
}

/** The answer of a check for a member or an item. */
export function holdsAt(name: string | number, check: Check, value: Json, run: Run): boolean {
  run.path.push(name);
  const inside = check(value, run, undefined);
  run.path.pop();
  return inside;
}
