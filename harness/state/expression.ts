import { isJsonObject, parseJson, type Json } from "../../model/json.ts";
import { pointerTokens } from "../../model/pointer.ts";
import type { HeaderLine, WireRequest, WireResponse } from "../../runtime/wire.ts";
import { headerOf } from "../wire/headers.ts";
import { readJson } from "../wire/jsonText.ts";
import { matchPath } from "../wire/path.ts";

/** One exchange as runtime expressions see it. */
export interface Expressed {
  /** The operation's path template. */
  readonly path: string;
  readonly request: WireRequest;
  /** The texts of its path parameters, where they are known. */
  readonly pathTexts?: ReadonlyMap<string, string>;
  readonly response?: WireResponse;
}

/**
 * The value of a runtime expression (OAS 3.1, section 4.8.20.4) over an exchange: `$response.body#/apiId`, `$request.path.apiId`, `$response.header.Location`, `$statusCode`.
 * Text that is no expression is its own value; `{$…}` parts within a text are replaced. Undefined where the exchange has no such value.
 */
export function evaluate(expression: Json, exchange: Expressed): Json | undefined {
  if (typeof expression !== "string") return expression;
  if (expression.startsWith("$")) return evaluateOne(expression, exchange);
  if (!expression.includes("{$")) return expression;
  const parts = expression
    .split(/\{(\$[^}]*)\}/)
    .map((part, index) => (index % 2 === 0 ? part : evaluateOne(part, exchange)));
  return parts.includes(undefined) ? undefined : parts.map(plainText).join("");
}

function evaluateOne(expression: string, exchange: Expressed): Json | undefined {
  const { request, response } = exchange;
  if (expression === "$method") return request.method;
  if (expression === "$url") return request.target;
  if (expression === "$statusCode") return response?.status;
  const parts = partsOf(expression);
  const message = parts?.side === "request" ? request : response;
  if (parts === undefined || message === undefined) return undefined;
  const { place, name, tokens } = parts;
  if (place === "header") return headerValue(message.headers, name);
  if (place === "query") return new URLSearchParams(request.target.split("?")[1] ?? "").get(name) ?? undefined;
  if (place === "path") return pathValue(name, exchange);
  return follow(bodyJson(message.body), tokens);
}

interface Parts {
  readonly side: string;
  readonly place: string;
  readonly name: string;
  /** Those of the name, where it is a JSON pointer. */
  readonly tokens: readonly string[];
}
/** Undefined: no expression. */
const expressions = new Map<string, { readonly parts: Parts | undefined }>();

function partsOf(expression: string): Parts | undefined {
  const known = expressions.get(expression);
  if (known !== undefined) return known.parts;
  const [, side = "", place = "", name = ""] =
    /^\$(request|response)\.(header|query|path|body)(?:[.#](.*))?$/s.exec(expression) ?? [];
  const parts = side === "" ? undefined : { side, place, name, tokens: pointerTokens(name) };
  expressions.set(expression, { parts });
  return parts;
}

/** The text of a path parameter: `$request.path.name`. */
export function pathValue(name: string, { path, request, pathTexts }: Expressed): string | undefined {
  return (pathTexts ?? matchPath(path, request.target))?.get(name);
}

/** The value at a JSON pointer (RFC 6901); undefined where there is none. */
export function valueAt(value: Json | undefined, pointer: string): Json | undefined {
  return follow(value, pointerTokens(pointer));
}

function follow(value: Json | undefined, tokens: readonly string[]): Json | undefined {
  let here = value;
  for (const token of tokens) {
    if (Array.isArray(here)) here = (here as readonly Json[])[Number(token)];
    else here = isJsonObject(here) && Object.hasOwn(here, token) ? here[token] : undefined;
  }
  return here;
}

/** The first line of that name, in any case. */
export function headerValue(headers: readonly HeaderLine[], name: string): string | undefined {
  return headerOf(headers, name.toLowerCase());
}

/** The body as JSON; undefined where it is none. */
export function bodyJson(body: string | Uint8Array | undefined): Json | undefined {
  if (body === undefined) return undefined;
  const read = readJson(body);
  if (read.outcome === "read") return read.value;
  if (read.outcome === "malformed" && read.keyword === "json") return undefined;
  const parsed = parseJson(bodyText(body));
  return parsed.outcome === "parsed" ? parsed.value : undefined;
}

export function bodyText(body: string | Uint8Array): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body);
}

function plainText(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
