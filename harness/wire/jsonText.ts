import { isRawNumber, parseJson, type Json } from "../../model/json.ts";

export type JsonReading =
  | { readonly outcome: "read"; readonly value: Json }
  | { readonly outcome: "malformed"; readonly keyword: "json" | "utf8"; readonly reason: string }
  /** JSON of which readers make different things (RFC 8259, sections 4, 6, 8.1, 8.2, 9). */
  | { readonly outcome: "unclear"; readonly reason: string };

/** Levels of nesting that every reader is taken to follow (RFC 8259, section 9, lets each set its own). */
const DEEPEST = 128;

/** Several checks and the state read the same answer. */
const known = new WeakMap<Uint8Array, JsonReading>();
/** Texts are our own requests, read before they are sent and when they are judged: as many as are in flight are kept. */
const recent = new Map<string, JsonReading>();
const MOST_RECENT = 256;
/** Characters of all that are kept. */
const LONGEST_RECENT = 1_000_000;
let recentLength = 0;

/**
 * A JSON text from the wire. Bytes that are not UTF-8 are malformed: JSON between systems is UTF-8 and nothing else (RFC 8259, section 8.1), so
 * no decoding of them is admitted. A byte order mark, which readers may ignore, makes it unclear.
 */
export function readJson(body: string | Uint8Array): JsonReading {
  if (typeof body === "string") return readRecent(body);
  const found = known.get(body);
  if (found !== undefined) return found;
  const reading = read(body);
  known.set(body, reading);
  return reading;
}

function readRecent(text: string): JsonReading {
  const found = recent.get(text);
  if (found !== undefined) return found;
  const reading = read(text);
  if (recent.size >= MOST_RECENT || recentLength + text.length > LONGEST_RECENT) {
    recent.clear();
    recentLength = 0;
  }
  recent.set(text, reading);
  recentLength += text.length;
  return reading;
}

function read(body: string | Uint8Array): JsonReading {
  if (isUtf16(body)) return unclear("it begins with a byte order mark");
  const text = utf8(body);
  if (text === undefined) return { outcome: "malformed", keyword: "utf8", reason: "the bytes are not UTF-8" };
  if (text.startsWith("\ufeff")) return unclear("it begins with a byte order mark");
  const parsed = parseJson(text);
  if (parsed.outcome === "malformed") {
    // The parser gives up on nesting that is too deep for the stack: the text may be JSON all the same.
    if (/call stack/i.test(parsed.message)) return unclear(`nested deeper than ${DEEPEST}`);
    return { outcome: "malformed", keyword: "json", reason: parsed.message };
  }
  const oddity = isPlain(text, parsed.value) ? undefined : oddityOf(text);
  return oddity === undefined ? { outcome: "read", value: parsed.value } : unclear(oddity);
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text of bytes; undefined where they are not UTF-8. A byte order mark stays. */
export function utf8(body: string | Uint8Array): string | undefined {
  if (typeof body === "string") return body.toWellFormed();
  try {
    return decoder.decode(body);
  } catch {
    return undefined;
  }
}

function isUtf16(body: string | Uint8Array): boolean {
  return typeof body !== "string" && ((body[0] === 0xfe && body[1] === 0xff) || (body[0] === 0xff && body[1] === 0xfe));
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],]|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

const [QUOTE, BACKSLASH, COLON, OPENING, CLOSING] = [0x22, 0x5c, 0x3a, 0x7b, 0x7d];
/** What makes a brace of a bracket. */
const BRACE = 0x20;

/**
 * Whether a text has nothing that readers could disagree on, seen in one scan: no nesting that is too deep, no escape of a surrogate,
 * and as many members as are left of it, so that no name stands twice. The text is JSON.
 */
function isPlain(text: string, value: Json): boolean {
  if (/\\u[dD][89a-fA-F]/.test(text)) return false;
  let depth = 0;
  let members = 0;
  let isString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) isString = !isString;
    else if (isString) index += code === BACKSLASH ? 1 : 0;
    else if (code === COLON) members++;
    else if ((code | BRACE) === OPENING && ++depth > DEEPEST) return false;
    else if ((code | BRACE) === CLOSING) depth--;
  }
  return members === membersOf(value);
}

/** How many members there are, those of members counted; NaN where a number is not exact, and so perhaps beyond a double. */
function membersOf(value: Json): number {
  if (typeof value !== "object" || value === null) return 0;
  if (isRawNumber(value)) return Number.NaN;
  const parts: readonly Json[] = Object.values(value);
  let count = Array.isArray(value) ? 0 : parts.length;
  for (const part of parts) count += membersOf(part);
  return count;
}

/** What readers of JSON disagree on, the first of it; undefined of text without. The text is JSON. */
function oddityOf(text: string): string | undefined {
  const names: (Set<string> | undefined)[] = [];
  let isName = false;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "{" || token === "[") {
      names.push(token === "{" ? new Set() : undefined);
      if (names.length > DEEPEST) return `nested deeper than ${DEEPEST}`;
    } else if (token === "}" || token === "]") names.pop();
    const known = names.at(-1);
    if (isName && known !== undefined && token.startsWith('"')) {
      const name = unquoted(token);
      if (known.has(name)) return "a name stands twice in one object";
      known.add(name);
    }
    if (token.startsWith('"') && /\\u[dD][89a-fA-F]/.test(token) && !unquoted(token).isWellFormed())
      return "a lone surrogate stands in it";
    if (isBeyondDouble(token)) return "a number is beyond a double";
    isName = token === "{" || (token === "," && known !== undefined);
  }
  return undefined;
}

function unquoted(token: string): string {
  const parsed = token.includes("\\") ? parseJson(token) : undefined;
  return parsed?.outcome === "parsed" && typeof parsed.value === "string" ? parsed.value : token.slice(1, -1);
}

/** RFC 8259, section 6: readers may set limits on range; those of a double are the widest that can be expected. */
function isBeyondDouble(token: string): boolean {
  if (!/^-?\d/.test(token)) return false;
  const value = Number(token);
  return !Number.isFinite(value) || (value === 0 && /^-?[0.]*[1-9]/.test(token));
}

function unclear(reason: string): JsonReading {
  return { outcome: "unclear", reason };
}
