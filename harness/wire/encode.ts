import type { Json } from "../../model/json.ts";
import type { Operation, Parameter, ParameterLocation } from "../../model/model.ts";
import { cookies, search, segment } from "../../runtime/parameter.ts";
import type { HeaderLine, WireRequest } from "../../runtime/wire.ts";
import type { Values } from "../case.ts";
import { encodeBody } from "./encodeBody.ts";
import { collision, lossIn, valueOf } from "./loss.ts";
import { literalText, splitTarget, templateSegments } from "./path.ts";
import { cookieText, headerLines, pathText, queryText } from "./encodeParameter.ts";

/** `unencodable`: the wire has no form for the value (a line break in a header, `..` as a path segment, null in a list); nothing is sent in its stead. */
export type Encoded =
  | { readonly outcome: "encoded"; readonly request: WireRequest }
  | { readonly outcome: "unencodable"; readonly at: string; readonly reason: string };

/** RFC 9110, section 5.6.2: what a header's name consists of. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * The request of some values, by the document: the same bytes as the generated builder makes of them. Credentials are added later, and no Accept is sent
 * unless the values have one. Values without a declared parameter are written in their location's default style.
 */
export function encode(operation: Operation, values: Values): Encoded {
  const lossy = lossIn(operation, values) ?? collision(operation, values);
  if (lossy !== undefined) return { outcome: "unencodable", ...lossy };
  const body = values.body === undefined ? undefined : encodeBody(operation, values.body);
  if (body !== undefined && "reason" in body) return { outcome: "unencodable", at: "body", reason: body.reason };
  const request = assembled(operation, values, body);
  if (request instanceof Error)
    return { outcome: "unencodable", at: culprit(operation, values), reason: request.message };
  const bad = request.headers.find(([name, value]) => !TOKEN.test(name) || /[\r\n\0]/.test(value));
  if (bad !== undefined)
    return { outcome: "unencodable", at: `header.${bad[0]}`, reason: "no header line can be made of it" };
  return { outcome: "encoded", request };
}

/** Whether the wire has a form for this value of a parameter, whatever the others are: what arbitraries ask before they draw it for a case. */
export function isSendable(operation: Operation, parameter: Parameter, value: Json): boolean {
  const others = operation.parameters.filter((other) => other.in === "path" && other.name !== parameter.name);
  const path = Object.fromEntries(others.map(({ name }) => [name, "x"]));
  const none: Values = { path, query: {}, header: {}, cookie: {} };
  const place = parameter.in === "querystring" ? "query" : parameter.in;
  const values = { ...none, [place]: { ...none[place], [parameter.name]: value } };
  if ((lossIn(operation, values) ?? collision(operation, values)) !== undefined) return false;
  const alone = {
    ...operation,
    parameters: operation.parameters.filter((other) => other.in === "path" || other === parameter),
  };
  return !(assembled(parameter.in === "path" ? alone : { ...alone, path: "/" }, values, undefined) instanceof Error);
}

/** The runtime's encoders throw a TypeError, and encodeURIComponent a URIError, exactly where a value has no wire form. */
function assembled(operation: Operation, values: Values, body: EncodedBody): WireRequest | TypeError | URIError {
  try {
    return assemble(operation, values, body);
  } catch (error) {
    if (error instanceof TypeError || error instanceof URIError) return error;
    throw error;
  }
}

/** The first parameter that cannot be sent. */
function culprit(operation: Operation, values: Values): string {
  const found = operation.parameters.find((parameter) => {
    const value = valueOf(parameter, values);
    return value !== undefined && !isSendable(operation, parameter, value);
  });
  return found === undefined ? "path" : `${found.in}.${found.name}`;
}

type EncodedBody = { readonly contentType: string; readonly body: string | Uint8Array } | undefined;

function assemble(operation: Operation, values: Values, body: EncodedBody): WireRequest {
  const { wire } = values;
  const headers: readonly HeaderLine[] = [
    ...(body === undefined ? [] : [["content-type", body.contentType] as const]),
    ...each(operation, "header", values).flatMap(([parameter, value]) => headerLines(parameter, value)),
    ...cookies(
      each(operation, "cookie", values)
        .map(([parameter, value]) => cookieText(parameter, value))
        .join(""),
    ),
  ];
  const without = new Set(wire?.without);
  return {
    method: wire?.method ?? operation.method,
    target: target(operation, values),
    headers: [...headers.filter(([name]) => !without.has(name.toLowerCase())), ...(wire?.headers ?? [])],
    ...(body === undefined ? {} : { body: body.body }),
  };
}

function target(operation: Operation, values: Values): string {
  const { path, query } = splitTarget(operation.path);
  const declared = [...each(operation, "query", values), ...each(operation, "querystring", values)];
  const own = declared.map(([parameter, value]) => queryText(parameter, value)).join("");
  const added = (values.wire?.query ?? []).map((piece) => `&${piece}`).join("");
  return pathOf(path, operation, values) + search((query === undefined ? "" : `&${query}`) + own + added);
}

function pathOf(path: string, operation: Operation, values: Values): string {
  const given = new Map(
    each(operation, "path", values).map(([parameter, value]) => [parameter.name, pathText(parameter, value)]),
  );
  const segments = templateSegments(path).map((template) => {
    const names = template.flatMap((piece) => ("parameter" in piece ? [piece.parameter] : []));
    const text = template
      .map((piece) => ("literal" in piece ? literalText(piece.literal) : (given.get(piece.parameter) ?? "")))
      .join("");
    return names.length === 0 ? text : segment(names.join(", "), text);
  });
  return `/${segments.join("/")}`;
}

/** The values of one location in the document's order, then those that the document does not know, in theirs. */
function each(operation: Operation, place: ParameterLocation, values: Values): readonly (readonly [Parameter, Json])[] {
  const map = values[place === "querystring" ? "query" : place];
  const declared = operation.parameters.filter((parameter) => parameter.in === place);
  const known = declared.flatMap((parameter): (readonly [Parameter, Json])[] => {
    const value = valueOf(parameter, values);
    return value === undefined ? [] : [[parameter, value]];
  });
  if (place === "querystring") return known;
  const names = new Set(
    operation.parameters.filter((parameter) => isSamePlace(parameter.in, place)).map(({ name }) => name),
  );
  const unknown = Object.entries(map).filter(([name]) => !names.has(name));
  return [...known, ...unknown.map(([name, value]) => [undeclared(name, place), value] as const)];
}

function isSamePlace(given: ParameterLocation, place: ParameterLocation): boolean {
  return given === place || (given === "querystring" && place === "query");
}

function undeclared(name: string, place: ParameterLocation): Parameter {
  const form = place === "query" || place === "cookie";
  const fixed = {
    required: false,
    deprecated: false,
    allowReserved: false,
    examples: [],
    pointer: "#",
    schema: { schema: true, pointer: "#" },
  };
  return { name, in: place, style: form ? "form" : "simple", explode: form, ...fixed };
}
