/**
 * A scan of JSON text (RFC 8259) that tells where things stand. `parseJson` gives the values and is ten times faster;
 * this runs only when somebody asks for a line, or when a text is malformed or holds a name twice.
 */
export interface JsonPlaces {
  /** Of the member's name or the item's start. */
  readonly offset: number;
  /** Members by name or items by index; none for a scalar. */
  readonly children?: Map<string, JsonPlaces>;
}

export type ScannedJson =
  | {
      readonly outcome: "scanned";
      readonly places: JsonPlaces;
      /** The tokens of each name that stood in its object before. */ readonly duplicates: readonly (readonly string[])[];
    }
  | { readonly outcome: "malformed"; readonly offset: number };

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;

interface Open {
  readonly places: JsonPlaces & { readonly children: Map<string, JsonPlaces> };
  readonly close: "}" | "]";
  readonly name: string;
}

export function scanJson(text: string): ScannedJson {
  const scanner = new JsonScanner(text);
  return scanner.scan();
}

class JsonScanner {
  readonly #text: string;
  readonly #open: Open[] = [];
  readonly #duplicates: (readonly string[])[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): ScannedJson {
    this.#take(SPACE);
    const places = this.#value(this.#at, "");
    if (places === undefined) return this.#malformed();
    while (this.#open.length > 0) if (!this.#step()) return this.#malformed();
    this.#take(SPACE);
    if (this.#at < this.#text.length) return this.#malformed();
    return { outcome: "scanned", places, duplicates: this.#duplicates };
  }

  /** One member, item or closing bracket of the innermost collection. */
  #step(): boolean {
    const open = this.#open.at(-1);
    if (open === undefined) return false;
    this.#take(SPACE);
    if (this.#text[this.#at] === open.close) return this.#closed();
    if (open.places.children.size > 0) {
      if (this.#text[this.#at] !== ",") return false;
      this.#at += 1;
      this.#take(SPACE);
    }
    return open.close === "}" ? this.#member(open) : this.#item(open);
  }

  #closed(): true {
    this.#at += 1;
    this.#open.pop();
    return true;
  }

  #member(open: Open): boolean {
    const offset = this.#at;
    const quoted = this.#quoted();
    if (quoted === undefined) return false;
    this.#take(SPACE);
    if (this.#text[this.#at] !== ":") return false;
    this.#at += 1;
    this.#take(SPACE);
    const name = String(JSON.parse(quoted));
    if (open.places.children.has(name)) this.#duplicates.push(this.#tokens(name));
    return this.#child(open, offset, name);
  }

  #item(open: Open): boolean {
    return this.#child(open, this.#at, String(open.places.children.size));
  }

  #child(open: Open, offset: number, name: string): boolean {
    const places = this.#value(offset, name);
    if (places === undefined) return false;
    open.places.children.set(name, places);
    return true;
  }

  #value(offset: number, name: string): JsonPlaces | undefined {
    const first = this.#text[this.#at];
    if (first === "{" || first === "[") {
      this.#at += 1;
      const places = { offset, children: new Map<string, JsonPlaces>() };
      this.#open.push({ places, close: first === "{" ? "}" : "]", name });
      return places;
    }
    return (first === '"' ? this.#quoted() : this.#take(SCALAR)) === undefined ? undefined : { offset };
  }

  #tokens(name: string): readonly string[] {
    return [...this.#open.slice(1).map((open) => open.name), name];
  }

  #quoted(): string | undefined {
    const end = endOfText(this.#text, this.#at);
    const quoted = this.#text.slice(this.#at, end);
    if (end === undefined || !isQuoted(quoted)) return undefined;
    this.#at = end;
    return quoted;
  }

  #take(token: RegExp): string | undefined {
    token.lastIndex = this.#at;
    const match = token.exec(this.#text);
    if (match === null) return undefined;
    this.#at = token.lastIndex;
    return match[0];
  }

  #malformed(): ScannedJson {
    return { outcome: "malformed", offset: Math.min(this.#at, this.#text.length) };
  }
}

/**
 * The offset after the quoted text that starts at `start`; undefined where it has no end. By hand, as a regular expression
 * with a choice in it runs out of stack on texts of some megabytes.
 */
export function endOfText(text: string, start: number): number | undefined {
  if (text[start] !== '"') return undefined;
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return undefined;
}

function isQuoted(quoted: string): boolean {
  if (!/[\\\p{Cc}]/u.test(quoted)) return true;
  try {
    return typeof JSON.parse(quoted) === "string";
  } catch {
    return false;
  }
}
