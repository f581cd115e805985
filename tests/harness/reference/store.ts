import type { JsonObject } from "../../../model/json.ts";
import type { Model } from "../../../model/model.ts";

/** What is kept: resources by the path of their item, `/pets/1`. */
export interface Store {
  readonly find: (path: string) => JsonObject | undefined;
  readonly list: (collection: string) => readonly JsonObject[];
  readonly insert: (path: string, value: JsonObject) => void;
  readonly update: (path: string, value: JsonObject) => void;
  /** With everything below it. */
  readonly remove: (path: string) => void;
}

export function newStore(): Store {
  const kept = new Map<string, JsonObject>();
  return {
    find: (path) => kept.get(path),
    list: (collection) =>
      [...kept].flatMap(([path, value]) => (path.slice(0, path.lastIndexOf("/")) === collection ? [value] : [])),
    insert: (path, value) => void kept.set(path, value),
    update: (path, value) => void kept.set(path, value),
    remove: (path) => {
      for (const key of kept.keys()) if (key === path || key.startsWith(`${path}/`)) kept.delete(key);
    },
  };
}

/** Items that the document lets clients create: `/pets/{petId}` beside a POST to `/pets`. */
export function itemTemplates({ operations }: Pick<Model, "operations">): ReadonlySet<string> {
  const created = new Set(operations.filter(({ method }) => method === "POST").map(({ path }) => path));
  return new Set(
    operations
      .map(({ path }) => path)
      .filter((path) => /\/\{[^{}]+\}$/.test(path) && created.has(path.slice(0, path.lastIndexOf("/")))),
  );
}

/** The paths of the items that a path goes through, itself left out: `/pets/1` for `/pets/1/toys`. */
export function parents(template: string, path: string, items: ReadonlySet<string>): readonly string[] {
  const wanted = template.split("/");
  const given = path.split("/");
  return wanted.flatMap((_, index) =>
    index < wanted.length - 1 && items.has(wanted.slice(0, index + 1).join("/"))
      ? [given.slice(0, index + 1).join("/")]
      : [],
  );
}
