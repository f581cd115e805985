import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Sources } from "./load.ts";
import { pathOfName } from "./names.ts";

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** SHA-256 over the names and bytes of all files that were read, in the order of their names. */
export function digestOf(sources: Sources): string {
  const read = [...sources.byName.values()].flatMap((file) => (file.outcome === "read" ? [file] : []));
  return digest(read);
}

/**
 * `DocumentInfo.digest` as it would be today, from the bytes of the `DocumentInfo.files` of an earlier reading and without reading what they say.
 * Undefined where it cannot be had so: the document is not there, or something of it is fetched.
 */
export async function digestOfFiles(document: string, files: readonly string[]): Promise<string | undefined> {
  if ([document, ...files].some((name) => /^\w{2,}:/.test(name))) return undefined;
  const paths = files.map((name) => ({ name, path: pathOfName(resolve(document), name) }));
  const read = await Promise.all(
    paths.map(async ({ name, path }) => ({ name, bytes: await readFile(path).catch(() => undefined) })),
  );
  const present = read.flatMap(({ name, bytes }) => (bytes === undefined ? [] : [{ name, bytes }]));
  return present.some(({ name }) => name === "") ? digest(present) : undefined;
}

function digest(files: readonly NamedBytes[]): string {
  const hash = createHash("sha256");
  for (const { name, bytes } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}
