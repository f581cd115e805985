import { closeSync, constants, mkdirSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Event } from "./events.ts";

/**
 * One run's events, appended a line each. Each line is handed to the system before the next request goes out, so a killed run loses at most the line being written.
 * Once a line could not be written, `append` does nothing more: a log has no gaps.
 */
export interface EventLog {
  readonly file: string;
  append(event: Event): void;
  close(): void;
}

export type OpenedLog =
  | { readonly outcome: "opened"; readonly log: EventLog }
  | { readonly outcome: "unusable"; readonly reason: string };

/** Every log begins so; a file that begins otherwise is something else, and is not written over. */
const BEGINNING = '{"type":"run"';

/** A new log. An earlier log of that name is replaced: one log, one run. `onFailure` is called once, when a line cannot be written. */
export function openLog(file: string, onFailure: (reason: string) => void): OpenedLog {
  try {
    mkdirSync(dirname(file), { recursive: true });
    if (isForeign(file)) {
      const reason = `Expected ${file} to be free or an earlier event log, but something else stands there. Choose another --log.`;
      return { outcome: "unusable", reason };
    }
    return { outcome: "opened", log: logOn(file, openSync(file, NEW), onFailure) };
  } catch (error) {
    return { outcome: "unusable", reason: `The event log ${file} cannot be written: ${messageOf(error)}` };
  }
}

/** Emptied, and then written at its end, wherever others have brought that meanwhile. */
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND;

/** The log that another thread of the run has opened. Lines of several threads mix; each stays whole. */
export function joinLog(file: string, onFailure: (reason: string) => void): EventLog {
  return logOn(file, openSync(file, "a"), onFailure);
}

function logOn(file: string, descriptor: number, onFailure: (reason: string) => void): EventLog {
  let failed = false;
  return {
    file,
    append: (event) => {
      if (failed) return;
      try {
        writeLine(descriptor, JSON.stringify(event));
      } catch (error) {
        failed = true;
        onFailure(`the event log ${file} cannot be written any more: ${messageOf(error)}`);
      }
    },
    close: () => closeSync(descriptor),
  };
}

/** What most lines fit into: text is turned into bytes here, and copied no more. */
const line = Buffer.allocUnsafe(1 << 16);
const LINE_END = 0x0a;

function writeLine(descriptor: number, text: string): void {
  // A unit of UTF-16 takes three bytes of UTF-8 at most.
  if (3 * text.length >= line.length) return writeWhole(descriptor, `${text}\n`);
  const length = line.write(text);
  line[length] = LINE_END;
  writeWhole(descriptor, line, length + 1);
}

/** The system may take a part of what it is given; a nearly full disk does. `length`: of what is to be written of the data. */
export function writeWhole(descriptor: number, data: string | Uint8Array, length?: number): void {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  const end = length ?? bytes.length;
  for (let taken = 0; taken < end;) taken += writeSync(descriptor, bytes, taken, end - taken);
}

function isForeign(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || found.size === 0) return false;
  const descriptor = openSync(file, "r");
  try {
    const start = Buffer.alloc(BEGINNING.length);
    readSync(descriptor, start);
    return start.toString() !== BEGINNING;
  } finally {
    closeSync(descriptor);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
