import { randomInt } from "node:crypto";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { diskOf, NO_DISK, type Disk } from "./disk.ts";
import { rowMemory } from "./memory.ts";
import { migrate } from "./migrations.ts";
import { groupCommit } from "./transactions.ts";

export type Value = null | boolean | number | string | readonly Value[] | Body;
export type Body = { readonly [member: string]: Value };

/** Length of the identifiers, and the member that must be unique among siblings, of each kind of resource. */
const KINDS = {
  api: { idLength: 10, name: "apiId" },
  route: { idLength: 7, name: "routeKey" },
  routeResponse: { idLength: 6, name: "routeResponseKey" },
  model: { idLength: 6, name: "name" },
} as const;

export type Kind = keyof typeof KINDS;

export const isKind = (value: unknown): value is Kind => typeof value === "string" && Object.hasOwn(KINDS, value);

export const isBody = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One resource. `position` orders siblings by creation; `version` is the revision of its last change. */
export interface Row {
  readonly kind: Kind;
  readonly parent: string | null;
  readonly id: string;
  readonly position: number;
  readonly version: number;
  readonly body: Body;
}

/** A resource as `--export` writes and `--seed-state` reads it. */
export type SavedResource = Pick<Row, "kind" | "parent" | "id" | "body">;

/**
 * The resources. Apis have the parent `null`, routes and models their api's id, route responses their route's.
 * Every call is synchronous; several belong together inside `transaction`, which undoes them all when its work throws.
 */
export interface Store {
  transaction<T>(work: () => T): T;
  /** Resolves once everything that was done in transactions, and so may have been seen, is kept; rejects where it could not be. */
  settled(): Promise<void>;
  /** A number that grows with every change; a row with a greater version has changed since. */
  revision(): number;
  find(kind: Kind, parent: string | null, id: string): Row | undefined;
  /** The sibling that has the unique name (route key, route response key, model name). */
  named(kind: Kind, parent: string, name: string): Row | undefined;
  list(kind: Kind, parent: string | null, after: number, limit: number): readonly Row[];
  count(kind: Kind, parent: string): number;
  /** Whether a route of the api, or a response of one, refers to a model by this name. */
  isModelInUse(api: string, name: string): boolean;
  insert(kind: Kind, parent: string | null, body: Body): Row;
  update(row: Row, body: Body): Row;
  /** Removes the resource with everything below it. */
  remove(row: Row): void;
  export(): readonly SavedResource[];
  /** Adds saved resources, parents first. Throws, with nothing added, where one does not fit. */
  seed(resources: readonly SavedResource[]): void;
  close(): void;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const newId = (length: number): string => Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

function nameOf(kind: Kind, id: string, body: Body): string {
  const name = kind === "api" ? id : body[KINDS[kind].name];
  if (typeof name !== "string") throw new Error(`${kind} ${id}: expected a ${KINDS[kind].name}`);
  return JSON.stringify(name);
}

type Columns = Record<string, SQLOutputValue>;

function rowFrom({ kind, parent, id, position, version, body }: Columns): Row {
  if (!isKind(kind)) throw new Error(`the database holds a resource of the kind ${String(kind)}`);
  return {
    kind,
    parent: parent === null ? null : String(parent),
    id: String(id),
    position: Number(position),
    version: Number(version),
    body: JSON.parse(String(body)),
  };
}

/**
 * Opens the database in a file, or one in memory for `:memory:`. A file may be shared by several processes: each waits up
 * to five seconds for the other's write. What `settled` has told of survives a power cut, not only a killed process: with
 * `synchronous=NORMAL` SQLite forces to disk what it moves out of its log, and `disk` forces the log itself.
 */
export function openStore(file: string): Store {
  const database = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true });
  // What has been written over in the log is not moved: the longer the log (pages of 4 kB), the less there is to move, while everybody waits.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000;");
  migrate(database);
  const path = database.location();
  return storeOver(database, path === null ? NO_DISK : diskOf(`${path}-wal`));
}

