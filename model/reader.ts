import type { At } from "./at.ts";
import type { Diagnostic, Pointer, SchemaAt } from "./model.ts";
import type { Sources } from "./source/load.ts";

export type Version = "2.0" | "3.0" | "3.1" | "3.2";

/** What every part of the reader works with: the files, the version's rules and a place for remarks. */
export interface Reader {
  readonly version: Version;
  readonly sources: Sources;
  readonly report: Report;
  readonly schema: (at: At) => SchemaAt;
}

export type Report = (severity: Diagnostic["severity"], code: string, message: string, pointer: Pointer) => void;
