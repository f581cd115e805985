import type { DatabaseSync } from "node:sqlite";

/** The transactions of one database. */
export interface Transactions {
  /** Does the work whole or, where it throws, not at all. It is kept when `settled` resolves. */
  run<T>(work: () => T): T;
  /** Resolves once all that has been done so far is kept; rejects where it could not be, and then it is undone. */
  settled(): Promise<void>;
  /** Keeps at once what has been done. Throws nothing: `settled` tells. */
  commit(): void;
}

/** Who has to know: that from now on nobody else writes, and that something was undone. */
interface Told {
  readonly begun: () => void;
  readonly undone: () => void;
}

/**
 * Group commit: what one turn of the event loop does is one transaction of the database, each work in a savepoint of
 * its own, so that 64 writers wait for the disk once and not 64 times. Meanwhile nobody else writes to the file, and
 * whoever reads through this connection sees what may yet be undone: no answer leaves before `settled`.
 */
export function groupCommit(database: DatabaseSync, told: Told): Transactions {
  const sql = {
    begin: database.prepare("BEGIN IMMEDIATE"),
    commit: database.prepare("COMMIT"),
    savepoint: database.prepare("SAVEPOINT work"),
    release: database.prepare("RELEASE work"),
    undo: database.prepare("ROLLBACK TO work"),
  };
  let group: PromiseWithResolvers<void> | undefined;

  const open = (): void => {
    sql.begin.run();
    group = Promise.withResolvers();
    // Whoever waits learns of it; work that nobody waits for is no reason to end the process.
    group.promise.catch(() => undefined);
    setImmediate(commit);
    told.begun();
  };
  const commit = (): void => {
    const ended = group;
    group = undefined;
    try {
      if (ended !== undefined) sql.commit.run();
      ended?.resolve();
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      told.undone();
      ended?.reject(error);
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
    settled: () => group?.promise ?? SETTLED,
    commit,
  };
}

const SETTLED = Promise.resolve();
