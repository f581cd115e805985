import { isJsonObject, type Json } from "../../model/json.ts";
import type { Link, Model, Operation } from "../../model/model.ts";

/** A link seen from the operation that it leads to. */
export interface IncomingLink {
  /** The operation whose exchange makes the values. */
  readonly from: Operation;
  /** The documented status that the exchange must have: `201`, `2XX`. */
  readonly status: string;
  readonly link: Link;
  /** Runtime expression or literal for each path parameter of the target; complete. */
  readonly path: ReadonlyMap<string, Json>;
}

/**
 * The links that lead to each operation and give all of its path parameters; those of creating operations (POST, PUT) first, else in the document's order.
 * An operation that no link names has those of another on the same path. A link that gives only some of them is no way to reach the operation and is left out.
 */
export function incomingLinks(model: Model): ReadonlyMap<string, readonly IncomingLink[]> {
  const operations = new Map(model.operations.map((operation) => [operation.id, operation]));
  const found = new Map<string, IncomingLink[]>();
  for (const from of model.operations) {
    for (const { status, links } of from.responses) {
      for (const link of links) {
        const target = operations.get(link.target);
        const path = target && pathParameters(target, link);
        if (path !== undefined)
          found.set(link.target, [...(found.get(link.target) ?? []), { from, status, link, path }]);
      }
    }
  }
  for (const operation of model.operations) {
    // What leads to one operation of a path leads to all: the path parameters are the same.
    const sibling = model.operations.find((other) => other.path === operation.path && found.has(other.id));
    const links =
      found.get(operation.id) ??
      (sibling && found.get(sibling.id)?.filter(({ link }) => link.requestBody === undefined));
    if (links !== undefined) found.set(operation.id, links);
  }
  for (const links of found.values()) links.sort((a, b) => rank(a.from) - rank(b.from));
  return found;
}

function pathParameters(target: Operation, link: Link): ReadonlyMap<string, Json> | undefined {
  const names = target.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
  const given = new Map<string, Json>();
  for (const name of names) {
    const value = link.parameters.get(`path.${name}`) ?? link.parameters.get(name);
    if (value === undefined) return undefined;
    given.set(name, value);
  }
  return given.size === 0 ? undefined : given;
}

function rank(operation: Operation): number {
  return operation.method === "POST" || operation.method === "PUT" ? 0 : 1;
}

/** A JSON value with some places replaced, objects made where none stand; `given` is by JSON pointer (RFC 6901). */
export function withGiven(value: Json | undefined, given: ReadonlyMap<string, Json>): Json | undefined {
  let whole = value;
  for (const [pointer, part] of given) whole = placed(whole, pointer.split("/").slice(1), part);
  return whole;
}

function placed(value: Json | undefined, [token, ...rest]: readonly string[], part: Json): Json {
  if (token === undefined) return part;
  const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
  const members = isJsonObject(value) ? value : {};
  return Object.fromEntries([
    ...Object.entries(members),
    [name, placed(Object.hasOwn(members, name) ? members[name] : undefined, rest, part)],
  ]);
}
