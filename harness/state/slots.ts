import type { Source } from "../../model/model.ts";
import type { HeaderLine, WireRequest } from "../../runtime/wire.ts";
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

/** A text taken apart at its tokens: other text at even places, tokens at odd ones. */
type Pieces = readonly string[];

/** A request taken apart, so that it can be put together with several sets of values. */
export interface Cut {
  readonly request: WireRequest;
  readonly target: Pieces;
  /** By line, each its value; undefined where no line has a token. */
  readonly headers: readonly Pieces[] | undefined;
  /** Undefined where the body is no text. */
  readonly body: Pieces | undefined;
  /** Each once, in order. */
  readonly tokens: readonly string[];
}

const CUT = new RegExp(`(${TOKEN.source})`);

export function cut(request: WireRequest): Cut {
  const tokens: string[] = [];
  const apart = (text: string): Pieces => {
    if (!text.includes("~")) return [text];
    const pieces = text.split(CUT);
    for (let at = 1; at < pieces.length; at += 2) {
      const token = pieces[at] ?? "";
      if (!tokens.includes(token)) tokens.push(token);
    }
    return pieces;
  };
  const { target, headers, body } = request;
  return {
    request,
    target: apart(target),
    headers: headers.some(([, value]) => value.includes("~")) ? headers.map(([, value]) => apart(value)) : undefined,
    body: typeof body === "string" ? apart(body) : undefined,
    tokens,
  };
}

type Value = string | number | boolean;

/** What stands for a token; undefined: the token stays. */
export type ValueOf = (token: string) => Value | undefined;

/**
 * The request with values in the places of their tokens, each written as its place asks: percent-encoded in the target, as JSON in a body
 * (`"~…~"` alone becomes the value with its own type), plain in a header.
 */
export function joined({ request, target, headers, body }: Cut, valueOf: ValueOf): WireRequest {
  const head = {
    method: request.method,
    target: text(target, valueOf, (value) => encodeURIComponent(String(value))),
    headers:
      headers === undefined
        ? request.headers
        : request.headers.map(([name], index): HeaderLine => [name, text(headers[index] ?? [], valueOf, String)]),
  };
  if (request.body === undefined) return head;
  return { ...head, body: body === undefined ? request.body : json(body, valueOf) };
}

export function fill(request: WireRequest, values: ReadonlyMap<string, Value>): WireRequest {
  return values.size === 0 ? request : joined(cut(request), (token) => values.get(token));
}

function text(pieces: Pieces, valueOf: ValueOf, write: (value: Value) => string): string {
  let whole = "";
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? "";
    const value = at % 2 === 0 ? undefined : valueOf(piece);
    whole += value === undefined ? piece : write(value);
  }
  return whole;
}

function json(pieces: Pieces, valueOf: ValueOf): string {
  let whole = "";
  let before = pieces[0] ?? "";
  for (let at = 1; at + 1 < pieces.length; at += 2) {
    const [token = "", after = ""] = [pieces[at], pieces[at + 1]];
    const value = valueOf(token);
    const isAlone = value !== undefined && before.endsWith('"') && after.startsWith('"');
    if (value === undefined) whole += before + token;
    else if (isAlone) whole += before.slice(0, -1) + JSON.stringify(value);
    else whole += before + JSON.stringify(String(value)).slice(1, -1);
    before = isAlone ? after.slice(1) : after;
  }
  return whole + before;
}
