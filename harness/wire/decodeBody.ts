import { isJsonObject } from "../../model/json.ts";
import type { Encoding, MediaType } from "../../model/model.ts";
import { styledReadings } from "./decodeQuery.ts";
import { hasStyle } from "./encodeBody.ts";
import { readJson, utf8 } from "./jsonText.ts";
import { isJson, isJsonMediaType, type MediaTypeText } from "./mediaType.ts";
import { readMultipart, type BodyPart } from "./multipart.ts";
import { parsePairs, type Pair } from "./pairs.ts";
import { decoded, memberReadings, sure, textReadings, unclear, type Decoded, type Reading } from "./reading.ts";
import { shapeBelow, shapeOf, type Resolve, type Shape } from "./shape.ts";

/** The values that a body's bytes can be taken for, by the media type that was received and the documented one that it falls under. */
export function decodeBody(
  received: MediaTypeText,
  documented: MediaType,
  body: string | Uint8Array,
  resolve: Resolve,
): Decoded {
  const charset = received.parameters.get("charset");
  if (isJson(received)) {
    if (charset !== undefined && !/^utf-?8$/i.test(charset))
      return unclear("JSON has no charset but UTF-8 (RFC 8259, section 8.1)");
    const read = readJson(body);
    return read.outcome === "read" ? decoded([sure(read.value)]) : read;
  }
  const shape = shapeOf(documented.schema.schema, resolve);
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  if (received.type === "application" && received.subtype === "x-www-form-urlencoded")
    return form(bytes, documented, shape);
  if (received.type === "multipart") return multipart(received, bytes, documented, shape);
  return received.type === "text" ? text(bytes, charset ?? "utf-8", shape) : binary(bytes, shape);
}

function text(bytes: Uint8Array, charset: string, shape: Shape): Decoded {
  const content = /^(?:utf-?8|us-ascii)$/i.test(charset) ? utf8(bytes) : undefined;
  return content === undefined
    ? unclear("no reader of text in this charset, or not of this text")
    : decoded(textReadings([content], shape));
}

/** Any other content has no values of its own: its octets as text, where they are UTF-8, or one character each. */
function binary(bytes: Uint8Array, shape: Shape): Decoded {
  if (!shape([]).has("string")) return unclear("no reader of this media type");
  const octets = Buffer.from(bytes).toString("latin1");
  const content = utf8(bytes) ?? octets;
  return decoded(content === octets ? [sure(octets)] : [sure(octets), sure(content)]);
}

function form(bytes: Uint8Array, documented: MediaType, shape: Shape): Decoded {
  const content = utf8(bytes);
  if (content === undefined || /%(?![0-9a-f]{2})/i.test(content)) return unclear("a broken escape in a form");
  const pairs = parsePairs(content);
  if (pairs.some(({ texts, names }) => texts.length === 0 || names.length === 0))
    return unclear("a broken escape in a form");
  const styled = [...documented.encoding].filter(([, encoding]) => hasStyle(encoding));
  const members = [
    ...styled.map(([name, encoding]) => styledField(name, encoding, pairs, shape)),
    ...plainFields(pairs, styled, shape),
  ];
  return ofMembers(members.filter(([, member]) => member.outcome !== "absent"));
}

type Member = readonly [name: string, decoded: Decoded];

function styledField(name: string, encoding: Encoding, pairs: readonly Pair[], shape: Shape): Member {
  const style = encoding.style ?? "form";
  const own = pairs.filter(({ names }) => names.includes(name));
  const inner = shapeBelow(shape, name);
  const explode = encoding.explode ?? style === "form";
  if (explode && style !== "deepObject" && inner([]).has("object"))
    return [name, unclear("an exploded object shares the form")];
  return [name, styledReadings({ name, style, explode }, own, pairs, inner)];
}

