import { RegExpParser } from "@eslint-community/regexpp";
import type { AST } from "@eslint-community/regexpp";
import {
  BASIC,
  complement,
  DIGIT,
  EVERYTHING,
  intersection,
  LINE_END,
  matching,
  SPACE,
  union,
  WORD,
} from "./characters.ts";
import type { Characters } from "./characters.ts";
import type { Term, Terms } from "./term.ts";

/** A pattern as terms: the texts in which it finds a match, and the look-behinds that have to be followed along the text. */
export interface Reading {
  readonly term: Term;
  /** Each matches the text so far when its look-behind holds. */
  readonly behind: readonly Term[];
  /** What could only be read as more than it matches. */
  readonly approximated: readonly string[];
}

/** Unrolled copies of a quantified look-around. */
const MOST_COPIES = 40;

/** Reads patterns of ECMA-262 into one workshop; undefined for what is no pattern. `anywhere`: the match need not begin with the text. */
export function readPattern(
  source: string,
  unicode: boolean,
  anywhere: boolean,
  terms: Terms,
  behindSoFar: readonly Term[],
): Reading | undefined {
  try {
    const pattern = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, { unicode });
    const reader = new Reader(terms, unicode, behindSoFar);
    const found = reader.alternatives(pattern.alternatives, terms.all);
    return {
      term: anywhere ? terms.cat(terms.all, found) : found,
      behind: reader.behind,
      approximated: reader.approximated,
    };
  } catch {
    return undefined;
  }
}

/** Terms are built from the end of the pattern, with what follows at hand: look-ahead is what follows as well. */
class Reader {
  readonly behind: Term[];
  readonly approximated: string[] = [];
  readonly #terms: Terms;
  readonly #unicode: boolean;
  #inside = 0;

  constructor(terms: Terms, unicode: boolean, behind: readonly Term[]) {
    this.#terms = terms;
    this.#unicode = unicode;
    this.behind = [...behind];
  }

