import { type At, member, items, ownMember, descend, members } from "./at.ts";
import { type Json, isJsonObject, isRawNumber, typeOf } from "./json.ts";
import type { Diagnostic, Pointer, SchemaAt } from "./model.ts";
import { below, fileOf, splitPointer } from "./pointer.ts";
import { type SourceFile, type Sources, urlOf } from "./source/load.ts";

export type Version = "2.0" | "3.0" | "3.1" | "3.2";

/** What every part of the reader works with: the files, the version's rules and a place for remarks. */
export interface Reader {
  readonly version: Version;
  readonly sources: Sources;
  readonly report: Report;
  readonly schema: (at: At) => SchemaAt;
}

export type Report = (severity: Diagnostic["severity"], code: string, message: string, pointer: Pointer) => void;

/** What stands at a pointer, in whatever file. */
export function lookUp(sources: Sources, pointer: Pointer): At | undefined {
  const { file, tokens } = splitPointer(pointer);
  const source = sources.byName.get(file);
  if (source?.outcome !== "read" || source.parsed.outcome !== "parsed") return undefined;
  const value = descend(source.parsed.value, tokens);
  return value === undefined ? undefined : { value, pointer };
}

export type Target =
  | { readonly outcome: "found"; readonly at: At }
  | { readonly outcome: "missing"; readonly message: string };

/** What a reference names (RFC 3986, section 5; fragments are JSON pointers, percent-encoded: RFC 6901, section 6). */
export function targetOf(sources: Sources, reference: string, from: Pointer): Target {
  const base = sources.byName.get(fileOf(from))?.url ?? sources.root.url;
  const hash = reference.indexOf("#");
  const fragment = hash === -1 ? "" : decoded(reference.slice(hash + 1));
  const url = urlOf(hash === -1 ? reference : reference.slice(0, hash), base);
  const source = url === undefined ? undefined : sources.byUrl.get(url.href);
  if (source === undefined)
    return { outcome: "missing", message: `Expected a reference, but "${reference}" names no file.` };
  const failure = failureOf(source);
  if (failure !== undefined) {
    return {
      outcome: "missing",
      message: `Expected what "${reference}" names, but "${source.shown}" is of no use: ${failure}.`,
    };
  }
  const at = lookUp(sources, `${source.name}#${fragment}`);
  if (at !== undefined) return { outcome: "found", at };
  return {
    outcome: "missing",
    message: `Expected what "${reference}" names, but nothing stands there. Correct the reference or add the part.`,
  };
}

function failureOf(source: SourceFile): string | undefined {
  if (source.outcome === "failed") return source.reason;
  if (source.parsed.outcome === "parsed") return undefined;
  const { line, column } = source.parsed.position;
  return `line ${line}, column ${column}: ${source.parsed.message}`;
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The Reference Object's target (OAS 3.1, section 4.8.23), through chains; a value that is no reference is its own target. Undefined where it leads nowhere, which is told. */
export function follow(reader: Reader, at: At): At | undefined {
  const seen = new Set<Pointer>();
  let current = at;
  for (let ref = referenceOf(current); ref !== undefined; ref = referenceOf(current)) {
    const place = below(current.pointer, "$ref");
    if (seen.has(place)) {
      const message = `Expected "${ref}" to lead to a definition, but it leads back to itself. Put a definition at one of its places.`;
      reader.report("error", "circularReference", message, place);
      return undefined;
    }
    seen.add(place);
    const target = targetOf(reader.sources, ref, current.pointer);
    if (target.outcome === "missing") {
      reader.report("error", "unresolvedReference", target.message, place);
      return undefined;
    }
    current = target.at;
  }
  return withDescription(reader, at, current);
}

/** From 3.1 on a reference may carry a description of its own. */
function withDescription(reader: Reader, at: At, target: At): At {
  const description = ownMember(at.value, "description");
  if (at === target || description === undefined || reader.version === "2.0" || reader.version === "3.0") return target;
  if (!isJsonObject(target.value)) return target;
  return { ...target, value: { ...target.value, description } };
}

export function referenceOf(at: At): string | undefined {
  const ref = ownMember(at.value, "$ref");
  return typeof ref === "string" ? ref : undefined;
}

/** A text member; anything else is told and left out. */
export function textOf(reader: Reader, at: At, name: string): string | undefined {
  const found = member(at, name);
  if (found === undefined) return undefined;
  if (typeof found.value === "string") return found.value;
  return wrongType(reader, found, name, "a string");
}

/** A boolean member; anything else is told and left out. */
export function flagOf(reader: Reader, at: At, name: string): boolean | undefined {
  const found = member(at, name);
  if (found === undefined) return undefined;
  if (typeof found.value === "boolean") return found.value;
  return wrongType(reader, found, name, "a boolean");
}

/** The members of an object member. */
export function entriesOf(reader: Reader, at: At, name: string): readonly (readonly [name: string, at: At])[] {
  const found = member(at, name);
  if (found === undefined) return [];
  if (!isJsonObject(found.value)) wrongType(reader, found, name, "an object");
  return members(found);
}

/** The members of an object member that also takes extensions: `paths` and `responses` have no free choice of names. */
export function fieldsOf(reader: Reader, at: At, name: string): readonly (readonly [name: string, at: At])[] {
  return entriesOf(reader, at, name).filter(([field]) => !field.startsWith("x-"));
}

/** The items of an array member. */
export function listOf(reader: Reader, at: At, name: string): readonly At[] {
  const found = member(at, name);
  if (found === undefined) return [];
  if (!Array.isArray(found.value)) wrongType(reader, found, name, "an array");
  return items(found);
}

/** The strings of an array member. */
export function textsOf(reader: Reader, at: At, name: string): readonly string[] {
  return listOf(reader, at, name).flatMap((item) => {
    if (typeof item.value === "string") return [item.value];
    wrongType(reader, item, name, "strings");
    return [];
  });
}

export function wrongType(reader: Reader, at: At, name: string, expected: string): undefined {
  const message = `Expected ${expected} for "${name}", but ${shown(at.value)} came. It is left out; correct it.`;
  reader.report("warning", "wrongType", message, at.pointer);
  return undefined;
}

/** A value in a message: short, and by its kind where it is long. */
export function shown(value: Json): string {
  if (value === null) return "null";
  if (typeof value === "string") return value.length > 40 ? "a long string" : JSON.stringify(value);
  if (typeof value !== "object") return String(value);
  if (isRawNumber(value)) return value.rawJSON;
  return typeOf(value) === "array" ? "an array" : "an object";
}
