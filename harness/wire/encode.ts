import type { Json } from "../../model/json.ts";
import type { Operation, Parameter, ParameterLocation } from "../../model/model.ts";
import { cookies, search, segment } from "../../runtime/parameter.ts";
import type { HeaderLine, WireRequest } from "../../runtime/wire.ts";
import type { Values } from "../case.ts";
import { orWhyNot } from "./orWhyNot.ts";
import { encodeBody } from "./encodeBody.ts";
import { planOf, type EncodePlan } from "./encodePlan.ts";
import { collision, lossIn, valueOf } from "./loss.ts";
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
  const request = orWhyNot(() => assemble(operation, values, body));
  if (request instanceof Error)
    return { outcome: "unencodable", at: culprit(operation, values), reason: request.message };
  const bad = request.headers.find(([name, value]) => !TOKEN.test(name) || /[\r\n\0]/.test(value));
  if (bad !== undefined)
    return { outcome: "unencodable", at: `header.${bad[0]}`, reason: "no header line can be made of it" };
  return { outcome: "encoded", request };
}

/** Whether the wire has a form for this value of a parameter, whatever the others are: what arbitraries ask before they draw it for a case. */
export function isSendable(operation: Operation, parameter: Parameter, value: Json): boolean {
  const { none, alone } = aloneWith(operation, parameter);
  const place = parameter.in === "querystring" ? "query" : parameter.in;
  const values = { ...none, [place]: { ...none[place], [parameter.name]: value } };
  if ((lossIn(operation, values) ?? collision(operation, values)) !== undefined) return false;
  return !(orWhyNot(() => assemble(alone, values, undefined)) instanceof Error);
}

interface Alone {
  /** Any text for the other parameters of the path. */
  readonly none: Values;
  /** The operation without its other parameters; without its path, too, where that has no part in it. */
  readonly alone: Operation;
}

/** By operation and parameter: it is asked for at every draw. */
const singles = new WeakMap<Operation, Map<Parameter, Alone>>();

function aloneWith(operation: Operation, parameter: Parameter): Alone {
  const known = singles.get(operation) ?? new Map<Parameter, Alone>();
  singles.set(operation, known);
  const found = known.get(parameter) ?? madeAlone(operation, parameter);
  known.set(parameter, found);
  return found;
}

function madeAlone(operation: Operation, parameter: Parameter): Alone {
  const others = operation.parameters.filter((other) => other.in === "path" && other.name !== parameter.name);
  const path = Object.fromEntries(others.map(({ name }) => [name, "x"]));
  const parameters = operation.parameters.filter((other) => other.in === "path" || other === parameter);
  return {
    none: { path, query: {}, header: {}, cookie: {} },
    alone: { ...operation, parameters, ...(parameter.in !== "path" && { path: "/" }) },
  };
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
  const plan = planOf(operation);
  const headers: HeaderLine[] = body === undefined ? [] : [["content-type", body.contentType]];
  for (const [parameter, value] of each(plan, "header", values)) headers.push(...headerLines(parameter, value));
  let pairs = "";
  for (const [parameter, value] of each(plan, "cookie", values)) pairs += cookieText(parameter, value);
  if (pairs !== "") headers.push(...cookies(pairs));
  const without = wire?.without;
  const left = without === undefined ? headers : headers.filter(([name]) => !without.includes(name.toLowerCase()));
  const head = {
    method: wire?.method ?? operation.method,
    target: target(plan, values),
    headers: wire?.headers === undefined ? left : [...left, ...wire.headers],
  };
  return body === undefined ? head : { ...head, body: body.body };
}

function target(plan: EncodePlan, values: Values): string {
  let pieces = plan.query;
  for (const [parameter, value] of each(plan, "query", values)) pieces += queryText(parameter, value);
  for (const [parameter, value] of each(plan, "querystring", values)) pieces += queryText(parameter, value);
  for (const piece of values.wire?.query ?? []) pieces += `&${piece}`;
  return pathOf(plan, values) + search(pieces);
}

function pathOf(plan: EncodePlan, values: Values): string {
  const given = each(plan, "path", values);
  let path = "";
  for (const { pieces, names } of plan.segments) {
    let text = "";
    for (const piece of pieces) text += "literal" in piece ? piece.literal : pieceOf(given, piece.parameter);
    path += `/${names === "" ? text : segment(names, text)}`;
  }
  return path;
}

function pieceOf(given: Given, name: string): string {
  for (const [parameter, value] of given) if (parameter.name === name) return pathText(parameter, value);
  return "";
}

type Given = readonly (readonly [Parameter, Json])[];

const NOTHING: Given = [];

/** The values of one location in the document's order, then those that the document does not know, in theirs. */
function each({ places }: EncodePlan, place: ParameterLocation, values: Values): Given {
  const { parameters, names } = places[place];
  const others = place === "querystring" ? [] : Object.keys(values[place]);
  if (parameters.length === 0 && others.length === 0) return NOTHING;
  const found: (readonly [Parameter, Json])[] = [];
  for (const parameter of parameters) {
    const value = valueOf(parameter, values);
    if (value !== undefined) found.push([parameter, value]);
  }
  if (place === "querystring") return found;
  for (const name of others) if (!names.has(name)) found.push([undeclared(name, place), values[place][name] ?? null]);
  return found;
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