  alternatives(alternatives: readonly AST.Alternative[], next: Term): Term {
    const { or, cat, empty } = this.#bound();
    if (alternatives.length > 1 && alternatives.every((each) => isPlain(each))) {
      return cat(or(alternatives.map((each) => this.#sequence(each.elements, empty))), next);
    }
    return or(alternatives.map((each) => this.#sequence(each.elements, next)));
  }

  #bound() {
    const terms = this.#terms;
    return {
      or: (list: readonly Term[]) => terms.or(list),
      and: (list: readonly Term[]) => terms.and(list),
      cat: (first: Term, rest: Term) => terms.cat(first, rest),
      empty: terms.empty,
    };
  }

  #sequence(elements: readonly AST.Element[], next: Term): Term {
    return elements.reduceRight((rest, element) => this.#element(element, rest), next);
  }

  #element(element: AST.Element, next: Term): Term {
    const terms = this.#terms;
    switch (element.type) {
      case "Character":
        return terms.cat(terms.set(intersection([[element.value, element.value]], this.#alphabet)), next);
      case "CharacterSet":
      case "CharacterClass":
        return terms.cat(terms.set(this.#characters(element)), next);
      case "Group":
        if (element.modifiers !== null) this.approximated.push("modifiers");
        return this.alternatives(element.alternatives, next);
      case "CapturingGroup":
        return this.alternatives(element.alternatives, next);
      case "Quantifier":
        return this.#quantifier(element, next);
      case "Assertion":
        return this.#assertion(element, next);
      case "Backreference":
        return this.#backreference(element, next);
      case "ExpressionCharacterClass":
        this.approximated.push("set notation");
        return terms.cat(terms.set(this.#alphabet), next);
    }
  }

  get #alphabet(): Characters {
    return this.#unicode ? EVERYTHING : BASIC;
  }

  #quantifier({ element, min, max }: AST.Quantifier, next: Term): Term {
    const terms = this.#terms;
    if (isPlain(element)) return terms.cat(terms.repeat(this.#element(element, terms.empty), min, max), next);
    if (max !== Infinity && max > MOST_COPIES) this.approximated.push("a look-around repeated many times");
    const optional =
      max === Infinity || max > MOST_COPIES
        ? terms.loop((self) => terms.or([next, this.#element(element, self)]))
        : Array.from({ length: max - min }).reduce<Term>(
            (rest) => terms.or([next, this.#element(element, rest)]),
            next,
          );
    return Array.from({ length: Math.min(min, MOST_COPIES) }).reduce<Term>(
      (rest) => this.#element(element, rest),
      optional,
    );
  }

  #assertion(assertion: AST.Assertion, next: Term): Term {
    const terms = this.#terms;
    switch (assertion.kind) {
      case "start":
        return terms.cat(terms.before("start"), next);
      case "end":
        return this.#ahead(terms.empty, next);
      case "word":
        return this.#boundary(assertion.negate, next);
      case "lookahead": {
        const found = this.#within(() => this.alternatives(assertion.alternatives, terms.all));
        return this.#ahead(assertion.negate ? terms.not(found) : found, next);
      }
      case "lookbehind": {
        const found = this.#within(
          () => terms.cat(terms.all, this.alternatives(assertion.alternatives, terms.empty)),
          1,
        );
        const condition = terms.before(this.behind.push(found) - 1);
        return terms.cat(assertion.negate ? terms.and([terms.not(condition), terms.empty]) : condition, next);
      }
    }
  }

  #within(read: () => Term, behind = 0): Term {
    this.#inside += behind;
    const term = read();
    this.#inside -= behind;
    return term;
  }

  /** What follows has to be in `ahead` too. Inside a look-behind what follows is not known to its end. */
  #ahead(ahead: Term, next: Term): Term {
    if (this.#inside === 0) return this.#terms.and([ahead, next]);
    this.approximated.push("a look-ahead in a look-behind");
    return next;
  }

  #boundary(negate: boolean, next: Term): Term {
    const terms = this.#terms;
    const word = terms.before("word");
    const noWord = terms.and([terms.not(word), terms.empty]);
    const wordNext = terms.cat(terms.set(intersection(WORD, this.#alphabet)), terms.all);
    const ahead = (left: Term, right: Term): Term => terms.cat(left, this.#ahead(right, next));
    return negate
      ? terms.or([ahead(word, wordNext), ahead(noWord, terms.not(wordNext))])
      : terms.or([ahead(word, terms.not(wordNext)), ahead(noWord, wordNext)]);
  }

  /** The group once more: right but for being the same text. */
  #backreference({ resolved }: AST.Backreference, next: Term): Term {
    this.approximated.push("a back-reference");
    const groups = Array.isArray(resolved) ? resolved : [resolved];
    return this.#terms.or([next, ...groups.map((group) => this.alternatives(group.alternatives, next))]);
  }

  #characters(node: AST.CharacterSet | AST.CharacterClass | AST.CharacterClassElement): Characters {
    const alphabet = this.#alphabet;
    const negated = (set: Characters, negate: boolean): Characters =>
      negate ? complement(set, alphabet) : intersection(set, alphabet);
    switch (node.type) {
      case "Character":
        return intersection([[node.value, node.value]], alphabet);
      case "CharacterClassRange":
        return intersection([[node.min.value, node.max.value]], alphabet);
      case "CharacterClass":
        return negated(union(...node.elements.map((each) => this.#characters(each))), node.negate);
      case "CharacterSet":
        if (node.kind === "any") return complement(LINE_END, alphabet);
        if (node.kind === "property") return intersection(matching(node.raw), alphabet);
        return negated({ digit: DIGIT, space: SPACE, word: WORD }[node.kind], node.negate);
      default:
        this.approximated.push("set notation");
        return alphabet;
    }
  }
}

/** Whether what follows does not matter to it. */
function isPlain(node: AST.Alternative | AST.Element): boolean {
  switch (node.type) {
    case "Alternative":
      return node.elements.every((each) => isPlain(each));
    case "Group":
    case "CapturingGroup":
      return node.alternatives.every((each) => isPlain(each));
    case "Quantifier":
      return isPlain(node.element);
    case "Assertion":
      return node.kind === "start" || node.kind === "lookbehind";
    case "Backreference":
      return false;
    default:
      return true;
  }
}
