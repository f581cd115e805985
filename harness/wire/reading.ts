import { numberFrom, parseJson, stringifyJson, typeOf, type Json } from "../../model/json.ts";
import { shapeBelow, type Shape, type Step, type Types } from "./shape.ts";

/** A value that text on the wire can be taken for. Not sure: some readers of the document would take it so, others not (`05` for 5, nothing for null). */
export interface Reading<Value extends Json = Json> {
  readonly value: Value;
  readonly sure: boolean;
}

/** What a place of a request holds. */
export type Decoded =
  | { readonly outcome: "absent" }
  /** At least one. `absent`: a reader may take it for not given, as `limit=` often is. */
  | { readonly outcome: "readings"; readonly readings: readonly Reading[]; readonly absent: boolean }
  /** No value at all: the keyword names the form that is broken. */
  | { readonly outcome: "malformed"; readonly keyword: string; readonly reason: string }
  | { readonly outcome: "unclear"; readonly reason: string };

/** Combinations beyond this are not followed. */
const MOST = 64;

/** A number as every writer writes it: no exponent, no zeros to spare. */
const CANONICAL = /^(?:-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?)$/;
/** What some readers take for a number besides: JSON's exponents, a plus, leading zeros, white space around it. */
const LOOSE = /^\s*[+]?(-?)0*(\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*$|^\s*(-)0*(\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*$/i;

/** The values that one text can be taken for, by the types that the document admits there. Never empty. */
export function textReadings(texts: readonly string[], shape: Shape): readonly Reading[] {
  const types = shape([]);
  const [only] = texts;
  if (only !== undefined && texts.length === 1 && types.size === 1 && types.has("string")) return [sure(only)];
  const found: Reading[] = [];
  for (const text of texts) {
    if (types.has("string")) found.push(sure(text));
    if (types.has("number")) found.push(...numbers(text));
    if (types.has("boolean")) found.push(...booleans(text));
    if (types.has("null") && /^(?:null)?$/i.test(text)) found.push(doubtful(null));
    if (types.has("array") || types.has("object")) found.push(...compounds(text, types));
  }
  return found.length > 0 ? distinct(found) : texts.map(doubtful);
}

function numbers(text: string): readonly Reading[] {
  if (CANONICAL.test(text) && text !== "-0") return [sure(numberFrom(text))];
  const loose = LOOSE.exec(text);
  if (loose === null) return [];
  return [doubtful(numberFrom(`${loose[1] ?? loose[3] ?? ""}${loose[2] ?? loose[4] ?? ""}`))];
}

function booleans(text: string): readonly Reading[] {
  if (text === "true" || text === "false") return [sure(text === "true")];
  return /^(?:true|false|1|0)$/i.test(text) ? [doubtful(/^(?:true|1)$/i.test(text))] : [];
}

/** The standard leaves arrays and objects inside others undefined; many write them as JSON. */
function compounds(text: string, types: Types): readonly Reading[] {
  if (!/^\s*[[{]/.test(text)) return [];
  const parsed = parseJson(text);
  return parsed.outcome === "parsed" && types.has(typeOf(parsed.value)) ? [doubtful(parsed.value)] : [];
}

/** Readings of an array from the texts of its items; undefined where there are too many. */
export function arrayReadings(items: readonly (readonly string[])[], shape: Shape): readonly Reading[] | undefined {
  const options = items.map((texts, index) => textReadings(texts, shapeBelow(shape, index)));
  return product(options)?.map(({ value, sure }) => ({ value, sure }));
}

/** Readings of an object from its members; a later member of the same name replaces the earlier. */
export function objectReadings(
  members: readonly (readonly [name: string, texts: readonly string[]])[],
  shape: Shape,
): readonly Reading[] | undefined {
  const all = members.map(([name, texts]) => [name, textReadings(texts, shapeBelow(shape, name))] as const);
  return memberReadings(all);
}

/** Readings of an object whose members have been read already. */
export function memberReadings(
  members: readonly (readonly [name: Step, readings: readonly Reading[]])[],
): readonly Reading[] | undefined {
  return product(members.map(([, readings]) => readings))?.map(({ value, sure }) => ({
    value: Object.fromEntries(value.map((member, index) => [members[index]?.[0] ?? "", member])),
    sure,
  }));
}

function product(options: readonly (readonly Reading[])[]): readonly Reading<readonly Json[]>[] | undefined {
  let all: readonly Reading<readonly Json[]>[] = [{ value: [], sure: true }];
  if (options.reduce((count, { length }) => Math.min(count * length, MOST + 1), 1) > MOST) return undefined;
  for (const readings of options) {
    all = all.flatMap((whole) =>
      readings.map(({ value, sure }) => ({ value: [...whole.value, value], sure: whole.sure && sure })),
    );
  }
  return all;
}

/** Readings as a decoding; several shapes of one text together. */
export function decoded(readings: readonly Reading[] | undefined, absent = false): Decoded {
  if (readings === undefined) return unclear("it can be read in too many ways");
  return { outcome: "readings", readings: distinct(readings), absent };
}

export function unclear(reason: string): Decoded {
  return { outcome: "unclear", reason };
}

export function sure(value: Json): Reading {
  return { value, sure: true };
}

export function doubtful(value: Json): Reading {
  return { value, sure: false };
}

function distinct(readings: readonly Reading[]): readonly Reading[] {
  if (readings.length < 2) return readings;
  const found = new Map<string, Reading>();
  for (const reading of readings) {
    const key = stringifyJson(reading.value);
    if (found.get(key)?.sure !== true) found.set(key, reading);
  }
  return [...found.values()];
}
