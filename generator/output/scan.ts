import { readdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { ownership } from "./header.ts";

/** What stands in an output folder now, by path relative to it, with `/`. */
export interface Found {
  readonly content: string;
  readonly ownership: "ours" | "edited" | "foreign";
}

/** The folders that output consists of; a document's text never makes another. */
const FOLDERS = ["", "operations/", "runtime/"];

/** Every file directly in the output's folders that could be ours. Symbolic links are not followed: a folder that is one is not looked into. */
export async function scanOutput(out: string): Promise<ReadonlyMap<string, Found>> {
  const found = await Promise.all(FOLDERS.map((folder) => scanFolder(out, folder)));
  return new Map(found.flat());
}

async function scanFolder(out: string, folder: string): Promise<readonly (readonly [string, Found])[]> {
  if (!(await isInside(out, folder))) return [];
  const entries = await readdir(join(out, folder), { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(?:ts|json)$/.test(entry.name));
  return Promise.all(
    files.map(async ({ name }) => {
      const content = await readFile(join(out, folder, name), "utf8");
      return [folder + name, { content, ownership: ownership(name, content) }] as const;
    }),
  );
}

/** Whether the folder exists and is really below `out`, not a link to elsewhere. */
export async function isInside(out: string, folder: string): Promise<boolean> {
  try {
    return (await realpath(join(out, folder))) === join(await realpath(out), folder).replace(/[/\\]$/, "");
  } catch {
    return false;
  }
}
