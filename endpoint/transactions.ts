import type { DatabaseSync } from "node:sqlite";
import type { Disk } from "./disk.ts";

/** The transactions of one database. */
export interface Transactions {
  /** Does the work whole or, where it throws, not at all. It is kept when `settled` resolves. */
  run<T>(work: () => T): T;
  /** Resolves once all that has been done so far is kept; rejects where it could not be. Then it is undone, unless it was the disk that failed. */
  settled(): Promise<void>;
  /** Commits at once what has been done. Throws nothing: `settled` tells. */
  commit(): void;
}

/** Who has to know: that from now on nobody else writes, and that something was undone. */
interface Told {
  readonly begun: () => void;
  readonly undone: () => void;
}

/**
 * Group commit: what one turn of the event loop does is one transaction of the database, each work in a savepoint of
 * its own. Meanwhile nobody else writes to the file, and whoever reads through this connection sees what may yet be undone: no
 * answer leaves before `settled`.
 *
 * The database does not wait for the disk (`synchronous=NORMAL`): `disk` has what was committed a moment later, while the next turn
 * works already. 64 writers wait once, and not 64 times.
 */
export function groupCommit(database: DatabaseSync, disk: Pick<Disk, "has">, told: Told): Transactions {
  const sql = {
    begin: database.prepare("BEGIN IMMEDIATE"),
    commit: database.prepare("COMMIT"),
    savepoint: database.prepare("SAVEPOINT work"),
    release: database.prepare("RELEASE work"),
    undo: database.prepare("ROLLBACK TO work"),
  };
  let group: PromiseWithResolvers<void> | undefined;
  let settled = SETTLED;

  const open = (): void => {
    sql.begin.run();
    group = Promise.withResolvers();
    settled = group.promise;
    // Whoever waits learns of it; work that nobody waits for is no reason to end the process.
    settled.catch(() => undefined);
    setImmediate(commit);
    told.begun();
  };
  const commit = (): void => {
    const ended = group;
    group = undefined;
    try {
      if (ended === undefined) return;
      sql.commit.run();
      ended.resolve(disk.has());
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      told.undone();
      ended?.reject(error);
      settled = SETTLED;
    }
  };

  return {
    run: (work) => {
      if (group === undefined) open();
      sql.savepoint.run();
      try {
        const result = work();
        sql.release.run();
        return result;
      } catch (error) {
        // A full disk, for one, has undone the whole group.
        if (!database.isTransaction) commit();
        else {
          sql.undo.run();
          sql.release.run();
          told.undone();
        }
        throw error;
      }
    },
    settled: () => settled,
    commit,
  };
}

const SETTLED = Promise.resolve();