function plainFields(
  pairs: readonly Pair[],
  styled: readonly (readonly [string, Encoding])[],
  shape: Shape,
): readonly Member[] {
  const isStyled = (name: string): boolean =>
    styled.some(([own, { style }]) => own === name || (style === "deepObject" && name.startsWith(`${own}[`)));
  const names = new Set(pairs.map(({ names }) => names[0] ?? "").filter((name) => !isStyled(name)));
  return [...names].map((name) => {
    const texts = pairs.filter((pair) => pair.names[0] === name).map((pair) => pair.texts);
    return [
      name,
      repeated(
        texts.map((options) => (inner: Shape) => textReadings(options, inner)),
        shapeBelow(shape, name),
      ),
    ];
  });
}

/** A name given once is a value or an array of one; given more often, an array, if the document has one there. */
function repeated(all: readonly ((shape: Shape) => readonly Reading[])[], shape: Shape): Decoded {
  const types = shape([]);
  const [first] = all;
  const items = types.has("array")
    ? memberReadings(all.map((read, index) => [index, read(shapeBelow(shape, index))]))
    : [];
  if (items === undefined) return decoded(undefined);
  const arrays = items.map(({ value, sure }): Reading => ({
    value: isJsonObject(value) ? Object.values(value) : [],
    sure,
  }));
  if (first === undefined || all.length > 1)
    return arrays.length === 0 ? unclear("a field is given more than once") : decoded(arrays);
  const isOnlyArray = types.size === 1 && arrays.length > 0;
  return decoded([...(isOnlyArray ? [] : first(shape)), ...arrays]);
}

function multipart(received: MediaTypeText, bytes: Uint8Array, documented: MediaType, shape: Shape): Decoded {
  const boundary = received.parameters.get("boundary");
  const parts = boundary === undefined ? undefined : readMultipart(bytes, boundary);
  if (parts === undefined) return unclear("no multipart body by its boundary");
  const names = [...new Set(parts.map(({ name }) => name))];
  const members = names.map((name): Member => {
    const own = parts.filter((part) => part.name === name);
    const wanted = documented.encoding.get(name)?.contentType;
    if (wanted !== undefined && own.some((part) => !isWanted(part, wanted)))
      return [name, unclear("a part is of another content type")];
    if (own.some((part) => partReadings(part, shapeBelow(shape, name)).length === 0))
      return [name, unclear("a part cannot be read")];
    return [
      name,
      repeated(
        own.map((part) => (inner: Shape) => partReadings(part, inner)),
        shapeBelow(shape, name),
      ),
    ];
  });
  return ofMembers(members);
}

function isWanted({ contentType = "text/plain" }: BodyPart, wanted: string): boolean {
  const [type = ""] = contentType.toLowerCase().split(";");
  return wanted.split(",").some((range) => {
    const given = range.trim().toLowerCase();
    return given === "*/*" || given === type.trim() || (given.endsWith("/*") && type.startsWith(given.slice(0, -1)));
  });
}

function partReadings({ contentType, bytes }: BodyPart, shape: Shape): readonly Reading[] {
  if (contentType !== undefined && isJsonMediaType(contentType)) {
    const read = readJson(bytes);
    if (read.outcome !== "read") return [];
    // A file that is JSON is a file all the same: its octets are the string that the document may ask for.
    const isFile = shape([]).has("string") && typeof read.value !== "string";
    return [sure(read.value), ...(isFile ? [{ value: partText(bytes), sure: false }] : [])];
  }
  return textReadings([partText(bytes)], shape);
}

function partText(bytes: Uint8Array): string {
  return utf8(bytes) ?? Buffer.from(bytes).toString("latin1");
}

function ofMembers(members: readonly Member[]): Decoded {
  const all: (readonly [string, readonly Reading[]])[] = [];
  for (const [name, member] of members) {
    if (member.outcome === "unclear") return member;
    if (member.outcome === "malformed") return unclear(member.reason);
    if (member.outcome === "readings") all.push([name, member.readings]);
  }
  return decoded(memberReadings(all));
}