function storeOver(database: DatabaseSync, disk: Disk): Store {
  const sql = prepare(database);
  const memory = rowMemory();
  let isLookedUp = false;
  const seen = (): number => {
    const revision = Number(sql.revision.get()?.["current"]);
    memory.seen(revision);
    if (!isLookedUp) setImmediate(() => (isLookedUp = false));
    isLookedUp = true;
    return revision;
  };
  const transactions = groupCommit(database, disk, { begun: seen, undone: memory.forget });

  /** Looked up once in a turn of the event loop: the next sees what other processes do in this. Inside a transaction they do nothing. */
  const revision = (): number => (isLookedUp || database.isTransaction ? memory.revision : undefined) ?? seen();
  const nextRevision = (): number => {
    const next = revision() + 1;
    sql.advance.run(next);
    memory.made(next);
    return next;
  };
  const find = (kind: Kind, parent: string | null, id: string): Row | undefined => {
    revision();
    const known = memory.get(id);
    if (known !== undefined) return known.kind === kind && known.parent === parent ? known : undefined;
    return first(sql.find.get(kind, parent, id));
  };
  const insert = (kind: Kind, parent: string | null, id: string, body: Body): Row => {
    const columns = sql.insert.get(kind, parent, id, nameOf(kind, id, body), nextRevision(), JSON.stringify(body));
    return kept(columns ?? {});
  };
  const update = (row: Row, body: Body): Row => {
    const [json, name] = [JSON.stringify(body), nameOf(row.kind, row.id, body)];
    const changed = { ...row, version: nextRevision(), body };
    sql.update.run(changed.version, json, row.position);
    if (name !== nameOf(row.kind, row.id, row.body)) sql.rename.run(name, row.position);
    memory.keep(changed, json);
    return changed;
  };
  const unusedId = (kind: Kind): string => {
    const id = newId(KINDS[kind].idLength);
    return sql.taken.get(id) === undefined ? id : unusedId(kind);
  };
  const kept = (columns: Columns): Row => {
    const row = rowFrom(columns);
    memory.keep(row, String(columns["body"]));
    return row;
  };
  const first = (columns: Columns | undefined): Row | undefined => (columns === undefined ? undefined : kept(columns));

  const store: Store = {
    transaction: (work) => transactions.run(work),
    settled: () => transactions.settled(),
    revision,
    find,
    named: (kind, parent, name) => first(sql.named.get(kind, parent, JSON.stringify(name))),
    list: (kind, parent, after, limit) => sql.list.all(kind, parent, after, limit).map(rowFrom),
    count: (kind, parent) => Number(sql.count.get(kind, parent)?.["count"]),
    isModelInUse: (api, name) => sql.modelInUse.get(api, name) !== undefined,
    insert: (kind, parent, body) => insert(kind, parent, unusedId(kind), body),
    update,
    remove: (row) => {
      nextRevision();
      sql.remove.run(row.position);
      if (row.kind === "model" || row.kind === "routeResponse") memory.drop(row.id);
      // What was below it is gone too.
      else memory.forget();
    },
    export: () =>
      sql.everything.all().map((columns) => {
        const { kind, parent, id, body } = rowFrom(columns);
        return { kind, parent, id, body };
      }),
    seed: (resources) => {
      transactions.run(() => {
        for (const { kind, parent, id, body } of resources) insert(kind, parent, id, body);
      });
    },
    close: () => {
      transactions.commit();
      disk.close();
      // The last to close a file moves its log into it, and forces that to disk.
      database.close();
    },
  };
  return store;
}

function prepare(database: DatabaseSync) {
  return {
    revision: database.prepare("SELECT current FROM revision"),
    advance: database.prepare("UPDATE revision SET current = ?"),
    find: database.prepare("SELECT * FROM resources WHERE kind = ? AND parent IS ? AND id = ?"),
    named: database.prepare("SELECT * FROM resources WHERE kind = ? AND parent = ? AND name = ?"),
    taken: database.prepare("SELECT 1 FROM resources WHERE id = ?"),
    list: database.prepare(
      "SELECT * FROM resources WHERE kind = ? AND parent IS ? AND position > ? ORDER BY position LIMIT ?",
    ),
    count: database.prepare("SELECT count(*) AS count FROM resources WHERE kind = ? AND parent = ?"),
    // Most bodies do not have the name at all: only those that do are read as JSON.
    modelInUse: database.prepare(
      `SELECT 1 FROM resources AS route, json_each(route.body, '$.requestModels') AS used
       WHERE route.kind = 'route' AND route.parent = ?1 AND instr(route.body, ?2) AND used.value = ?2
       UNION ALL
       SELECT 1 FROM resources AS route
       JOIN resources AS response ON response.kind = 'routeResponse' AND response.parent = route.id,
       json_each(response.body, '$.responseModels') AS used
       WHERE route.kind = 'route' AND route.parent = ?1 AND instr(response.body, ?2) AND used.value = ?2
       LIMIT 1`,
    ),
    insert: database.prepare(
      "INSERT INTO resources (kind, parent, id, name, version, body) VALUES (?, ?, ?, ?, ?, ?) RETURNING *",
    ),
    update: database.prepare("UPDATE resources SET version = ?, body = ? WHERE position = ?"),
    rename: database.prepare("UPDATE resources SET name = ? WHERE position = ?"),
    remove: database.prepare("DELETE FROM resources WHERE position = ?"),
    everything: database.prepare("SELECT * FROM resources ORDER BY position"),
  };
}
