import type { Characters } from "./characters.ts";

/**
 * A regular expression with intersection, complement and zero-width conditions on what stands before; equal terms are one object, so that
 * the derivatives of a term (Brzozowski) are few. `loop` is a knot: its body may lead back to it.
 */
export type Term = { readonly id: number } & (
  | { readonly kind: "none" }
  | { readonly kind: "empty" }
  | { readonly kind: "set"; readonly set: Characters; readonly number: number }
  | { readonly kind: "cat"; readonly first: Term; readonly rest: Term }
  | { readonly kind: "or" | "and"; readonly terms: readonly Term[] }
  | { readonly kind: "not"; readonly term: Term }
  | { readonly kind: "repeat"; readonly term: Term; readonly min: number; readonly max: number }
  | { readonly kind: "before"; readonly condition: Condition }
  | { readonly kind: "loop"; readonly number: number }
);

/** What stands before: nothing, a word character, or text that a look-behind matches (by its number). */
type Condition = "start" | "word" | number;

/** What is known at one position of a text. */
export interface Before {
  readonly start: boolean;
  readonly word: boolean;
  readonly behind: readonly boolean[];
}

type Shape = Term extends infer T ? (T extends Term ? Omit<T, "id"> : never) : never;

/** A workshop of terms: makes them in normal form and takes their derivatives. Terms of two workshops do not mix. */
export class Terms {
  readonly #known = new Map<string, Term>();
  readonly sets: Characters[] = [];
  /** Steps taken so far: what a limit is set on. */
  work = 0;
  readonly #loops: (Term | undefined)[] = [];
  readonly #afterStart = new Map<Term, Term>();
  readonly none = this.#make("none", { kind: "none" });
  readonly empty = this.#make("empty", { kind: "empty" });
  readonly all: Term;

  constructor(alphabet: Characters) {
    this.all = this.repeat(this.set(alphabet), 0, Infinity);
  }

