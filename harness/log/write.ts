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
        writeWhole(descriptor, `${JSON.stringify(event)}\n`);
      } catch (error) {
        failed = true;
        onFailure(`the event log ${file} cannot be written any more: ${messageOf(error)}`);
      }
    },
    close: () => closeSync(descriptor),
  };
}

/** The system may take a part of what it is given; a nearly full disk does. A text is copied only for what is left then. */
export function writeWhole(descriptor: number, data: string | Uint8Array): void {
  const length = typeof data === "string" ? Buffer.byteLength(data) : data.length;
  for (let taken = 0; taken < length; ) {
    const rest = taken === 0 ? data : Buffer.from(data).subarray(taken);
    taken += typeof rest === "string" ? writeSync(descriptor, rest) : writeSync(descriptor, rest);
  }
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
