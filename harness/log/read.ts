import { closeSync, openSync, readSync } from "node:fs";
import type { Event } from "./events.ts";

/** A log that cannot be read: thrown while it is iterated, with a message for the user. */
export class LogError extends Error {}

/** One line of a log, and where it stands in the file, in bytes. */
export interface LogLine {
  readonly event: Event;
  readonly start: number;
  /** Without the line's end. */
  readonly bytes: Buffer;
}

/**
 * The events of a log, whole or cut short, read as they are asked for. A last line that does not parse was being written when the run ended, and is left out;
 * anywhere else it is a LogError.
 */
export function* readLog(file: string): Generator<Event, void, undefined> {
  for (const { event } of readLines(file)) yield event;
}

/** As `readLog`, each event with the bytes that it was read from; `from`: the byte at which a line begins. */
export function* readLines(file: string, from = 0): Generator<LogLine, void, undefined> {
  let number = 0;
  let start = from;
  let torn: number | undefined;
  for (const bytes of rawLines(file, from)) {
    number += 1;
    if (torn !== undefined)
      throw new LogError(`Expected one event a line, but line ${torn} of ${file} is none: was it edited?`);
    const event = bytes.length === 0 ? undefined : eventOf(bytes);
    if (event !== undefined) yield { event, start, bytes };
    else if (bytes.length > 0) torn = number;
    start += bytes.length + 1;
  }
}

const LINE_END = 0x0a;
const CHUNK = 1 << 18;

function* rawLines(file: string, start: number): Generator<Buffer, void, undefined> {
  const descriptor = openSync(file, "r");
  try {
    let begun: Buffer[] = [];
    for (let place = start; ;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const size = readSync(descriptor, chunk, 0, CHUNK, place);
      if (size === 0) break;
      place += size;
      let from = 0;
      for (let end = chunk.indexOf(LINE_END); end !== -1 && end < size; end = chunk.indexOf(LINE_END, from)) {
        const line = chunk.subarray(from, end);
        yield begun.length === 0 ? line : Buffer.concat([...begun, line]);
        begun = [];
        from = end + 1;
      }
      if (from < size) begun.push(chunk.subarray(from, size));
    }
    if (begun.length > 0) yield Buffer.concat(begun);
  } finally {
    closeSync(descriptor);
  }
}

function eventOf(bytes: Buffer): Event | undefined {
  try {
    const event: Event | null = JSON.parse(bytes.toString("utf8"));
    return typeof event === "object" && event !== null && "type" in event ? event : undefined;
  } catch {
    return undefined;
  }
}