  #make(key: string, shape: Shape): Term {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const term: Term = { ...shape, id: this.#known.size };
    this.#known.set(key, term);
    return term;
  }

  set(set: Characters): Term {
    if (set.length === 0) return this.none;
    const key = `set ${set.join(";")}`;
    if (!this.#known.has(key)) this.sets.push(set);
    return this.#make(key, { kind: "set", set, number: this.sets.length - 1 });
  }

  cat(first: Term, rest: Term): Term {
    if (first.kind === "none" || rest.kind === "none") return this.none;
    if (first.kind === "empty") return rest;
    if (rest.kind === "empty") return first;
    if (first === this.all && rest === this.all) return first;
    if (first.kind === "cat") return this.cat(first.first, this.cat(first.rest, rest));
    return this.#make(`cat ${first.id} ${rest.id}`, { kind: "cat", first, rest });
  }

  or(terms: readonly Term[]): Term {
    const flat = distinct(terms.flatMap((term) => (term.kind === "or" ? term.terms : [term]))).filter(
      ({ kind }) => kind !== "none",
    );
    if (flat.includes(this.all)) return this.all;
    if (flat.length < 2) return flat[0] ?? this.none;
    return this.#make(`or ${ids(flat)}`, { kind: "or", terms: flat });
  }

  and(terms: readonly Term[]): Term {
    const flat = distinct(terms.flatMap((term) => (term.kind === "and" ? term.terms : [term]))).filter(
      (term) => term !== this.all,
    );
    if (flat.some(({ kind }) => kind === "none")) return this.none;
    if (flat.length < 2) return flat[0] ?? this.all;
    return this.#make(`and ${ids(flat)}`, { kind: "and", terms: flat });
  }

  not(term: Term): Term {
    if (term.kind === "not") return term.term;
    if (term.kind === "none") return this.all;
    return term === this.all ? this.none : this.#make(`not ${term.id}`, { kind: "not", term });
  }

  repeat(term: Term, min: number, max: number): Term {
    if (max === 0 || term.kind === "empty" || (term.kind === "none" && min === 0)) return this.empty;
    if (min === 1 && max === 1) return term;
    return term.kind === "none"
      ? term
      : this.#make(`repeat ${term.id} ${min} ${max}`, { kind: "repeat", term, min, max });
  }

  /** Whether some term asks for a word character before. */
  get asksForWord(): boolean {
    return this.#known.has("before word");
  }

  before(condition: Condition): Term {
    return this.#make(`before ${condition}`, { kind: "before", condition });
  }

  /** A term that may lead back to itself. */
  loop(body: (self: Term) => Term): Term {
    const number = this.#loops.push(undefined) - 1;
    const self = this.#make(`loop ${number}`, { kind: "loop", number });
    this.#loops[number] = body(self);
    return self;
  }

  /** Whether the empty text is in the term, at a position. A loop that is asked for itself has nothing new to say. */
  nullable(term: Term, before: Before, asked: ReadonlySet<number> = NONE_ASKED): boolean {
    this.work++;
    switch (term.kind) {
      case "none":
      case "set":
        return false;
      case "empty":
        return true;
      case "cat":
        return this.nullable(term.first, before, asked) && this.nullable(term.rest, before, asked);
      case "or":
        return term.terms.some((each) => this.nullable(each, before, asked));
      case "and":
        return term.terms.every((each) => this.nullable(each, before, asked));
      case "not":
        return !this.nullable(term.term, before, asked);
      case "repeat":
        return term.min === 0 || this.nullable(term.term, before, asked);
      case "before":
        return holds(term.condition, before);
      case "loop": {
        const body = asked.has(term.number) ? undefined : this.#loops[term.number];
        return body !== undefined && this.nullable(body, before, new Set([...asked, term.number]));
      }
    }
  }

  /** What is left of the term after one character; `within` says which sets the character is in. */
  derivative(term: Term, before: Before, within: readonly boolean[]): Term {
    const known = new Map<number, Term>();
    const derive = (each: Term): Term => {
      const before = known.get(each.id);
      if (before !== undefined) return before;
      if (each.kind === "loop") known.set(each.id, this.none);
      const made = once(each);
      known.set(each.id, made);
      return made;
    };
    const once = (each: Term): Term => {
      this.work += "terms" in each ? each.terms.length : 1;
      switch (each.kind) {
        case "none":
        case "empty":
        case "before":
          return this.none;
        case "set":
          return within[each.number] === true ? this.empty : this.none;
        case "cat": {
          const first = this.cat(derive(each.first), each.rest);
          return this.nullable(each.first, before) ? this.or([first, derive(each.rest)]) : first;
        }
        case "or":
          return this.or(each.terms.map(derive));
        case "and":
          return this.and(each.terms.map(derive));
        case "not":
          return this.not(derive(each.term));
        case "repeat": {
          const min = this.nullable(each.term, before) ? 0 : Math.max(0, each.min - 1);
          return this.cat(derive(each.term), this.repeat(each.term, min, each.max - 1));
        }
        case "loop":
          return derive(this.#loops[each.number] ?? this.none);
      }
    };
    return derive(term);
  }

  /** The term where the start lies behind: what asked for it is gone. */
  afterStart(term: Term): Term {
    const known = this.#afterStart.get(term) ?? this.#withoutStart(term);
    this.#afterStart.set(term, known);
    return known;
  }

  #withoutStart(term: Term): Term {
    switch (term.kind) {
      case "before":
        return term.condition === "start" ? this.none : term;
      case "cat":
        return this.cat(this.afterStart(term.first), this.afterStart(term.rest));
      case "or":
        return this.or(term.terms.map((each) => this.afterStart(each)));
      case "and":
        return this.and(term.terms.map((each) => this.afterStart(each)));
      case "not":
        return this.not(this.afterStart(term.term));
      default:
        return term;
    }
  }
}

const NONE_ASKED: ReadonlySet<number> = new Set();

function holds(condition: Condition, before: Before): boolean {
  if (condition === "start") return before.start;
  return condition === "word" ? before.word : before.behind[condition] === true;
}

function distinct(terms: readonly Term[]): readonly Term[] {
  return [...new Set(terms)].sort((a, b) => a.id - b.id);
}

function ids(terms: readonly Term[]): string {
  return terms.map(({ id }) => id).join();
}
