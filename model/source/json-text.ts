import { type Json, isRawNumber, parseJson } from "../json.ts";
import { type JsonPlaces, endOfText, scanJson } from "./json-scan.ts";
import {
  MOST_LEVELS,
  type Oddity,
  type ParsedText,
  type Position,
  isTooDeep,
  lineStarts,
  positionAt,
} from "./parsed.ts";

/** A JSON document with its positions, which are only looked for when first asked: `again` gives the text once more, so that nothing has to hold it. */
export function parseJsonText(text: string, again: () => string): ParsedText {
  const parsed = parseJson(text);
  if (parsed.outcome === "malformed") return malformed(text, parsed.message);
  if (isTooDeep(parsed.value)) return tooDeep();
  let scanned: Scanned | undefined;
  const locate = (tokens: readonly string[]): Position => {
    scanned ??= scan(again());
    return positionAt(scanned.starts, offsetOf(scanned.places, tokens));
  };
  return { outcome: "parsed", value: parsed.value, oddities: duplicateNames(text, parsed.value), locate };
}

interface Scanned {
  readonly places: JsonPlaces;
  readonly starts: readonly number[];
}

function scan(text: string): Scanned {
  const scanned = scanJson(text);
  return { places: scanned.outcome === "scanned" ? scanned.places : { offset: 0 }, starts: lineStarts(text) };
}

function offsetOf(places: JsonPlaces, tokens: readonly string[]): number {
  let current = places;
  for (const token of tokens) {
    const next = current.children?.get(token);
    if (next === undefined) break;
    current = next;
  }
  return current.offset;
}

function tooDeep(): ParsedText {
  const message = `it is nested deeper than ${MOST_LEVELS} levels`;
  return { outcome: "malformed", message, position: { line: 1, column: 1 } };
}

function malformed(text: string, message: string): ParsedText {
  const scanned = scanJson(text);
  // What is JSON and could not be parsed was too deep for the parser.
  if (scanned.outcome === "scanned") return tooDeep();
  const { offset } = scanned;
  const reason = message.replace(/ in JSON at position .*$/s, "").replace(/, ".*" is not valid JSON$/s, "");
  return { outcome: "malformed", message: reason, position: positionAt(lineStarts(text), offset) };
}

/** Fewer members than names in the text: one of them stands twice. Counting is quick; the scan that finds it runs only then. */
function duplicateNames(text: string, value: Json): readonly Oddity[] {
  if (countNames(text) === countMembers(value)) return [];
  const scanned = scanJson(text);
  if (scanned.outcome === "malformed") return [];
  return scanned.duplicates.map((tokens) => ({
    code: "duplicateName",
    message: `Expected each name once in an object, but "${tokens.at(-1) ?? ""}" stands there again. The last one is used; remove the others.`,
    tokens,
  }));
}

function countNames(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start !== -1;) {
    let after = endOfText(text, start) ?? text.length;
    while (isSpace(text.charCodeAt(after))) after += 1;
    if (text[after] === ":") count += 1;
    start = text.indexOf('"', after);
  }
  return count;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function countMembers(value: Json): number {
  let count = 0;
  const open: Json[] = [value];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (typeof current !== "object" || current === null || isRawNumber(current)) continue;
    const children: readonly Json[] = Array.isArray(current) ? current : Object.values(current);
    if (!Array.isArray(current)) count += children.length;
    for (const child of children) open.push(child);
  }
  return count;
}
