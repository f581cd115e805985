import type { Row } from "./storage.ts";

/** So many rows are remembered, and none whose JSON is longer: memory stays bounded whatever is written. */
const MOST_ROWS = 4_096;
const LONGEST_JSON = 8_192;

/** Rows as this process has last read or written them, good as long as the database has the same revision. */
export interface Memory {
  /** The revision that the rows are of; undefined where nothing is known. */
  readonly revision: number | undefined;
  get(id: string): Row | undefined;
  /** Remembers a row that was read, or written at its version; `json` is its body as it is kept. */
  keep(row: Row, json: string): void;
  /** Says what revision the database has: another one than is known was made elsewhere, and everything is forgotten. */
  seen(revision: number): void;
  /** Says that a change of our own has made this revision; what it changed is kept anew, dropped or forgotten. */
  made(revision: number): void;
  drop(id: string): void;
  readonly forget: () => void;
}

export function rowMemory(): Memory {
  const rows = new Map<string, Row>();
  let known: number | undefined;
  return {
    get revision() {
      return known;
    },
    get: (id) => rows.get(id),
    keep: (row, json) => {
      if (rows.size >= MOST_ROWS) rows.clear();
      if (json.length <= LONGEST_JSON) rows.set(row.id, row);
      else rows.delete(row.id);
    },
    seen: (revision) => {
      if (revision !== known) rows.clear();
      known = revision;
    },
    made: (revision) => {
      known = revision;
    },
    drop: (id) => {
      rows.delete(id);
    },
    forget: () => {
      rows.clear();
      known = undefined;
    },
  };
}
