import { renameSync, writeFileSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { compareGenerated } from "./compare.ts";
import type { GeneratedFile } from "./header.ts";
import { MANIFEST } from "./manifest.ts";
import { isInside } from "./scan.ts";

/** What was done to an output folder; paths relative to it, sorted. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
  /** Left as they were, because a file or folder that is not ours stands there. */
  readonly refused: readonly string[];
  /** Those of the written and removed ones that had been changed by hand. */
  readonly edited: readonly string[];
}

/**
 * Makes the folder hold the files: writes what is missing or differs, removes what is ours and generated no more, and touches nothing else, neither
 * foreign files nor anything outside `out`. Rejects with the file system's own error where it cannot write.
 */
export async function writeGenerated(out: string, files: readonly GeneratedFile[]): Promise<Written> {
  await mkdir(out, { recursive: true });
  const { missing, outdated, stale, edited, foreign } = await compareGenerated(out, files);
  // First, so that on a file system that ignores case a renamed file is not removed again.
  for (const path of stale) await rm(join(out, path));
  const due = new Set([...missing, ...outdated]);
  const wanted = files.filter(({ path }) => due.has(path));
  const own = await ownFolders(out, wanted);
  const results = wanted.map((file) => ({ path: file.path, done: own.has(folderOf(file.path)) && write(out, file) }));
  await restamp(out, files, [...due, ...foreign]);
  const written = results.filter(({ done }) => done).map(({ path }) => path);
  const refused = [...foreign, ...results.filter(({ done }) => !done).map(({ path }) => path)];
  return {
    written: written.sort(),
    removed: stale,
    unchanged: files.map(({ path }) => path).filter((path) => !due.has(path) && !foreign.includes(path)),
    refused: refused.sort(),
    edited: edited.filter((path) => stale.includes(path) || written.includes(path)),
  };
}

/** A manifest that differs in its stamp alone is written all the same, and nobody told. */
async function restamp(out: string, files: readonly GeneratedFile[], done: readonly string[]): Promise<void> {
  const manifest = files.find(({ path }) => path === MANIFEST);
  if (manifest === undefined || done.includes(MANIFEST)) return;
  if ((await readFile(join(out, MANIFEST), "utf8")) !== manifest.text) write(out, manifest);
}

/** Makes the folders of the files; those that are links to somewhere else are left out. */
async function ownFolders(out: string, files: readonly GeneratedFile[]): Promise<ReadonlySet<string>> {
  const own = new Set<string>();
  for (const folder of new Set(files.map(({ path }) => folderOf(path)))) {
    await mkdir(join(out, folder), { recursive: true });
    if (await isInside(out, folder)) own.add(folder);
  }
  return own;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** By a second name, so that nobody reads half a file; at one go, because waiting for a thousand files costs more than writing them. */
function write(out: string, { path, text }: GeneratedFile): true {
  const target = join(out, path);
  writeFileSync(`${target}.tmp`, text);
  renameSync(`${target}.tmp`, target);
  return true;
}
