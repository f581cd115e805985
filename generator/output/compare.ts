import type { GeneratedFile } from "./header.ts";
import { MANIFEST } from "./manifest.ts";
import { scanOutput } from "./scan.ts";
import { withoutStamp } from "./stamp.ts";

/** How an output folder differs from what would be generated; paths relative to it, sorted. */
export interface Comparison {
  /** Files that are not there. */
  readonly missing: readonly string[];
  /** Files of ours with other content than they would have now. */
  readonly outdated: readonly string[];
  /** Files of ours that nothing generates any more. */
  readonly stale: readonly string[];
  /** Files of ours that someone changed by hand; they may be outdated or stale besides. */
  readonly edited: readonly string[];
  /** Files that are not ours, in the place of ones to generate. */
  readonly foreign: readonly string[];
}

export async function compareGenerated(out: string, files: readonly GeneratedFile[]): Promise<Comparison> {
  const found = await scanOutput(out);
  const wanted = new Map(files.map(({ path, text }) => [path, text]));
  const present = [...found].filter(([path]) => wanted.has(path));
  const ours = present.filter(([, { ownership }]) => ownership !== "foreign");
  const pathsOf = (entries: readonly (readonly [string, unknown])[]) => entries.map(([path]) => path).sort();
  return {
    missing: [...wanted.keys()].filter((path) => !found.has(path)).sort(),
    outdated: pathsOf(ours.filter(([path, { content }]) => !isSame(path, content, wanted.get(path) ?? ""))),
    stale: pathsOf([...found].filter(([path, { ownership }]) => !wanted.has(path) && ownership !== "foreign")),
    edited: pathsOf([...found].filter(([, { ownership }]) => ownership === "edited")),
    foreign: pathsOf(present.filter(([, { ownership }]) => ownership === "foreign")),
  };
}

/** Line ends are the user's, and a stamp that differs from nothing else's is of no interest. */
function isSame(path: string, content: string, wanted: string): boolean {
  const text = content.replaceAll("\r\n", "\n");
  return path === MANIFEST ? withoutStamp(text) === withoutStamp(wanted) : text === wanted;
}

/** Whether the folder holds exactly what would be generated. */
export function isFresh({ missing, outdated, stale, edited, foreign }: Comparison): boolean {
  return [missing, outdated, stale, edited, foreign].every((paths) => paths.length === 0);
}
