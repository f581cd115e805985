import { parseJson, type Json } from "../../../model/json.ts";
import type { Encoding, MediaType, Schema } from "../../../model/model.ts";
import { admits, itemsOf, memberOf, scalar } from "./coerce.ts";
import { decodeQuery, pairOf, readStyledPairs, type RawPair } from "./parameters.ts";
import type { Validators } from "./schemas.ts";

export type ReadBody = { readonly read: "value"; readonly value: Json } | { readonly read: "broken" };

const BROKEN: ReadBody = { read: "broken" };

/** The type and subtype of a content type, lower case, without parameters. */
export function essence(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}

/** The documented media type that a content type falls under, the most specific first. */
export function mediaFor(content: readonly MediaType[], contentType: string): MediaType | undefined {
  const given = essence(contentType);
  const rank = ({ mediaType }: MediaType): number => {
    const wanted = essence(mediaType);
    if (wanted === given) return 3;
    if (wanted === "*/*") return 1;
    return wanted.endsWith("/*") && given.startsWith(wanted.slice(0, -1)) ? 2 : 0;
  };
  return content.filter((media) => rank(media) > 0).toSorted((a, b) => rank(b) - rank(a))[0];
}

/** The value of a body by its content type and the documented media type; broken where it is no text of that type. */
export function readBody(bytes: Buffer, contentType: string, media: MediaType, validators: Validators): ReadBody {
  const given = essence(contentType);
  const { schema } = media.schema;
  if (/[/+]json$/.test(given)) return json(bytes);
  if (given === "application/x-www-form-urlencoded") return form(utf8(bytes), media, validators);
  if (given.startsWith("multipart/")) return multipart(bytes, contentType, media, validators);
  const text = utf8(bytes);
  if (given.startsWith("text/")) return text === undefined ? BROKEN : value(scalar(text, schema, validators));
  return value(text ?? bytes.toString("latin1"));
}

function value(read: Json): ReadBody {
  return { read: "value", value: read };
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function json(bytes: Buffer): ReadBody {
  const text = utf8(bytes);
  const parsed = text === undefined ? undefined : parseJson(text);
  return parsed?.outcome === "parsed" && depthOf(text ?? "") <= DEEPEST ? value(parsed.value) : BROKEN;
}

/** What walks over values here follows no deeper. */
const DEEPEST = 500;

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === "[" || token === "{") depth += 1;
    if (token === "]" || token === "}") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function form(text: string | undefined, media: MediaType, validators: Validators): ReadBody {
  if (text === undefined) return BROKEN;
  const pairs = text === "" ? [] : text.split("&").map(pairOf);
  const styled = [...media.encoding].filter(([, encoding]) => isStyled(encoding));
  const members = styled.flatMap(([name, encoding]): readonly (readonly [string, Json])[] => {
    const style = encoding.style ?? "form";
    const schema = memberOf(media.schema.schema, name, validators);
    const place = { name, style, explode: encoding.explode ?? style === "form", schema: { schema, pointer: "" } };
    const read = readStyledPairs(place, style === "deepObject" ? pairs : pairs.filter(isNamed(name)), validators);
    return read.read === "value" ? [[name, read.value]] : [];
  });
  const isTaken = (key: string): boolean =>
    styled.some(([name, { style }]) => key === name || (style === "deepObject" && key.startsWith(`${name}[`)));
  const plain = pairs
    .map(([name, text]) => [decodeQuery(name), decodeQuery(text)] as const)
    .filter(([name]) => !isTaken(name));
  return value(Object.fromEntries([...members, ...fields(plain, media, validators)]));
}

function isNamed(name: string): (pair: RawPair) => boolean {
  return ([key]) => decodeQuery(key) === name;
}

function isStyled({ style, explode, allowReserved }: Encoding): boolean {
  return style !== undefined || explode !== undefined || allowReserved;
}

/** A name given once is a value; where its schema has a place for arrays only, or it is given more often, an array. */
function fields(
  given: readonly (readonly [name: string, field: string | Part])[],
  media: MediaType,
  validators: Validators,
): readonly (readonly [string, Json])[] {
  const names = [...new Set(given.map(([name]) => name))];
  return names.map((name) => {
    const schema = memberOf(media.schema.schema, name, validators);
    const own = given.filter(([key]) => key === name).map(([, field]) => field);
    const items = own.map((field, index) => fieldValue(field, itemsOf(schema, index, validators), validators));
    const isArray = own.length > 1 || (admits(schema, "array", validators) && !admits(schema, "scalar", validators));
    const [only] = own;
    if (!isArray && only !== undefined) return [name, fieldValue(only, schema, validators)];
    const [single] = own.length === 1 && only !== undefined ? [fieldValue(only, schema, validators)] : [];
    return [name, single !== undefined && validators.isValid(schema, single) ? single : items];
  });
}

interface Part {
  readonly contentType: string;
  readonly bytes: Buffer;
}

function fieldValue(field: string | Part, schema: Schema, validators: Validators): Json {
  if (typeof field === "string") return scalar(field, schema, validators);
  if (/[/+]json$/.test(essence(field.contentType))) {
    const read = json(field.bytes);
    return read.read === "value" ? read.value : field.bytes.toString("latin1");
  }
  return scalar(utf8(field.bytes) ?? field.bytes.toString("latin1"), schema, validators);
}

/** RFC 7578, of the well-formed kind. */
function multipart(bytes: Buffer, contentType: string, media: MediaType, validators: Validators): ReadBody {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return BROKEN;
  const pieces = `\r\n${bytes.toString("latin1")}`.split(`\r\n--${boundary}`);
  if (pieces.length < 2 || !pieces.at(-1)?.startsWith("--")) return BROKEN;
  const parts = pieces.slice(1, -1).map(partOf);
  if (parts.includes(undefined)) return BROKEN;
  const known = parts.filter((part) => part !== undefined);
  return value(Object.fromEntries(fields(known, media, validators)));
}

function partOf(piece: string): readonly [string, Part] | undefined {
  const end = piece.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = Buffer.from(piece.slice(0, end), "latin1").toString();
  const name = /;\s*name="([^"]*)"/i.exec(head)?.[1];
  const contentType = /^content-type:\s*(.*)$/im.exec(head)?.[1] ?? "text/plain";
  if (name === undefined) return undefined;
  const bytes = Buffer.from(piece.slice(end + 4), "latin1");
  return [name.replaceAll(/%(?:22|0D|0A)/gi, decodeURIComponent), { contentType: contentType.trim(), bytes }];
}
