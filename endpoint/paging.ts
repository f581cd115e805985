import { badRequest } from "./refusals.ts";
import type { Body, Kind, Row, Store } from "./storage.ts";

const DEFAULT_SIZE = 25;
const GREATEST_SIZE = 500;

/** The query of a list operation; both members are strings on the wire. */
export interface PageQuery {
  readonly maxResults?: string | undefined;
  readonly nextToken?: string | undefined;
}

/**
 * One page of siblings in order of creation. A token names its list and where the page ended, so it stays good while
 * resources come and go, and is refused by any other list. Throws BadRequestException for a bad token or size.
 */
export function page(
  store: Store,
  kind: Kind,
  parent: string | null,
  query: PageQuery,
  view: (row: Row) => Body,
): Body {
  const size = pageSize(query.maxResults);
  const after = query.nextToken === undefined ? 0 : positionOf(query.nextToken, kind, parent);
  const rows = store.list(kind, parent, after, size + 1);
  const items = rows.slice(0, size);
  const last = items.at(-1);
  const nextToken = rows.length > size && last !== undefined ? { nextToken: tokenFor(last) } : {};
  return { items: items.map(view), ...nextToken };
}

function pageSize(maxResults: string | undefined): number {
  if (maxResults === undefined) return DEFAULT_SIZE;
  if (!/^[0-9]+$/.test(maxResults) || Number(maxResults) === 0)
    throw badRequest("maxResults: expected a number from 1");
  return Math.min(Number(maxResults), GREATEST_SIZE);
}

const tokenFor = ({ kind, parent, position }: Pick<Row, "kind" | "parent" | "position">): string =>
  Buffer.from(`${kind}/${parent ?? ""}/${position}`).toString("base64url");

function positionOf(token: string, kind: Kind, parent: string | null): number {
  const position = Number(Buffer.from(token, "base64url").toString().split("/")[2]);
  if (!Number.isSafeInteger(position) || tokenFor({ kind, parent, position }) !== token) {
    throw badRequest("nextToken: not a token of this list");
  }
  return position;
}
