import { createHash } from "node:crypto";
import type { Diagnostic, Place, Pointer } from "./model.ts";
import type { Report } from "./reader.ts";

/** What was told while reading, each thing once: parts that several operations share are read once for each of them. */
export class Diagnostics {
  readonly list: Diagnostic[] = [];
  readonly #told = new Set<string>();
  readonly #locate: (pointer: Pointer) => Place;

  constructor(locate: (pointer: Pointer) => Place) {
    this.#locate = locate;
  }

  readonly report: Report = (severity, code, message, pointer) => {
    const key = keyOf(`${pointer} ${code} ${message}`);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    const locate = this.#locate;
    this.list.push({
      severity,
      code,
      message,
      pointer,
      // Looked for only when somebody asks: finding lines costs more than reading.
      get place() {
        return locate(pointer);
      },
    });
  };

  /** Whether something makes the document unusable. */
  get unusable(): boolean {
    return this.list.some(({ severity }) => severity === "error");
  }

  /** Whether an error was told of that place. */
  hasErrorAt(pointer: Pointer): boolean {
    return this.list.some((each) => each.severity === "error" && each.pointer === pointer);
  }
}

/** The engine takes the length for the hash of a longer text: among thousands of the same length each would be compared with all others. */
const HASHED = 16_000;

function keyOf(text: string): string {
  return text.length < HASHED ? text : createHash("sha256").update(text).digest("base64");
}
