import { type Document, LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { MOST_LEVELS, type ParsedText, type Position, isTooDeep } from "./parsed.ts";
import { YamlConversion, YamlRefused, keyText } from "./yaml-json.ts";

type Parsed = Document.Parsed;

/** A YAML 1.2 document (core schema) as JSON, numbers as they were written. Aliases and merge keys are followed. */
export function parseYamlText(text: string): ParsedText {
  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  try {
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
    const [error] = document.errors;
    if (error !== undefined) {
      return { outcome: "malformed", message: reasonOf(error.message), position: position(error.pos[0]) };
    }
    const conversion = new YamlConversion();
    const value = conversion.json(document.contents, []);
    // Aliases can stack levels that the text does not have.
    if (isTooDeep(value)) throw new YamlRefused(`it is nested deeper than ${MOST_LEVELS} levels`, 0);
    const locate = (tokens: readonly string[]): Position => position(offsetOf(document, tokens));
    return { outcome: "parsed", value, oddities: conversion.oddities, locate };
  } catch (error) {
    return refused(error, position);
  }
}

function reasonOf(message: string): string {
  return message.includes("call stack") ? "it is nested too deeply" : message.replace(/\.$/, "");
}

function refused(error: unknown, position: (offset: number) => Position): ParsedText {
  if (error instanceof YamlRefused) {
    return { outcome: "malformed", message: error.message, position: position(error.offset) };
  }
  if (error instanceof RangeError) {
    return { outcome: "malformed", message: "it is nested too deeply", position: { line: 1, column: 1 } };
  }
  throw error;
}

function offsetOf(document: Parsed, tokens: readonly string[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const token of tokens) {
    const found = step(document, node, token);
    if (found === undefined) return offset;
    node = found.node;
    offset = found.offset;
  }
  return offset;
}

interface Step {
  readonly node: unknown;
  readonly offset: number;
}

function step(document: Parsed, node: unknown, token: string): Step | undefined {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target)) {
    const item = target.items[Number(token)];
    return item === undefined ? undefined : { node: item, offset: offsetOfNode(item) };
  }
  if (!isMap(target)) return undefined;
  const pair = target.items.findLast(({ key }) => keyText(key) === token);
  return pair === undefined
    ? merged(document, target.items, token)
    : { node: pair.value, offset: offsetOfNode(pair.key) };
}

function merged(
  document: Parsed,
  pairs: readonly { readonly key: unknown; readonly value: unknown }[],
  token: string,
): Step | undefined {
  for (const { key, value } of pairs) {
    if (keyText(key) !== "<<") continue;
    const sources = isSeq(value) ? value.items : [value];
    for (const source of sources) {
      const found = step(document, source, token);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function offsetOfNode(node: unknown): number {
  return (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) && node.range ? node.range[0] : 0;
}
