/** Form bodies (OpenAPI 3.1, "Encoding Object"): `application/x-www-form-urlencoded` and `multipart/form-data`. */
import { isObject, members, present, text } from "./style.ts";
import { formExploded, queryValue } from "./styleQuery.ts";

/** Writes one property as `&name=value` pieces, in the manner of `queryValue` and its kin. */
export type FormField = (name: string, value: unknown) => string;

/** A form-urlencoded body. `fields` has a writer for each property whose encoding names a style; spaces are `%20`, which every reader takes. */
export function formBody(value: object, fields: ReadonlyMap<string, FormField> = new Map()): string {
  const pieces = members(value).map(([name, member]) => (fields.get(name) ?? formField)(name, member));
  return pieces.join("").slice(1);
}

/** A property without a style: a scalar once, an array's elements one by one, objects as JSON text. */
function formField(name: string, value: unknown): string {
  return isObject(value) ? queryValue(name, value) : formExploded(name, value);
}

/** `content` is written as it is: text, or bytes. */
export interface Part {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** `text/plain` is what a reader takes where there is none (RFC 7578, section 4.4). */
  readonly contentType?: string;
  readonly filename?: string;
}

/** The parts of an object: scalars as text, an array's elements one by one, objects as JSON; `types` has the content type of a property where the document gives one. */
export function formParts(value: object, types: ReadonlyMap<string, string> = new Map()): Part[] {
  return members(value).flatMap(([name, member]) => {
    const contentType = types.get(name);
    const elements = Array.isArray(member) ? member.filter(present) : [member];
    return elements.map((element: unknown) => part(name, element, contentType));
  });
}

function part(name: string, value: unknown, contentType: string | undefined): Part {
  if (value instanceof Uint8Array)
    return { name, content: value, contentType: contentType ?? "application/octet-stream" };
  const type = contentType ?? (typeof value === "object" && value !== null ? "application/json" : undefined);
  const content = type !== undefined && /[/+]json\b/i.test(type) ? JSON.stringify(value) : text(value);
  return { name, content, ...(type === undefined ? {} : { contentType: type }) };
}

/** A multipart body (RFC 7578) and its content type. The boundary is the first of a fixed row that no part holds: same parts, same bytes. */
export function multipart(all: readonly Part[]): {
  readonly contentType: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
} {
  const texts = all.map(({ content }) =>
    typeof content === "string" ? content : new TextDecoder("latin1").decode(content),
  );
  let boundary = "part-boundary-0";
  for (let next = 1; texts.some((content) => content.includes(boundary)); next++) boundary = `part-boundary-${next}`;
  const pieces = all.flatMap((part) => [`--${boundary}\r\n${heads(part)}\r\n`, part.content, "\r\n"]);
  const whole = [...pieces, `--${boundary}--\r\n`];
  const contentType = `multipart/form-data; boundary=${boundary}`;
  return {
    contentType,
    body: whole.every((piece) => typeof piece === "string") ? whole.join("") : concatenated(whole),
  };
}

function heads({ name, filename, contentType }: Part): string {
  const file = filename === undefined ? "" : `; filename="${quoted(filename)}"`;
  return (
    `Content-Disposition: form-data; name="${quoted(name)}"${file}\r\n` +
    (contentType === undefined ? "" : `Content-Type: ${contentType.replace(/[\r\n]/g, "")}\r\n`)
  );
}

/** As browsers do (WHATWG HTML, "multipart form data"): a name cannot end its quotes or its line. */
function quoted(name: string): string {
  return name.replace(/["\r\n]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

function concatenated(pieces: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const bytes = pieces.map((piece) => (typeof piece === "string" ? new TextEncoder().encode(piece) : piece));
  const whole = new Uint8Array(bytes.reduce((total, { length }) => total + length, 0));
  let offset = 0;
  for (const piece of bytes) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
