import type { Model, Operation } from "../../model/model.ts";

/** The operations on one path template, by what HTTP says that their methods do (RFC 9110, section 9.3). */
export interface Resource {
  /** `/pets/{id}` */
  readonly path: string;
  readonly read: Operation | undefined;
  readonly remove: Operation | undefined;
  /** PUT and PATCH. */
  readonly writes: readonly Operation[];
  /** Operations on paths below this one. */
  readonly below: readonly Operation[];
}

/** The resource that an operation's path names. */
export function resourceOf({ operations }: Model, { path }: Operation): Resource {
  const here = operations.filter((operation) => operation.path === path);
  return {
    path,
    read: here.find(({ method }) => method === "GET"),
    remove: here.find(({ method }) => method === "DELETE"),
    writes: here.filter(({ method }) => method === "PUT" || method === "PATCH"),
    below: operations.filter((operation) => operation.path.startsWith(`${path}/`)),
  };
}
