/** What the styles of parameters have in common (OpenAPI 3.1, "Style Values"; RFC 6570): values to text, text to URI characters. */
export type Escape = (text: string) => string;

/**
 * Percent-encodes all but the unreserved characters (RFC 6570, section 3.2.1): `!'()*`, which `encodeURIComponent` leaves, too, because
 * signatures are computed over that form. A lone surrogate is a URIError: it has no UTF-8.
 */
export function component(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * `allowReserved`: leaves the reserved characters that a query can carry (RFC 3986, section 3.4). `#`, `[`, `]` cannot stand there; `&` and `+`
 * would be read as form syntax; a `%` is always data, so that reading gives the value back.
 */
export function reserved(text: string): string {
  return encodeURIComponent(text).replace(/%(?:3A|2F|3F|40|24|2C|3B|3D)/g, decodeURIComponent);
}

/** A string as it is, anything else as JSON writes it: numbers from `JSON.rawJSON` by their text; arrays and objects inside others as JSON text. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Whether there is something to write: null is as good as undefined (RFC 6570, section 2.3). */
export function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Whether the value is written by its members, as objects are; a number from `JSON.rawJSON` is not. */
export function isObject(value: unknown): value is object {
  const json: typeof JSON & { isRawJSON?: (value: unknown) => boolean } = JSON;
  return typeof value === "object" && value !== null && !Array.isArray(value) && json.isRawJSON?.(value) !== true;
}

/** Own members that have a value, in their order. */
export function members(value: object): [name: string, value: unknown][] {
  return Object.entries(value).filter(([, member]) => present(member));
}

/**
 * The parts between delimiters: one of a scalar, one an element, and of an object `name=value` each when exploded, else name and value in turn.
 * None of an absent or empty value.
 */
export function parts(value: unknown, explode: boolean, escape: Escape): string[] {
  if (Array.isArray(value)) return value.filter(present).map((element) => escape(text(element)));
  if (!isObject(value)) return present(value) ? [escape(text(value))] : [];
  return members(value).flatMap(([name, member]) =>
    explode ? `${escape(name)}=${escape(text(member))}` : [escape(name), escape(text(member))],
  );
}

/** Whether an array or object is given, so that delimiters inside its parts would be misread. */
export function isCompound(value: unknown): boolean {
  return Array.isArray(value) || isObject(value);
}

/** The text, if no delimiter is in it: styles without percent-encoding have no way to escape one. */
export function without(delimiter: RegExp, name: string, part: string): string {
  if (delimiter.test(part))
    throw new TypeError(`Parameter ${name}: ${JSON.stringify(part)} holds a delimiter of its style`);
  return part;
}
