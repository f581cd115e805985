import type { Parameter } from "../../model/model.ts";
import type { HeaderLine, WireRequest } from "../../runtime/wire.ts";
import { contentReadings } from "./content.ts";
import { delimited, exploded } from "./delimited.ts";
import { headersOf } from "./headers.ts";
import { isBroken, type Pair, parsePair, parsePairs } from "./pairs.ts";
import { splitTarget } from "./path.ts";
import { percentDecode } from "./percent.ts";
import { queryReadings } from "./decodeQuery.ts";
import { decoded, textReadings, unclear, type Decoded } from "./reading.ts";
import { isOnlyStrangers } from "./strangers.ts";
import { shapeOf, type Resolve, type Shape } from "./shape.ts";

/** A request taken apart by syntax alone. */
export interface Parts {
  /** Percent-encoded, by path parameter. */
  readonly path: ReadonlyMap<string, string>;
  readonly query: readonly Pair[];
  readonly queryText: string;
  readonly headers: readonly HeaderLine[];
  readonly cookies: readonly (readonly [name: string, value: string])[];
}

/** Undefined where query or path hold what no target may (RFC 3986): a broken escape, a space, characters beyond ASCII. */
export function takeApart(request: WireRequest, path: ReadonlyMap<string, string>): Parts | undefined {
  const { query = "" } = splitTarget(request.target);
  if (isBroken(request.target)) return undefined;
  const cookies = headersOf(request.headers, "cookie").flatMap(cookiePairs);
  return { path, query: parsePairs(query), queryText: query, headers: request.headers, cookies };
}

/** RFC 6265, section 5.4. */
function cookiePairs(line: string): readonly (readonly [string, string])[] {
  return line.split(";").flatMap((piece) => {
    const mark = piece.indexOf("=");
    return mark < 0 ? [] : [[piece.slice(0, mark).trim(), piece.slice(mark + 1).trim()] as const];
  });
}

/** The values that a parameter of the request can be taken for, by the document alone. `siblings` are all parameters of the operation. */
export function decodeParameter(
  parameter: Parameter,
  parts: Parts,
  siblings: readonly Parameter[],
  resolve: Resolve,
): Decoded {
  const shape = shapeOf(parameter.schema.schema, resolve);
  if (parameter.in === "path") return path(parameter, parts.path.get(parameter.name), shape);
  if (parameter.in === "header") return header(parameter, parts.headers, shape);
  if (parameter.in === "cookie") return cookie(parameter, parts.cookies, shape);
  const read = queryReadings(parameter, parts, siblings, shape);
  return read.outcome === "readings" && isOnlyStrangers(parameter, parts.query, resolve)
    ? { ...read, absent: true }
    : read;
}

/** A dot is unreserved, and stands for itself encoded or not (RFC 3986, section 6.2.2.2): in an exploded label nobody can tell which of them separate. */
function path(parameter: Parameter, piece: string | undefined, shape: Shape): Decoded {
  if (piece === undefined) return { outcome: "absent" };
  if (parameter.mediaType !== undefined)
    return contentReadings(parameter.mediaType, percentDecode(piece) ?? piece, shape);
  const { name, style, explode } = parameter;
  if (style === "label") {
    if (!piece.startsWith(".")) return { outcome: "malformed", keyword: "style", reason: "a label begins with a dot" };
    const isSplit = explode && (shape([]).has("array") || shape([]).has("object"));
    if (isSplit && /%2e/i.test(piece)) return unclear("an encoded dot is the same as one that separates");
    return delimited(piece.slice(1), { delimiter: explode ? "." : ",", explode, decode: once }, shape);
  }
  if (style === "matrix") return matrix(name, piece, explode, shape);
  return delimited(piece, { delimiter: ",", explode, decode: once }, shape);
}

function once(text: string): readonly string[] {
  return [percentDecode(text) ?? text];
}

/** `;id=3,4`, exploded `;id=3;id=4` or `;role=admin;name=x` (RFC 6570, section 3.2.7). */
function matrix(name: string, piece: string, explode: boolean, shape: Shape): Decoded {
  if (!piece.startsWith(";"))
    return { outcome: "malformed", keyword: "style", reason: "a matrix parameter begins with a semicolon" };
  const pairs = piece
    .slice(1)
    .split(";")
    .map((part) => parsePair(part, once));
  const own = pairs.filter((pair) => pair.names.includes(name));
  if (explode) return exploded(own, own.length === pairs.length ? [] : pairs, shape);
  const [first] = own;
  if (first === undefined || pairs.length > 1)
    return { outcome: "malformed", keyword: "style", reason: `;${name}= is not there once` };
  return delimited(first.raw, { delimiter: ",", explode: false, decode: once }, shape);
}

/** RFC 9110, section 5.6.1. */
const LIST = /[ \t]*,[ \t]*/;

/** Style simple, not percent-encoded; several lines are one list (RFC 9110, section 5.3). */
export function header(
  parameter: Pick<Parameter, "name" | "explode" | "mediaType">,
  headers: readonly HeaderLine[],
  shape: Shape,
): Decoded {
  const lines = headersOf(headers, parameter.name.toLowerCase()).map((value) => value.trim());
  const [first] = lines;
  if (first === undefined) return { outcome: "absent" };
  if (lines.some((line) => /[^\t -~]/.test(line)))
    return unclear("bytes beyond ASCII have no agreed meaning in a header");
  if (parameter.mediaType !== undefined) {
    return lines.length > 1
      ? unclear("it is given more than once")
      : contentReadings(parameter.mediaType, first, shape);
  }
  if (lines.length > 1 && !shape([]).has("array")) return unclear("it is given more than once");
  return delimited(lines.join(","), { delimiter: LIST, explode: parameter.explode, decode: (text) => [text] }, shape);
}

function cookie(parameter: Parameter, cookies: Parts["cookies"], shape: Shape): Decoded {
  const types = shape([]);
  const own = cookies
    .filter(([name]) => name === parameter.name || percentDecode(name) === parameter.name)
    .map(([, value]) => value);
  const [first] = own;
  if (parameter.mediaType === undefined && parameter.explode && types.has("object"))
    return unclear("an exploded object in cookies has no name");
  if (first === undefined) return { outcome: "absent" };
  if (own.length > 1 && !(parameter.style === "cookie" && types.has("array")))
    return unclear("it is given more than once");
  const decode = parameter.style === "cookie" ? (text: string) => [text] : once;
  if (parameter.mediaType !== undefined) return contentReadings(parameter.mediaType, decode(first)[0] ?? first, shape);
  if (!parameter.explode) return delimited(first, { delimiter: ",", explode: false, decode }, shape);
  if (first.includes("&") && types.has("array")) return unclear("an exploded array in one cookie has no agreed form");
  if (!types.has("array")) return decoded(textReadings(decode(first), shape), first === "");
  const pairs = own.map((raw): Pair => ({ names: [parameter.name], raw, texts: decode(raw) }));
  return exploded(pairs, [], shape);
}
