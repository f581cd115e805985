import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Event } from "./events.ts";

/** An append-only file of events. Each line is handed to the system before the next request goes out, so a killed run loses at most the line being written. */
export interface EventLog {
  readonly file: string;
  append(event: Event): void;
  close(): void;
}

export function openLog(file: string): EventLog {
  mkdirSync(dirname(file), { recursive: true });
  const descriptor = openSync(file, "a");
  return {
    file,
    append: (event) => {
      writeSync(descriptor, `${JSON.stringify(event)}\n`);
    },
    close: () => closeSync(descriptor),
  };
}

/** The events of a log, whole or cut short: a last line that does not parse was being written when the run ended, and is left out. */
export function readLog(file: string): readonly Event[] {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return lines.flatMap((line, index) => {
    try {
      return [JSON.parse(line) as Event];
    } catch (error) {
      if (index === lines.length - 1) return [];
      throw new Error(`Expected one JSON object a line, but line ${index + 1} of ${file} is none: was it edited?`, {
        cause: error,
      });
    }
  });
}
