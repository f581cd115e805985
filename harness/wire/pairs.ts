import { percentDecode, queryTexts } from "./percent.ts";

/** One `name=value` of a query or form, with the texts that name and value may stand for. */
export interface Pair {
  readonly names: readonly string[];
  /** The value, still percent-encoded. */
  readonly raw: string;
  readonly texts: readonly string[];
}

/** `a=1&b`, by HTML's form syntax (WHATWG URL, section 5.1) where empty pieces are nothing; a name alone has the empty value. */
export function parsePairs(query: string): readonly Pair[] {
  if (query === "") return [];
  return query
    .split("&")
    .filter((piece) => piece !== "")
    .map((piece) => parsePair(piece, queryTexts));
}

export function parsePair(piece: string, decode: (text: string) => readonly string[]): Pair {
  const mark = piece.indexOf("=");
  const raw = mark < 0 ? "" : piece.slice(mark + 1);
  return { names: decode(mark < 0 ? piece : piece.slice(0, mark)), raw, texts: decode(raw) };
}

/** Whether the target holds what no target may (RFC 3986, appendix A): then servers differ on all of it. `|` is let through: OpenAPI's own examples have it. */
export function isBroken(target: string): boolean {
  return /[^!$-;=?-Z[\]_a-z|~]/.test(target) || percentDecode(target) === undefined;
}
