import { compareDecimals, decimal } from "../../model/decimal.ts";
import { isJsonObject, isRawNumber } from "../../model/json.ts";
import type { Json, JsonObject, RawNumber } from "../../model/json.ts";
import type { Pointer, Schema } from "../../model/model.ts";

/** Thrown inside the engine where a value is nested deeper than the stack allows; caught by `validate`. */
export class TooDeep extends Error {}

/** Levels of nesting that the engine follows. */
export const DEEPEST = 512;

/** One token of a JSON pointer (RFC 6901, section 3). */
export function token(name: string | number): string {
  return typeof name === "number" ? String(name) : name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The pointer one or more steps below. */
export function below(pointer: Pointer, ...names: readonly (string | number)[]): Pointer {
  return names.reduce<string>((path, name) => `${path}/${token(name)}`, pointer);
}

/** An object of these members, where `__proto__` is a name like any other. */
export function objectOf(members: Iterable<readonly [string, Json]>): JsonObject {
  const object: { [name: string]: Json } = {};
  for (const [name, value] of members) put(object, name, value);
  return object;
}

/** One more member: as if written in a literal, where `__proto__` is a name like any other. */
export function put<T>(object: { [name: string]: T }, name: string, value: T): void {
  if (name !== "__proto__") object[name] = value;
  else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

/** The own member, never an inherited one. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** What stands at a pointer into a value. */
export function partAt(value: Json, pointer: string): Json | undefined {
  let part: Json | undefined = value;
  for (const escaped of pointer.split("/").slice(1)) {
    const name = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(part)) part = (part as readonly Json[])[Number(name)];
    else part = isJsonObject(part) ? member(part, name) : undefined;
  }
  return part;
}

/** A schema out of a keyword's value; what is neither object nor boolean constrains nothing. */
export function asSchema(value: Json | undefined): Schema {
  return typeof value === "boolean" || isJsonObject(value) ? value : true;
}

/** A text that is equal for equal values (JSON Schema 2020-12 core, section 4.2.2: 1 and 1.0 are, members have no order). */
export function identity(value: Json, depth = 0): string {
  if (depth > DEEPEST) throw new TooDeep();
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" || isRawNumber(value)) return numberIdentity(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => identity(item, depth + 1)).join()}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${identity(value[name] ?? null, depth + 1)}`).join()}}`;
}

function numberIdentity(value: number | RawNumber): string {
  if (Number.isSafeInteger(value)) return String(Number(value) + 0);
  const { coefficient, exponent } = decimal(value);
  return exponent >= 0 && exponent < 20 ? String(coefficient * 10n ** BigInt(exponent)) : `${coefficient}e${exponent}`;
}

export function equal(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (typeof a === "number" && isRawNumber(b)) return compareDecimals(decimal(a), decimal(b)) === 0;
  return typeof a === "object" || typeof b === "object" ? identity(a) === identity(b) : false;
}

/** How many code points a text has; lone surrogates count one each. */
export function codePoints(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      count--;
      index++;
    }
  }
  return count;
}

/** A value in one short line, for messages. */
export function brief(value: Json): string {
  if (Array.isArray(value)) return `array of ${value.length} ${value.length === 1 ? "item" : "items"}`;
  if (isJsonObject(value)) return `object of ${Object.keys(value).length} members`;
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}… (${text.length} characters)` : text;
}

const patterns = new Map<string, RegExp | undefined>();

/** A `pattern` as a regular expression: with flag `u`, else without (many documents escape more than `u` admits), else undefined. */
export function regularExpression(source: string): RegExp | undefined {
  if (!patterns.has(source)) patterns.set(source, compiled(source, "u") ?? compiled(source, ""));
  return patterns.get(source);
}

function compiled(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
