import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ownMember } from "../at.ts";
import { isJsonObject, type Json } from "../json.ts";
import { type Boundary, type ReadOptions, boundary, readBytes } from "./bytes.ts";
import { parseJsonText } from "./json-text.ts";
import { nameOf, shownOf, urlOf } from "./names.ts";
import type { ParsedText } from "./parsed.ts";

/** One file as it was found. `name` is as pointers write it: empty for the root document, relative to its folder for others. */
export type SourceFile = {
  readonly name: string;
  readonly url: URL;
  /** As the user would name it. */
  readonly shown: string;
} & (
  | { readonly outcome: "read"; readonly bytes: Uint8Array; readonly parsed: ParsedText; readonly self?: URL }
  | { readonly outcome: "failed"; readonly reason: string }
);

export interface Sources {
  readonly root: SourceFile;
  /** By `href` of the URL without fragment. */
  readonly byUrl: ReadonlyMap<string, SourceFile>;
  readonly byName: ReadonlyMap<string, SourceFile>;
}

const MOST_FILES = 10_000;

/** Reads the document and every file that a `$ref` in it names, as far as they may be read. Never throws: failures are kept with their file. */
export async function loadSources(file: string, options: ReadOptions): Promise<Sources> {
  const rootUrl = isRemote(file) ? new URL(file) : pathToFileURL(resolve(file));
  rootUrl.hash = "";
  const allowed = await boundary(rootUrl, options);
  const root = await loadFile(rootUrl, rootUrl, file, allowed);
  const byUrl = new Map([[rootUrl.href, root]]);
  if (root.outcome === "read" && root.self !== undefined) byUrl.set(root.self.href, root);
  const waiting = [root];
  for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
    for (const url of referredFiles(source)) {
      if (byUrl.has(url.href) || byUrl.size >= MOST_FILES) continue;
      const next = await loadFile(url, rootUrl, undefined, allowed);
      byUrl.set(url.href, next);
      waiting.push(next);
    }
  }
  return { root, byUrl, byName: new Map([...byUrl.values()].map((source) => [source.name, source])) };
}

function isRemote(file: string): boolean {
  return /^https?:\/\//i.test(file);
}

async function loadFile(url: URL, root: URL, asGiven: string | undefined, allowed: Boundary): Promise<SourceFile> {
  const name = asGiven === undefined ? nameOf(url, root) : "";
  const shown = asGiven ?? shownOf(url);
  const bytes = await readBytes(url, asGiven !== undefined, allowed);
  if (typeof bytes === "string") return { name, url, shown, outcome: "failed", reason: bytes };
  const text = decode(bytes);
  if (text === undefined) return { name, url, shown, outcome: "failed", reason: "it is not UTF-8 text" };
  const parsed = await parseText(text, url.pathname, () => decode(bytes) ?? "");
  const self = selfOf(parsed, url);
  return { name, url, shown, outcome: "read", bytes, parsed, ...(self === undefined ? {} : { self }) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    // TextDecoder drops a byte order mark.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The URI that a document gives itself (OAS 3.2, `$self`): references may name it by that, wherever it lies. */
function selfOf(parsed: ParsedText, url: URL): URL | undefined {
  const written = parsed.outcome === "parsed" ? ownMember(parsed.value, "$self") : undefined;
  return typeof written === "string" ? urlOf(written, url) : undefined;
}

/** JSON by its name or its first character, else YAML. Text that looks like JSON and is none may still be YAML, unless its name says JSON. */
async function parseText(text: string, path: string, again: () => string): Promise<ParsedText> {
  const named = /\.json$/i.test(path);
  if (!named && !/^\s*[{[]/.test(text)) return parseYaml(text);
  const json = parseJsonText(text, again);
  if (json.outcome === "parsed" || named) return json;
  const yaml = await parseYaml(text);
  return yaml.outcome === "parsed" ? yaml : json;
}

/** Loaded when asked for: most documents are JSON, and take less time than to load a reader of YAML. */
async function parseYaml(text: string): Promise<ParsedText> {
  const { parseYamlText } = await import("./yaml-text.ts");
  return parseYamlText(text);
}

/** Every file that a `$ref` names, in the document's order. What is only an example's data is loaded too, and its failure never asked for. */
function referredFiles(source: SourceFile): readonly URL[] {
  if (source.outcome === "failed" || source.parsed.outcome === "malformed") return [];
  const found = new Map<string, URL>();
  const open: Json[] = [source.parsed.value];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) for (const item of value as readonly Json[]) open.push(item);
    else if (isJsonObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        if (name !== "$ref" || typeof inner !== "string") open.push(inner);
        else if (!inner.startsWith("#")) addFile(found, inner, source.url);
      }
    }
  }
  return [...found.values()];
}

function addFile(found: Map<string, URL>, reference: string, base: URL): void {
  const url = urlOf(reference, base);
  if (url !== undefined) found.set(url.href, url);
}
