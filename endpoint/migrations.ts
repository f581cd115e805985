import type { DatabaseSync } from "node:sqlite";

/**
 * Each entry brings the schema one version on; `user_version` of the file counts those done. An entry that has been released is never changed.
 *
 * One table holds the four families: what differs between them is their JSON `body`. `name` is the key that must be
 * unique among siblings, written as JSON so that U+0000 and lone surrogates survive. `version` is the revision of the last change.
 */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE resources (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     kind TEXT NOT NULL,
     parent TEXT REFERENCES resources (id) ON DELETE CASCADE,
     id TEXT NOT NULL UNIQUE,
     name TEXT NOT NULL,
     version INTEGER NOT NULL,
     body TEXT NOT NULL,
     UNIQUE (parent, kind, name)
   ) STRICT;
   CREATE INDEX siblings ON resources (kind, parent, position);
   CREATE TABLE revision (current INTEGER NOT NULL) STRICT;
   INSERT INTO revision VALUES (0);`,
];

/** Brings the database to the schema of this program. Throws where a newer program has made it. */
export function migrate(database: DatabaseSync): void {
  // IMMEDIATE: of two processes that open a new file at once the second waits and then finds nothing left to do.
  database.exec("BEGIN IMMEDIATE");
  try {
    const done = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
    if (done > MIGRATIONS.length) {
      throw new Error(
        `the database has schema version ${done}, this program knows versions up to ${MIGRATIONS.length}`,
      );
    }
    for (const migration of MIGRATIONS.slice(done)) database.exec(migration);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}
