import { isAlias, isMap, isScalar, isSeq } from "yaml";
import { type Json, isJsonObject, numberFrom } from "../json.ts";
import { MOST_LEVELS, type Oddity } from "./parsed.ts";

/** Why a text of good YAML is not read: an alias to nowhere or into itself, or so many that the document explodes. */
export class YamlRefused extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** More values than this, aliases counted as often as they stand, is no document but an attack. */
const MOST_VALUES_BY_ALIAS = 1_000_000;

/** The nodes of one YAML document as JSON. */
export class YamlConversion {
  readonly oddities: Oddity[] = [];
  readonly #anchors = new Map<string, { readonly value: Json; readonly size: number }>();
  #size = 0;
  #sizeByAlias = 0;

  json(node: unknown, tokens: readonly string[]): Json {
    if (tokens.length > MOST_LEVELS)
      throw new YamlRefused(`it is nested deeper than ${MOST_LEVELS} levels`, start(node));
    if (isAlias(node)) return this.#alias(node.source, start(node));
    const before = this.#size;
    this.#size += 1;
    const value = this.#plain(node, tokens);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return value;
    const { anchor, tag } = node;
    if (tag?.startsWith("!") === true) this.#odd("unknownTag", unknownTag(tag), tokens);
    if (anchor !== undefined) this.#anchors.set(anchor, { value, size: this.#size - before });
    return value;
  }

  #plain(node: unknown, tokens: readonly string[]): Json {
    if (isMap(node)) return this.#object(node.items, tokens);
    if (isSeq(node)) return node.items.map((item, index) => this.json(item, [...tokens, String(index)]));
    return isScalar(node) ? this.#scalar(node.value, node.source, tokens) : null;
  }

  #alias(name: string, offset: number): Json {
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) {
      throw new YamlRefused(`the alias *${name} has no anchor &${name} that ends before it`, offset);
    }
    this.#size += anchored.size;
    this.#sizeByAlias += anchored.size;
    if (this.#sizeByAlias > MOST_VALUES_BY_ALIAS) {
      throw new YamlRefused(`its aliases stand for more than ${MOST_VALUES_BY_ALIAS} values`, offset);
    }
    return anchored.value;
  }

  #object(pairs: readonly { readonly key: unknown; readonly value: unknown }[], tokens: readonly string[]): Json {
    const own = new Map<string, Json>();
    const merged = new Map<string, Json>();
    for (const { key, value } of pairs) {
      const name = keyText(key);
      const inner = this.json(value, [...tokens, name]);
      if (name === "<<" && isPlainKey(key)) merge(merged, inner);
      else {
        if (own.has(name)) this.#odd("duplicateName", duplicate(name), [...tokens, name]);
        own.set(name, inner);
      }
    }
    // fromEntries defines members; assignment would lose `__proto__`.
    return Object.fromEntries([...merged, ...own]);
  }

  #scalar(value: unknown, source: string | undefined, tokens: readonly string[]): Json {
    if (value === null || typeof value === "boolean" || typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "bigint") {
      const text = jsonNumber(source ?? String(value), value);
      if (text !== undefined) return numberFrom(text);
    }
    const written = source ?? "a value of another kind";
    const message = `Expected a value that JSON can hold, but ${written} came. It is read as text; write a number or quote it.`;
    this.#odd("notJson", message, tokens);
    return written;
  }

  #odd(code: Oddity["code"], message: string, tokens: readonly string[]): void {
    this.oddities.push({ code, message, tokens });
  }
}

function unknownTag(tag: string): string {
  return `The tag ${tag} means nothing in OpenAPI, and no file is included by it. It is ignored; use a $ref instead.`;
}

function duplicate(name: string): string {
  return `Expected each name once in an object, but "${name}" stands there again. The last one is used; remove the others.`;
}

/** The text of a key as the document writes it: `200` and `on` are names. */
export function keyText(key: unknown): string {
  if (!isScalar(key)) return "";
  return typeof key.value === "string" ? key.value : (key.source ?? "");
}

function isPlainKey(key: unknown): boolean {
  return isScalar(key) && (key.type === undefined || key.type === "PLAIN");
}

/** Earlier sources win (YAML merge keys, yaml.org/type/merge.html). */
function merge(into: Map<string, Json>, source: Json): void {
  const sources: readonly Json[] = Array.isArray(source) ? source : [source];
  for (const each of sources) {
    if (!isJsonObject(each)) continue;
    for (const [name, value] of Object.entries(each)) if (!into.has(name)) into.set(name, value);
  }
}

/** The JSON form of a number of YAML's core schema (YAML 1.2, section 10.3.2): `+1`, `007`, `.5`, `1.`, `0x1F`, `0o17`. */
function jsonNumber(source: string, value: number | bigint): string | undefined {
  if (/^0[xo]/.test(source)) return BigInt(source).toString();
  const match = /^([-+]?)(\d*)(?:\.(\d*))?([eE][-+]?\d+)?$/.exec(source);
  if (match === null) return Number.isFinite(Number(value)) ? String(value) : undefined;
  const [, sign = "", whole = "", fraction = "", exponent = ""] = match;
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  return `${sign === "-" ? "-" : ""}${digits}${fraction === "" ? "" : `.${fraction}`}${exponent}`;
}

function start(node: unknown): number {
  return (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) && node.range ? node.range[0] : 0;
}
