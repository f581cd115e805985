import { parseJson, type Json } from "../../../model/json.ts";
import type { Operation, Parameter } from "../../../model/model.ts";
import { admits, itemsOf, memberOf, scalar } from "./coerce.ts";
import type { Validators } from "./schemas.ts";

/** What a parameter of a request came to: nothing, a value, or what has no reading at all. */
export type Read =
  | { readonly read: "absent" }
  | { readonly read: "value"; readonly value: Json }
  | { readonly read: "broken" };

export type RawPair = readonly [name: string, value: string];

/** A request in raw pieces, nothing decoded. */
export interface Raw {
  readonly path: ReadonlyMap<string, string>;
  readonly query: readonly RawPair[];
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly cookies: readonly RawPair[];
}

const ABSENT: Read = { read: "absent" };
const BROKEN: Read = { read: "broken" };

export function readParameter(parameter: Parameter, raw: Raw, { parameters }: Operation, validators: Validators): Read {
  switch (parameter.in) {
    case "path":
      return readPath(parameter, raw.path.get(parameter.name) ?? "", validators);
    case "query":
      return readQuery(parameter, raw.query, parameters, validators);
    case "header":
      return readHeader(parameter, raw.headers.get(parameter.name.toLowerCase()), validators);
    case "cookie":
      return readCookie(parameter, raw.cookies, validators);
    case "querystring":
      return raw.query.length === 0
        ? ABSENT
        : first(parameter, [object(raw.query.map(decodedPair), parameter, validators)], validators);
  }
}

export function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function decodeQuery(text: string): string {
  return decodeText(text.replaceAll("+", " "));
}

function decodedPair([name, value]: RawPair): RawPair {
  return [decodeQuery(name), decodeQuery(value)];
}

type Styled = Pick<Parameter, "name" | "style" | "explode" | "schema" | "mediaType">;

function readPath(parameter: Parameter, piece: string, validators: Validators): Read {
  const { name, style, explode, mediaType } = parameter;
  if (mediaType !== undefined) return content(mediaType, decodeText(piece));
  if (style === "label" && !piece.startsWith(".")) return BROKEN;
  if (style === "label") return delimited(parameter, piece.slice(1), explode ? "." : ",", decodeText, validators);
  if (style !== "matrix") return delimited(parameter, piece, ",", decodeText, validators);
  if (!piece.startsWith(";")) return BROKEN;
  const pairs = piece.slice(1).split(";").map(pairOf);
  const own = pairs.filter(([key]) => decodeText(key) === name).map(([, value]) => value);
  if (!explode) return own[0] === undefined ? BROKEN : delimited(parameter, own[0], ",", decodeText, validators);
  return exploded(parameter, own, pairs, decodeText, validators);
}

function readQuery(
  parameter: Parameter,
  query: readonly RawPair[],
  siblings: readonly Parameter[],
  validators: Validators,
): Read {
  const claimed = new Set(
    siblings.filter((other) => other.in === "query" && other !== parameter).map(({ name }) => name),
  );
  const free = query.filter(([name]) => !claimed.has(decodeQuery(name)));
  return readStyledPairs(parameter, free, validators);
}

/** Pairs of a query or form: those of one parameter or field, among them those of its members. */
export function readStyledPairs(parameter: Styled, pairs: readonly RawPair[], validators: Validators): Read {
  const { name, style, explode, mediaType } = parameter;
  const own = pairs.filter(([key]) => decodeQuery(key) === name).map(([, value]) => value);
  const [only] = own;
  if (mediaType !== undefined) return only === undefined ? ABSENT : content(mediaType, decodeQuery(only));
  if (style === "deepObject") {
    const members = pairs.map(decodedPair).flatMap(([key, value]): readonly RawPair[] => {
      const inner = key.startsWith(`${name}[`) && key.endsWith("]") ? key.slice(name.length + 1, -1) : undefined;
      return inner === undefined ? [] : [[inner, value]];
    });
    return members.length === 0 ? ABSENT : first(parameter, [object(members, parameter, validators)], validators);
  }
  if (explode) return exploded(parameter, own, pairs, decodeQuery, validators);
  const delimiter = { spaceDelimited: /%20|\+/, pipeDelimited: /%7C|\|/i }[style as string] ?? ",";
  return only === undefined ? ABSENT : delimited(parameter, only, delimiter, decodeQuery, validators);
}

