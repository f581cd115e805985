import type { Source } from "../../model/model.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import type { IncomingLink } from "./links.ts";

/**
 * A place in a case for a value that only a state can give. Its token stands in the drawn values as plain text made of unreserved
 * characters (RFC 3986, section 2.3), so that it goes through every encoder unchanged and can be replaced in the encoded request.
 */
export type Slot =
  | { readonly token: string; readonly from: "link"; readonly link: IncomingLink; readonly parameter: string }
  | { readonly token: string; readonly from: "source"; readonly source: Source };

export const TOKEN = /~[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+~/g;

/** `~createRoute.updateRoute.apiId~`: maker, link, parameter. */
export function linkToken({ from, link }: IncomingLink, parameter: string): string {
  return token(from.id, link.name, parameter);
}

/** `~createModel.from.name~`: maker and the last part of the expression. */
export function sourceToken({ operationId, value }: Source): string {
  return token(operationId, "from", lastPart(value));
}

/** `~createApi.1.apiId~`: the value of a made exchange under the name that it has in logs. */
export function boundToken(maker: string, expression: string): string {
  return token(...maker.split("."), lastPart(expression));
}

function lastPart(expression: string): string {
  return expression.slice(1 + Math.max(...[".", "/", "#"].map((mark) => expression.lastIndexOf(mark))));
}

const PLAIN = /^[A-Za-z0-9_-]+$/;

function token(...parts: readonly string[]): string {
  return `~${parts.map((part) => (PLAIN.test(part) ? part : part.replaceAll(/[^A-Za-z0-9_-]/g, "_") || "_")).join(".")}~`;
}

/** The tokens that stand in a request, each once, in order. */
export function tokensOf(request: WireRequest): readonly string[] {
  const found = new Set<string>();
  const look = (text: string): void => {
    if (text.includes("~")) for (const token of text.match(TOKEN) ?? []) found.add(token);
  };
  look(request.target);
  for (const [, value] of request.headers) look(value);
  if (typeof request.body === "string") look(request.body);
  return [...found];
}

/**
 * The request with tokens replaced by values, each written as its place asks: percent-encoded in the target, as JSON in a body
 * (`"~…~"` alone becomes the value with its own type), plain in a header.
 */
export function fill(request: WireRequest, values: ReadonlyMap<string, string | number | boolean>): WireRequest {
  if (values.size === 0) return request;
  const swap = (text: string, write: (value: string | number | boolean) => string): string =>
    text.includes("~")
      ? text.replaceAll(TOKEN, (found) => (values.has(found) ? write(values.get(found) ?? "") : found))
      : text;
  const json = (text: string): string =>
    swap(
      text.replaceAll(/"(~[^"~]+~)"/g, (quoted, found: string) =>
        values.has(found) ? JSON.stringify(values.get(found)) : quoted,
      ),
      (value) => JSON.stringify(String(value)).slice(1, -1),
    );
  return {
    method: request.method,
    target: swap(request.target, (value) => encodeURIComponent(String(value))),
    headers: request.headers.map((line) => (line[1].includes("~") ? [line[0], swap(line[1], String)] : line)),
    ...(request.body !== undefined && { body: typeof request.body === "string" ? json(request.body) : request.body }),
  };
}
