import { hash, LONGEST, upperFirst } from "../names.ts";

/** Types that a generated module takes from elsewhere: a brand of the name would hide them. */
const TAKEN: ReadonlySet<string> = new Set(
  (
    "Answer Array Exclude Extract Input Map NonNullable Number Object Omit Partial Pick Readonly ReadonlyArray Record Required String Symbol " +
    "Uint8Array Undocumented WireRequest WireResponse WithRequired"
  ).split(" "),
);

/** One word of `petId`, `pet_id`, `PETId`, with the digits behind it. */
const WORD = /[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/g;

/**
 * The brand of a path parameter, an identifier in capitals that is a function of the path before it and its name alone, so that a new operation
 * renames none. A name of several words says whose id it is, wherever it stands: `{apiId}` and `{api_id}` are an `ApiId`. A single word does not:
 * the last word of the path before it says it, `/pets/{id}` a `PetsId`. Where letters were lost a hash follows.
 */
export function brandName(path: string, parameter: string): string {
  const own = wordsOf(parameter);
  const resource = own.length > 1 ? "" : resourceOf(path, parameter);
  const name = [...wordsOf(resource), ...own].map(capitalised).join("");
  const begun = /^[A-Z]/.test(name) ? name : `Id${name}`;
  const text = `${resource}/${parameter}`;
  if (own.length === 0 || /[^\0-\x7f]/.test(text) || begun.length > LONGEST) {
    return `${begun.slice(0, LONGEST)}_${hash(text)}`;
  }
  return TAKEN.has(begun) ? `${begun}_` : begun;
}

/** The last segment before the parameter that says anything by itself: `pets` of `/shops/{shop}/pets/{id}`. */
function resourceOf(path: string, parameter: string): string {
  const before = path.slice(0, Math.max(path.indexOf(`{${parameter}}`), 0)).replace(/\{[^{}]*\}/g, "");
  return before.split("/").findLast((segment) => /[\p{L}\p{N}]/u.test(segment)) ?? "";
}

function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

function capitalised(word: string): string {
  return upperFirst(word.toLowerCase());
}