function readHeader(parameter: Parameter, lines: readonly string[] | undefined, validators: Validators): Read {
  if (lines === undefined) return ABSENT;
  const text = lines.join(",").trim();
  if (parameter.mediaType !== undefined) return content(parameter.mediaType, text);
  return delimited(parameter, text, /[ \t]*,[ \t]*/, (part) => part, validators);
}

function readCookie(parameter: Parameter, cookies: readonly RawPair[], validators: Validators): Read {
  const own = cookies.filter(([name]) => decodeText(name) === parameter.name).map(([, value]) => value);
  const [only] = own;
  if (only === undefined) return ABSENT;
  const decode = parameter.style === "cookie" ? (text: string) => text : decodeText;
  if (parameter.mediaType !== undefined) return content(parameter.mediaType, decode(only));
  if (parameter.explode) return exploded(parameter, own, [], decode, validators);
  return delimited(parameter, only, ",", decode, validators);
}

export function pairOf(part: string): RawPair {
  const mark = part.indexOf("=");
  return mark < 0 ? [part, ""] : [part.slice(0, mark), part.slice(mark + 1)];
}

function content(mediaType: string, text: string): Read {
  if (!/json$/i.test(mediaType)) return { read: "value", value: text };
  const parsed = parseJson(text);
  return parsed.outcome === "parsed" ? { read: "value", value: parsed.value } : BROKEN;
}

type Decode = (text: string) => string;

function delimited(
  parameter: Styled,
  text: string,
  delimiter: string | RegExp,
  decode: Decode,
  validators: Validators,
): Read {
  const { schema, explode, style } = parameter;
  const parts = text.split(delimiter);
  const pairs = explode && style !== "form" ? parts.map(pairOf) : alternating(parts);
  const candidates: (Json | undefined)[] = [
    admits(schema.schema, "array", validators) ? array(parts.map(decode), parameter, validators) : undefined,
    admits(schema.schema, "array", validators) && text === "" ? [] : undefined,
    admits(schema.schema, "object", validators) && pairs !== undefined
      ? object(
          pairs.map(([name, value]) => [decode(name), decode(value)]),
          parameter,
          validators,
        )
      : undefined,
    admits(schema.schema, "object", validators) && text === "" ? {} : undefined,
    admits(schema.schema, "scalar", validators) ? scalar(decode(text), schema.schema, validators) : undefined,
  ];
  return first(parameter, candidates, validators);
}

function alternating(parts: readonly string[]): readonly RawPair[] | undefined {
  if (parts.length % 2 !== 0) return undefined;
  return parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1] ?? ""] as const] : []));
}

function exploded(
  parameter: Styled,
  own: readonly string[],
  pairs: readonly RawPair[],
  decode: Decode,
  validators: Validators,
): Read {
  const { schema } = parameter;
  // What the object's schema forbids outright is none of its members: an API key, a tracking parameter.
  const members = pairs
    .map(([name, value]) => [decode(name), decode(value)] as const)
    .filter(([name]) => memberOf(schema.schema, name, validators) !== false);
  const isObject = admits(schema.schema, "object", validators) && members.length > 0;
  const [only] = own;
  if (only === undefined && !isObject) return ABSENT;
  return first(
    parameter,
    [
      admits(schema.schema, "array", validators) && only !== undefined
        ? array(own.map(decode), parameter, validators)
        : undefined,
      admits(schema.schema, "array", validators) && only === "" && own.length === 1 ? [] : undefined,
      isObject ? object(members, parameter, validators) : undefined,
      only !== undefined && admits(schema.schema, "scalar", validators)
        ? scalar(decode(only), schema.schema, validators)
        : undefined,
    ],
    validators,
  );
}

function array(texts: readonly string[], { schema }: Styled, validators: Validators): Json {
  return texts.map((text, index) => scalar(text, itemsOf(schema.schema, index, validators), validators));
}

function object(pairs: readonly RawPair[], { schema }: Styled, validators: Validators): Json {
  return Object.fromEntries(
    pairs.map(([name, text]) => [name, scalar(text, memberOf(schema.schema, name, validators), validators)]),
  );
}

/** The first candidate that is valid, else the last one there is, for the caller to refuse. */
function first({ schema }: Styled, candidates: readonly (Json | undefined)[], { isValid }: Validators): Read {
  const readings = candidates.filter((value) => value !== undefined);
  const value = readings.find((candidate) => isValid(schema.schema, candidate)) ?? readings.at(-1);
  return value === undefined ? BROKEN : { read: "value", value };
}
