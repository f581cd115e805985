/**
 * JSON without loss (RFC 8259). A number that a JavaScript number cannot hold exactly (2^53+1, 1e400, -0, 0.30000000000000000001)
 * is kept as the text it was written with, in the shape that `JSON.rawJSON` makes; `JSON.stringify` writes it back as it stood.
 */
export type Json = null | boolean | number | string | RawNumber | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

/** What `JSON.rawJSON(text)` returns for the text of a number. */
export interface RawNumber {
  readonly rawJSON: string;
}

/** Node 24 has these (the proposal "JSON.parse source text access"); the compiler's library does not name them yet. */
interface SourceTextJson {
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): value is RawNumber;
  parse(text: string, reviver: (key: string, value: Json, context: { readonly source?: string }) => Json): Json;
}
function hasSourceText(one: JSON): one is JSON & SourceTextJson {
  return "rawJSON" in one;
}
if (!hasSourceText(JSON)) throw new Error("Expected a JavaScript engine that has JSON.rawJSON, such as Node 24's.");
const json = JSON;

export type ParsedJson =
  | { readonly outcome: "parsed"; readonly value: Json }
  | { readonly outcome: "malformed"; readonly message: string };

/** Numbers of fewer digits than this and without exponent or fraction are exact without a look: 2^53 has 16. */
const PLAIN = /^-?[1-9]\d{0,14}$|^0$/;
/** A number that may need its text, at a place where numbers stand (not in the time of a day); where a text has none, no reviver has to run. */
const SUSPECT = /[[,:](?<!\d:)\s*(?:-0|-?\d+[.eE]|-?\d{16})/;
const BARE_NUMBER = /^\s*[-\d]/;

/** Text to value; numbers that would be rounded are kept as their text. Duplicate names: the last one wins (see `duplicateNames`). */
export function parseJson(text: string): ParsedJson {
  try {
    const value: Json = SUSPECT.test(text) || BARE_NUMBER.test(text) ? json.parse(text, keepExact) : json.parse(text);
    return { outcome: "parsed", value };
  } catch (error) {
    return { outcome: "malformed", message: error instanceof Error ? error.message : String(error) };
  }
}

function keepExact(_key: string, value: Json, context: { readonly source?: string }): Json {
  return typeof value === "number" && context.source !== undefined ? numberFrom(context.source) : value;
}

/** A number by its JSON text: a JavaScript number where that is exact, else the text. */
export function numberFrom(text: string): number | RawNumber {
  if (PLAIN.test(text)) return Number(text);
  const value = Number(text);
  return sameNumber(text, value) ? value : json.rawJSON(text);
}

/** A zero where numbers stand, which may have lost its sign. */
const ZERO = /(?:^|[:[,])0(?:$|[,\]}])/;

/** Value to text, without white space. */
export function stringifyJson(value: Json): string {
  const text = JSON.stringify(value);
  return ZERO.test(text) ? JSON.stringify(value, keepNegativeZero) : text;
}

function keepNegativeZero(_key: string, value: unknown): unknown {
  return Object.is(value, -0) ? json.rawJSON("-0") : value;
}

export function isRawNumber(value: unknown): value is RawNumber {
  return json.isRawJSON(value);
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isRawNumber(value);
}

export type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";

export function typeOf(value: Json): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "object") return isRawNumber(value) ? "number" : "object";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "string" ? "string" : "number";
}

function sameNumber(text: string, value: number): boolean {
  return Number.isFinite(value) && normalDecimal(text) === normalDecimal(String(value)) && !Object.is(value, -0);
}

/** Sign, digits without zeros at either end, exponent: equal for equal numbers. */
function normalDecimal(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return text;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length)}`;
}
