import { type FSWatcher, watch as watchFolder } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { digestOfFiles } from "../model/source/digest.ts";
import { pathOfName } from "../model/source/names.ts";
import type { DocumentConfig } from "./config.ts";
import { type Generated, generateOne } from "./generateOne.ts";

/** Many editors empty a file before they write it: it is read when it has stayed the same for so many milliseconds. */
const SETTLE = 50;

/**
 * Generates now and again after each change of a document or a file that it refers to, until `signal`. One line for each time that something came of
 * it; a document that cannot be used leaves its output as it was.
 */
export async function watch(
  jobs: readonly DocumentConfig[],
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(jobs.map((job) => watchOne(job, tell, signal)));
}

async function watchOne(job: DocumentConfig, tell: (line: string) => void, signal: AbortSignal): Promise<void> {
  let files: readonly string[] = [""];
  let last: string | undefined;
  let again = false;
  while (!signal.aborted) {
    const changes = watchFiles(job.document, files, signal);
    const before = await digestOfFiles(job.document, files);
    const done = await generateOne(job);
    const line = lineOf(job, done);
    const isNews = last === undefined || done.outcome !== "unchanged";
    if (isNews && !(again && line === last)) tell(line);
    last = line;
    // It was read from other files than were watched: at once again, in case one of them has changed meanwhile.
    again = done.files.join("\n") !== files.join("\n");
    files = done.files;
    if (!again) {
      while (!signal.aborted && (await settled(job.document, files)) === before) await changes.next();
    }
    changes.close();
  }
}

async function settled(document: string, files: readonly string[]): Promise<string | undefined> {
  let digest = await digestOfFiles(document, files);
  for (let last: string | undefined | null = null; last !== digest; digest = await digestOfFiles(document, files)) {
    last = digest;
    await wait(SETTLE);
  }
  return digest;
}

function lineOf({ out }: DocumentConfig, { outcome, text }: Generated): string {
  if (outcome !== "unusable") return text;
  const [error = "", ...more] = text.split("\n");
  return `${error}${more.length === 0 ? "" : ` (and ${more.length} more)`} ${out} is left as it was.`;
}

interface Changes {
  /** Resolves some time after one of the files may have changed. */
  readonly next: () => Promise<void>;
  readonly close: () => void;
}

/** Their folders are watched: many editors put a new file in the place of the old one. */
function watchFiles(document: string, names: readonly string[], signal: AbortSignal): Changes {
  const paths = new Set([resolve(document), ...names.map((name) => pathOfName(resolve(document), name))]);
  let changed = false;
  let wake = (): void => {};
  const notice = (): void => {
    changed = true;
    wake();
  };
  const watchers = [...new Set([...paths].map((path) => dirname(path)))].flatMap((folder) =>
    watcher(folder, (file) => {
      if (file === null || paths.has(resolve(folder, basename(file)))) notice();
    }),
  );
  signal.addEventListener("abort", notice, { once: true });
  return {
    next: async () => {
      if (!changed) {
        await new Promise<void>((done) => {
          wake = done;
        });
      }
      changed = false;
    },
    close: () => {
      signal.removeEventListener("abort", notice);
      for (const each of watchers) each.close();
    },
  };
}

/** None for a folder that is not there. */
function watcher(folder: string, changed: (file: string | null) => void): readonly FSWatcher[] {
  try {
    return [watchFolder(folder, (_event, file) => changed(file))];
  } catch {
    return [];
  }
}
