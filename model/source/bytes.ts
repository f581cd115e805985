import { readFile, realpath } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

export interface ReadOptions {
  /** Hosts that a `$ref` may be fetched from: `example.com`, `localhost:8080`. None by default. */
  readonly allowRemote?: readonly string[];
  /** The folder that files named by a `$ref` must lie in; the document's own by default. */
  readonly root?: string;
}

const FETCH_DEADLINE = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** What may be read on behalf of a document: files below a folder, and hosts. */
export interface Boundary {
  readonly folder: string | undefined;
  readonly hosts: ReadonlySet<string>;
}

export async function boundary(root: URL, options: ReadOptions): Promise<Boundary> {
  const hosts = new Set(options.allowRemote ?? []);
  if (root.protocol !== "file:") {
    hosts.add(root.host);
    return { folder: undefined, hosts };
  }
  const folder = resolve(options.root ?? dirname(fileURLToPath(root)));
  return { folder: await realpath(folder).catch(() => folder), hosts };
}

/** The bytes of a file or an answer, or why there are none. The document itself may lie anywhere. */
export function readBytes(url: URL, isDocument: boolean, allowed: Boundary): Promise<Uint8Array | string> {
  return url.protocol === "file:" ? readLocal(url, isDocument, allowed) : readRemote(url, allowed);
}

async function readLocal(url: URL, isDocument: boolean, allowed: Boundary): Promise<Uint8Array | string> {
  try {
    const path = fileURLToPath(url);
    if (isDocument) return await readFile(path);
    // Symbolic links may lead out of the folder.
    const real = await realpath(path);
    if (allowed.folder !== undefined && lies(real, allowed.folder)) return await readFile(real);
    return "it lies outside the document's folder; allow a wider one if you trust it";
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
