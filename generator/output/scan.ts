import { readFileSync } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { ownership } from "./header.ts";

/** What stands in an output folder now, by path relative to it, with `/`. */
export interface Found {
  readonly content: string;
  readonly ownership: "ours" | "edited" | "foreign";
}

/** The folders that output consists of; a document's text never makes another. */
export const FOLDERS = ["", "operations/", "runtime/"];

/** Every entry of the output's folders that could be ours by its name. Links are never followed: what is one, or lies behind one, is foreign. */
export async function scanOutput(out: string): Promise<ReadonlyMap<string, Found>> {
  const found = await Promise.all(FOLDERS.map((folder) => scanFolder(out, folder)));
  return new Map(found.flat());
}

async function scanFolder(out: string, folder: string): Promise<readonly (readonly [string, Found])[]> {
  if (!(await isInside(out, folder))) return [];
  const entries = await readdir(join(out, folder), { withFileTypes: true });
  const candidates = entries.filter((entry) => /\.(?:ts|json)$/.test(entry.name));
  return candidates.map((entry) => {
    // One after the other: a system lets a process have only so many files open.
    const content = entry.isFile() ? readFileSync(join(out, folder, entry.name), "utf8") : "";
    return [folder + entry.name, { content, ownership: ownership(entry.name, content) }] as const;
  });
}

/** Whether the folder exists and is really below `out`, not a link to elsewhere. */
export async function isInside(out: string, folder: string): Promise<boolean> {
  try {
    return (await realpath(join(out, folder))) === join(await realpath(out), folder).replace(/[/\\]$/, "");
  } catch {
    return false;
  }
}
