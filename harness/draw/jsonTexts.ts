import { stringifyJson } from "../../model/json.ts";
import type { Operation } from "../../model/model.ts";
import type { Values } from "../case.ts";
import { isJsonMediaType } from "../wire/mediaType.ts";
import type { Oddity } from "./oddity.ts";

type Spoil = (text: string) => string | Uint8Array;

/** What is no JSON text (RFC 8259, sections 2 to 8), made from one that is. */
const MALFORMED: Readonly<Record<string, Spoil>> = {
  truncated: (text) => compound(text).slice(0, -1),
  trailingComma: (text) => compound(text).replace(/[}\]]$/, ",$&"),
  trailingText: (text) => `${text}x`,
  trailingNul: (text) => `${text}\0`,
  twice: (text) => compound(text) + compound(text),
  blank: () => " ",
  singleQuoted: () => "{'a':1}",
  unquotedName: () => "{a:1}",
  notANumber: () => '{"a":NaN}',
  leadingZero: () => '{"a":01}',
  hexadecimal: () => '{"a":0x10}',
  bareControl: () => '{"a":"\u0001"}',
  badEscape: () => String.raw`{"a":"\x41"}`,
  comment: (text) => `/**/${text}`,
  utf16: () => new Uint8Array(Buffer.from('{"a":1}', "utf16le")),
  /** A slash in two octets (RFC 3629, section 3). */
  overlongUtf8: () => octets(0xc0, 0xaf),
  /** A surrogate in three octets (RFC 3629, section 3). */
  surrogateUtf8: () => octets(0xed, 0xa0, 0x80),
  invalidUtf8: () => octets(0xff),
};

/** What is JSON, but of which readers make different things; and what is as good as any, however it looks. */
const ODD: Readonly<Record<string, Spoil>> = {
  empty: () => "",
  byteOrderMark: (text) => `\ufeff${text}`,
  utf16WithMark: () => Buffer.from('\ufeff{"a":1}', "utf16le"),
  duplicateNames: (text) => member(text, '"covenant":1,"covenant":2'),
  beyondDouble: (text) => member(text, '"covenant":1e400'),
  beyondExactInteger: (text) => member(text, '"covenant":9007199254740993'),
  negativeZero: (text) => member(text, '"covenant":-0'),
  loneSurrogate: (text) => member(text, String.raw`"covenant":"\ud800"`),
  nul: (text) => member(text, String.raw`"covenant":"\u0000"`),
  deep: (text) => member(text, `"covenant":${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}`),
  prototype: (text) => member(text, '"__proto__":{"covenant":1}'),
  inheritedNames: (text) => member(text, '"constructor":{"prototype":{"covenant":1}},"toString":1,"hasOwnProperty":1'),
  emptyName: (text) => member(text, '"":1'),
  escapedNames: (text) =>
    text.replaceAll(/"(\w)(?=\w*":)/g, (_, first: string) => String.raw`"\u00${first.charCodeAt(0).toString(16)}`),
  whiteSpace: (text) => ` \t\r\n${text}\r\n\t `,
};

const DEPTH = 10_000;

/** What a JSON text itself allows, for the first JSON body that the operation takes. */
export function jsonTexts({ requestBody }: Operation): readonly Oddity[] {
  const media = requestBody?.content.find(({ mediaType }) => isJsonMediaType(mediaType));
  if (media === undefined) return [];
  const spoilt = (name: string, at: string, spoil: Spoil): Oddity => ({
    name,
    at,
    pointer: media.pointer,
    body: media.mediaType,
    change: (values) => withText(values, spoil),
  });
  return [
    ...Object.entries(MALFORMED).map(([kind, spoil]) => spoilt("malformedJson", `body (${kind})`, spoil)),
    ...Object.entries(ODD).map(([kind, spoil]) => spoilt(kind, "body", spoil)),
  ];
}

function withText({ body, ...values }: Values, spoil: Spoil): Values {
  if (body === undefined || !("value" in body.content)) return values;
  return { ...values, body: { ...body, content: { bytes: spoil(stringifyJson(body.content.value)) } } };
}

/** One more member, first, where the text is an object's. */
function member(text: string, added: string): string {
  if (!text.startsWith("{")) return text;
  return `{${added}${text === "{}" ? "" : ","}${text.slice(1)}`;
}

/** A scalar cannot be cut in half, or doubled, for sure. */
export function compound(text: string): string {
  return /^[{[]/.test(text) ? text : "{}";
}

function octets(...bytes: readonly number[]): Uint8Array {
  return new Uint8Array([...Buffer.from('{"a":"'), ...bytes, ...Buffer.from('"}')]);
}
