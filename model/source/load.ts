import { createHash } from "node:crypto";
import { readFile, realpath } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isJsonObject, type Json } from "../json.ts";
import { parseJsonText } from "./json-text.ts";
import type { ParsedText } from "./parsed.ts";
import { parseYamlText } from "./yaml-text.ts";

export interface ReadOptions {
  /** Hosts that a `$ref` may be fetched from: `example.com`, `localhost:8080`. None by default. */
  readonly allowRemote?: readonly string[];
  /** The folder that files named by a `$ref` must lie in; the document's own by default. */
  readonly root?: string;
}

/** One file as it was found. `name` is as pointers write it: empty for the root document, relative to its folder for others. */
export type SourceFile = {
  readonly name: string;
  readonly url: URL;
  /** As the user would name it. */
  readonly shown: string;
} & (
  | { readonly outcome: "read"; readonly bytes: Uint8Array; readonly parsed: ParsedText }
  | { readonly outcome: "failed"; readonly reason: string }
);

export interface Sources {
  readonly root: SourceFile;
  /** By `href` of the URL without fragment. */
  readonly byUrl: ReadonlyMap<string, SourceFile>;
  readonly byName: ReadonlyMap<string, SourceFile>;
}

const FETCH_DEADLINE = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_FILES = 10_000;

/** Reads the document and every file that a `$ref` in it names, as far as they may be read. Never throws: failures are kept with their file. */
export async function loadSources(file: string, options: ReadOptions): Promise<Sources> {
  const rootUrl = isRemote(file) ? new URL(file) : pathToFileURL(resolve(file));
  rootUrl.hash = "";
  const allowed = await boundary(rootUrl, options);
  const root = await loadFile(rootUrl, rootUrl, file, allowed);
  const byUrl = new Map([[rootUrl.href, root]]);
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

export function isRemote(file: string): boolean {
  return /^https?:\/\//i.test(file);
}

interface Boundary {
  readonly folder: string | undefined;
  readonly hosts: ReadonlySet<string>;
}

async function boundary(root: URL, options: ReadOptions): Promise<Boundary> {
  const hosts = new Set(options.allowRemote ?? []);
  if (root.protocol !== "file:") {
    hosts.add(root.host);
    return { folder: undefined, hosts };
  }
  const folder = resolve(options.root ?? dirname(fileURLToPath(root)));
  return { folder: await realpath(folder).catch(() => folder), hosts };
}

async function loadFile(url: URL, root: URL, asGiven: string | undefined, allowed: Boundary): Promise<SourceFile> {
  const name = asGiven === undefined ? nameOf(url, root) : "";
  const shown = asGiven ?? shownOf(url);
  const bytes =
    url.protocol === "file:" ? await readLocal(url, asGiven !== undefined, allowed) : await readRemote(url, allowed);
  if (typeof bytes === "string") return { name, url, shown, outcome: "failed", reason: bytes };
  const text = decode(bytes);
  if (text === undefined) return { name, url, shown, outcome: "failed", reason: "it is not UTF-8 text" };
  return { name, url, shown, outcome: "read", bytes, parsed: parseText(text, url.pathname) };
}

async function readLocal(url: URL, isRoot: boolean, allowed: Boundary): Promise<Uint8Array | string> {
  try {
    const path = fileURLToPath(url);
    if (!isRoot) {
      const real = await realpath(path);
      if (allowed.folder === undefined || !lies(real, allowed.folder)) {
        return "it lies outside the document's folder; allow a wider one if you trust it";
      }
    }
    return await readFile(path);
  } catch (error) {
    return failureOf(error);
  }
}

function lies(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function failureOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return "it does not exist";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES" || code === "EPERM") return "it may not be read";
  return `it cannot be read (${error instanceof Error ? error.message : String(error)})`;
}

async function readRemote(url: URL, allowed: Boundary): Promise<Uint8Array | string> {
  if (url.protocol !== "http:" && url.protocol !== "https:") return `nothing is read by "${url.protocol}"`;
  if (!allowed.hosts.has(url.host)) return `nothing is fetched from ${url.host}; allow the host if you trust it`;
  try {
    // A redirect could lead to a host that is not allowed.
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_DEADLINE), redirect: "error" });
    if (!response.ok) return `the server answered ${response.status}`;
    return await bounded(response);
  } catch (error) {
    return `it cannot be fetched (${error instanceof Error ? error.message : String(error)})`;
  }
}

async function bounded(response: globalThis.Response): Promise<Uint8Array | string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MOST_BYTES) return `it is larger than ${MOST_BYTES} bytes`;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    // TextDecoder drops a byte order mark.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** JSON by its name or its first character, else YAML. Text that looks like JSON and is none may still be YAML, unless its name says JSON. */
function parseText(text: string, path: string): ParsedText {
  const named = /\.json$/i.test(path);
  if (!named && !/^\s*[{[]/.test(text)) return parseYamlText(text);
  const json = parseJsonText(text);
  if (json.outcome === "parsed" || named) return json;
  const yaml = parseYamlText(text);
  return yaml.outcome === "parsed" ? yaml : json;
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

/** The URL of a reference's file, without fragment. */
export function urlOf(reference: string, base: URL): URL | undefined {
  if (!URL.canParse(reference, base.href)) return undefined;
  const url = new URL(reference, base);
  url.hash = "";
  return url;
}

function nameOf(url: URL, root: URL): string {
  if (url.protocol !== root.protocol || url.host !== root.host) return url.href;
  if (url.protocol === "file:")
    return escaped(
      relative(dirname(pathOf(root)), pathOf(url))
        .split(sep)
        .join("/"),
    );
  const folder = new URL(".", root).href;
  return url.href.startsWith(folder) ? url.href.slice(folder.length) : url.href;
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url.pathname;
  }
}

function escaped(name: string): string {
  return name.replaceAll("%", "%25").replaceAll("#", "%23");
}

function shownOf(url: URL): string {
  if (url.protocol !== "file:") return url.href;
  const path = pathOf(url);
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}

/** SHA-256 over the names and bytes of all files that were read, in the order of their names. */
export function digestOf(sources: Sources): string {
  const hash = createHash("sha256");
  const files = [...sources.byUrl.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const file of files) {
    if (file.outcome === "read") hash.update(`${file.name}\n${file.bytes.length}\n`).update(file.bytes);
  }
  return hash.digest("hex");
}
