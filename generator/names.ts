import { createHash } from "node:crypto";

/**
 * What generated modules take from the runtime. No operation gets one of these names: a builder of the name would hide the function in its own module.
 */
export const RUNTIME_FUNCTIONS = [
  "cookieForm",
  "cookiePlain",
  "cookies",
  "cookieValue",
  "deepObject",
  "form",
  "formBody",
  "formExploded",
  "formParts",
  "header",
  "headerJson",
  "headerValue",
  "label",
  "labelExploded",
  "matrix",
  "matrixExploded",
  "multipart",
  "pathSegment",
  "pipeDelimited",
  "queryValue",
  "readAnswer",
  "readBytes",
  "readJson",
  "readText",
  "reserved",
  "search",
  "segment",
  "simple",
  "simpleExploded",
  "spaceDelimited",
] as const;

/** ECMA-262, section 12.7.2, in modules. */
const RESERVED_WORDS =
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if " +
  "implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof " +
  "undefined var void while with yield";
/** The generated module has these itself. */
const OWN_WORDS = "decode globalThis input";
/** No file can be called so on Windows. */
const DEVICES =
  "aux con nul prn com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9";

const TAKEN: ReadonlySet<string> = new Set([
  ...`${RESERVED_WORDS} ${OWN_WORDS} ${DEVICES}`.split(" "),
  ...RUNTIME_FUNCTIONS,
]);

/** No name is longer, but for its hash. */
export const LONGEST = 60;

/**
 * The name of every operation's builder, by operation id: an identifier in camelCase that is a function of the id alone, so that a new operation
 * renames none. Only ids that differ in nothing but capitals and separators (`list-pets`, `listPets`) would come out the same, on some file systems
 * as one file; each of those ends in a hash of its own id, after an underscore that no other name has.
 */
export function operationNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const plain = ids.map(operationName);
  const uses = Map.groupBy(plain, (name) => name.toLowerCase());
  return new Map(
    ids.map((id, index) => {
      const name = plain[index] ?? "";
      return [id, uses.get(name.toLowerCase())?.length === 1 ? name : `${name}_${hash(id)}`];
    }),
  );
}

function operationName(id: string): string {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const camel = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join("");
  const name = /^[a-z]/.test(camel) ? camel : `operation${camel}`;
  if (/[^\0-\x7f]/.test(id) || name.length > LONGEST) return `${name.slice(0, LONGEST)}_${hash(id)}`;
  return TAKEN.has(name) ? `${name}_` : name;
}

/** `UpdateRoute` to `updateRoute`, `APIKeys` to `apiKeys`, `ID` to `id`. */
function lowerFirst(word: string): string {
  return word.replace(/^[A-Z]+(?=[A-Z][a-z]|[0-9]|$)|^[A-Z]/, (capitals) => capitals.toLowerCase());
}

export function upperFirst(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

export function hash(id: string): string {
  return createHash("sha256").update(id).digest("hex").slice(0, 8);
}
