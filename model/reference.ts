import { type At, descend, ownMember } from "./at.ts";
import { isJsonObject } from "./json.ts";
import type { Pointer } from "./model.ts";
import { below, fileOf, splitPointer } from "./pointer.ts";
import type { Reader } from "./reader.ts";
import type { SourceFile, Sources } from "./source/load.ts";
import { urlOf } from "./source/names.ts";

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

/** The base URIs of references in a file: its `$self` if it has one, then where it lies. */
export function baseUrls(sources: Sources, from: Pointer): readonly [URL, ...URL[]] {
  const source = sourceOf(sources, from);
  return source.outcome === "read" && source.self !== undefined ? [source.self, source.url] : [source.url];
}

/** What a reference names (RFC 3986, section 5; fragments are JSON pointers, percent-encoded: RFC 6901, section 6). */
export function targetOf(sources: Sources, reference: string, from: Pointer): Target {
  const hash = reference.indexOf("#");
  const fragment = hash === -1 ? "" : decoded(reference.slice(hash + 1));
  const file = hash === -1 ? reference : reference.slice(0, hash);
  const source = file === "" ? sourceOf(sources, from) : otherSource(sources, file, from);
  if (source === undefined) return missing(`Expected a reference, but "${reference}" names no file.`);
  const failure = failureOf(source);
  if (failure !== undefined) {
    return missing(`Expected what "${reference}" names, but "${source.shown}" is of no use: ${failure}.`);
  }
  const isPointer = fragment === "" || fragment.startsWith("/");
  const at = isPointer ? lookUp(sources, `${source.name}#${fragment}`) : undefined;
  if (at !== undefined) return { outcome: "found", at };
  return missing(
    `Expected what "${reference}" names, but nothing stands there. Correct the reference or add the part.`,
  );
}

function sourceOf(sources: Sources, from: Pointer): SourceFile {
  return sources.byName.get(fileOf(from)) ?? sources.root;
}

function otherSource(sources: Sources, file: string, from: Pointer): SourceFile | undefined {
  const urls = baseUrls(sources, from).flatMap((base) => urlOf(file, base) ?? []);
  return urls.map(({ href }) => sources.byUrl.get(href)).find((found) => found !== undefined);
}

function missing(message: string): Target {
  return { outcome: "missing", message };
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
