import type { Operation } from "../../model/model.ts";
import type { ValueMap } from "../case.ts";
import type { Drawing } from "../draw/positive.ts";
import { isSendable } from "../wire/encode.ts";

/** What a list needs so that it does not end on its first page. */
export interface Paging {
  /** Makes an element: POST of the same path. */
  readonly creating: Operation;
  /** The smallest page that the document allows, as a value of a query parameter. */
  readonly query: ValueMap;
  /** How many elements make three of them. */
  readonly elements: number;
}

/** The names by which APIs call the length of a page, without case and punctuation. */
const PAGE_SIZE = /^(?:page)?(?:limit|size|count|first|top|take|rows)$|^(?:max|per|num)(?:page|results|items|keys)?$/;

/** More would cost more requests than a page is worth. */
const MOST_HELD = 3;

const known = new WeakMap<Drawing, { readonly paging: Paging | undefined }>();

/** Undefined where the operation is no list of what a POST makes, or where nothing says how long a page is. `operations`: of its document. */
export function pagingOf(drawing: Drawing, operations: readonly Operation[]): Paging | undefined {
  const found = known.get(drawing) ?? { paging: sought(drawing, operations) };
  known.set(drawing, found);
  return found.paging;
}

function sought({ operation, engine, options }: Drawing, operations: readonly Operation[]): Paging | undefined {
  const creating = operations.find(({ method, path }) => method === "POST" && path === operation.path);
  const size = operation.parameters.find(
    ({ in: location, name }) => location === "query" && PAGE_SIZE.test(name.toLowerCase().replaceAll(/[^a-z]/g, "")),
  );
  if (operation.method !== "GET" || creating === undefined || size === undefined) return undefined;
  for (let held = 1; held <= MOST_HELD; held += 1) {
    const value = [held, String(held)].find(
      (candidate) =>
        engine.validate(size.schema, candidate, options).length === 0 && isSendable(operation, size, candidate),
    );
    if (value !== undefined) return { creating, query: { [size.name]: value }, elements: 2 * held + 1 };
  }
  return undefined;
}
