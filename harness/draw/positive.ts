import fc from "fast-check";
import { isJsonObject, isRawNumber, type Json } from "../../model/json.ts";
import type { MediaType, Operation, Parameter, ParameterLocation, SchemaAt, Source } from "../../model/model.ts";
import type { Body, ValueMap, Values } from "../case.ts";
import type { IncomingLink } from "../state/links.ts";
import type { SampleOptions, SchemaEngine } from "../schema/index.ts";
import { encode, isSendable } from "../wire/encode.ts";
import { encodeBody } from "../wire/encodeBody.ts";
import { isJsonMediaType } from "../wire/mediaType.ts";
import { readPath, templateSegments } from "../wire/path.ts";
import { isOftenEnough } from "./often.ts";
import { RecordArbitrary, type Member } from "./record.ts";
import { linkToken, sourceToken, type Slot } from "../state/slots.ts";

/** What one operation's requests are drawn from. */
export interface Drawing {
  readonly operation: Operation;
  readonly engine: SchemaEngine;
  /** How its resource is reached; undefined for an operation that needs none, or that no link reaches. */
  readonly link: IncomingLink | undefined;
  /** Every slot that drawn values may hold, by its token; grows while arbitraries are built. */
  readonly slots: Map<string, Slot>;
  readonly options: SampleOptions;
}

/** Header parameters that OpenAPI leaves to other parts of the document (OAS 3.1, Parameter Object, `name`). */
const NOT_PARAMETERS = new Set(["accept", "content-type", "authorization"]);

/** A `querystring` parameter (OAS 3.2) is the whole of the query, and stands among its values. */
export function drawnParameters(operation: Operation, location: ParameterLocation): readonly Parameter[] {
  return operation.parameters.filter(
    (parameter) =>
      (parameter.in === "querystring" ? "query" : parameter.in) === location &&
      !(location === "header" && NOT_PARAMETERS.has(parameter.name.toLowerCase())),
  );
}

/** Schemas are read as a request has to keep them, with tokens for the values that only a state can give. */
export function newDrawing(operation: Operation, engine: SchemaEngine, link: IncomingLink | undefined): Drawing {
  const slots = new Map<string, Slot>();
  const tokens = new Map<Source, fc.Arbitrary<Json>>();
  const source = (origin: Source): fc.Arbitrary<Json> => {
    const known = tokens.get(origin);
    if (known !== undefined) return known;
    const slot: Slot = { token: sourceToken(origin), from: "source", source: origin };
    slots.set(slot.token, slot);
    const token = fc.constant<Json>(slot.token);
    tokens.set(origin, token);
    return token;
  };
  return { operation, engine, link, slots, options: { view: "request", source } };
}

/** Valid values for every parameter and the body, path parameters by the link where there is one. Undefined: the document allows no request at all. */
export function positive(drawing: Drawing): fc.Arbitrary<Values> | undefined {
  const { operation } = drawing;
  const parts = {
    path: pathValues(drawing),
    query: parameterValues(drawing, "query"),
    header: parameterValues(drawing, "header"),
    cookie: parameterValues(drawing, "cookie"),
  };
  const { path, query, header, cookie } = parts;
  if (path === undefined || query === undefined || header === undefined || cookie === undefined) return undefined;
  const bodies = (operation.requestBody?.content ?? []).flatMap((media) => bodyValues(drawing, media) ?? []);
  const isRequired = operation.requestBody?.required === true;
  if (bodies.length === 0 && isRequired) return undefined;
  const body = bodies.length > 1 ? fc.oneof(...bodies) : bodies[0];
  return new RecordArbitrary<Values>([
    { name: "path", arbitrary: path, required: true },
    { name: "query", arbitrary: query, required: true },
    { name: "header", arbitrary: header, required: true },
    { name: "cookie", arbitrary: cookie, required: true },
    ...(body === undefined ? [] : [{ name: "body" as const, arbitrary: body, required: isRequired }]),
  ]);
}

function pathValues(drawing: Drawing): fc.Arbitrary<ValueMap> | undefined {
  if (drawing.link !== undefined) return fc.constant(linkedPath(drawing, drawing.link));
  const arbitrary = parameterValues(drawing, "path");
  if (arbitrary === undefined || templateSegments(drawing.operation.path).every(({ length }) => length < 2))
    return arbitrary;
  const clear = (path: ValueMap): boolean => isClear(drawing.operation, path);
  return isOftenEnough(arbitrary, clear) ? arbitrary.filter(clear) : arbitrary;
}

/** Whether the path can be read in one way only: routers differ on a part of a segment that is empty, or that holds the literal beside it (`/{account}.{region}.com`). */
function isClear(operation: Operation, path: ValueMap): boolean {
  const { requestBody: _, ...rest } = operation;
  const encoded = encode(rest, { path, query: {}, header: {}, cookie: {} });
  return encoded.outcome === "encoded" && readPath(operation.path, encoded.request.target).outcome === "matched";
}

/** A token for each path parameter that the link gives. */
export function linkedPath(drawing: Drawing, link: IncomingLink): ValueMap {
  return Object.fromEntries(
    [...link.path.keys()].map((parameter) => {
      const slot: Slot = { token: linkToken(link, parameter), from: "link", link, parameter };
      drawing.slots.set(slot.token, slot);
      return [parameter, slot.token];
    }),
  );
}

export function parameterValues(drawing: Drawing, location: ParameterLocation): fc.Arbitrary<ValueMap> | undefined {
  const members: Member<ValueMap>[] = [];
  for (const parameter of drawnParameters(drawing.operation, location)) {
    const arbitrary = sampled(drawing, parameter.schema)?.filter((value) =>
      isSendable(drawing.operation, parameter, value),
    );
    if (arbitrary !== undefined) members.push({ name: parameter.name, arbitrary, required: parameter.required });
    else if (parameter.required) return undefined;
  }
  return members.length === 0 ? fc.constant({}) : new RecordArbitrary(members);
}

/** Undefined: the schema admits nothing, or hardly anything that the media type has a form for. */
export function bodyValues(drawing: Drawing, media: MediaType): fc.Arbitrary<Body> | undefined {
  const arbitrary = sampled(drawing, media.schema);
  const { mediaType } = bodyOf(media, null);
  const made = (value: Json): Body => ({ mediaType, content: { value } });
  if (arbitrary === undefined || isJsonMediaType(mediaType)) return arbitrary?.map(made);
  const fits = (value: Json): boolean => isSendableBody(drawing, made(value)) && !isLost(drawing, media, value);
  return isOftenEnough(arbitrary, fits) ? arbitrary.filter(fits).map(made) : undefined;
}

/** Whether a form would leave out a member that is required: null, an empty list and an empty object leave no trace in it. */
function isLost({ engine, options }: Drawing, media: MediaType, value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const left = Object.entries(value).filter(
    ([, member]) =>
      member !== null && (typeof member !== "object" || isRawNumber(member) || Object.keys(member).length > 0),
  );
  return engine.validate(media.schema, Object.fromEntries(left), options).some(({ keyword }) => keyword === "required");
}

/** Whether the body's media type has a form for its value: an array is no image. */
export function isSendableBody({ operation }: Drawing, body: Body): boolean {
  return !("reason" in encodeBody(operation, body));
}

export function bodyOf(media: Pick<MediaType, "mediaType">, value: Json): Body {
  return { mediaType: concrete(media.mediaType), content: { value } };
}

/** A media range of the document as one media type that it allows. */
function concrete(mediaType: string): string {
  if (mediaType === "*/*" || mediaType === "application/*") return "application/json";
  return mediaType
    .replace("/*+", "/vnd.covenant+")
    .replace(/^text\/\*/, "text/plain")
    .replace(/\/\*/, "/octet-stream");
}

export function sampled(drawing: Drawing, at: SchemaAt): fc.Arbitrary<Json> | undefined {
  const result = drawing.engine.sample(at, drawing.options);
  return result.outcome === "sampled" ? result.arbitrary : undefined;
}
