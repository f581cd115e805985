/** Header and cookie parameters (OpenAPI 3.1, "Style Values": simple, form; 3.2: cookie). Absent values give no line. */
import { component, isCompound, isObject, members, parts, present, text, without } from "./style.ts";
import type { HeaderLine } from "./wire.ts";

/** What no field value can carry (RFC 9110, section 5.5): control characters, more than eight bits, white space at an end. */
const UNSENDABLE = /[^\t\P{Cc}]|[\u0100-\u{10ffff}]|^[ \t]|[ \t]$/u;

/** One line of a scalar. A value that cannot stand in a header is a TypeError: nothing is ever escaped, cut or split into lines. */
export function headerValue(name: string, value: unknown): HeaderLine[] {
  if (!present(value)) return [];
  const content = text(value);
  if (UNSENDABLE.test(content)) throw new TypeError(`Header ${name} cannot carry ${JSON.stringify(content)}`);
  return [[name, content]];
}

/** Style simple: `5`, `3,4,5`, `role,admin`, exploded `role=admin`. Without percent-encoding: a delimiter inside a part is a TypeError. */
export function header(name: string, value: unknown, explode = false): HeaderLine[] {
  if (!isCompound(value)) return headerValue(name, value);
  if (explode && isObject(value)) for (const [member] of members(value)) without(/=/, name, member);
  const content = parts(value, explode, (part) => without(/,|^[ \t]|[ \t]$/, name, part));
  return content.length === 0 ? [] : headerValue(name, content.join(","));
}

/** A JSON value in a header (`content: application/json`): what is beyond ASCII is written with JSON's own escapes. */
export function headerJson(name: string, value: unknown): HeaderLine[] {
  if (value === undefined) return [];
  const escaped = (mark: string) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return headerValue(name, JSON.stringify(value).replace(/[\x7f-\uffff]/g, escaped));
}

/** The one Cookie line of all `; name=value` pieces (RFC 6265, section 5.4); none of none. */
export function cookies(pieces: string): HeaderLine[] {
  return pieces === "" ? [] : [["cookie", pieces.slice(2)]];
}

/** The commonest one: a scalar in style form, percent-encoded. `; id=5`. */
export function cookieValue(name: string, value: unknown): string {
  return present(value) ? `; ${component(name)}=${component(text(value))}` : "";
}

/** Style form: `; id=3,4`, exploded `; id=3&id=4`, which is what RFC 6570 says though no cookie looks so. */
export function cookieForm(name: string, value: unknown, explode = true): string {
  if (!isCompound(value)) return cookieValue(name, value);
  const content = parts(value, explode, component);
  if (content.length === 0) return "";
  if (!explode) return `; ${component(name)}=${content.join(",")}`;
  return `; ${(isObject(value) ? content : content.map((part) => `${component(name)}=${part}`)).join("&")}`;
}

/** Style cookie of OpenAPI 3.2, not percent-encoded: `; id=3,4`, exploded `; id=3; id=4`. What no cookie can carry is a TypeError. */
export function cookiePlain(name: string, value: unknown, explode = true): string {
  const compound = isCompound(value);
  const content = parts(value, explode, (part) =>
    without(compound ? /[^!#-+\--:<-[\]-~]/ : /[^!#-:<-[\]-~]/, name, part),
  );
  if (content.length === 0) return "";
  if (explode && isObject(value)) return content.map((part) => `; ${part}`).join("");
  return explode ? content.map((part) => `; ${name}=${part}`).join("") : `; ${name}=${content.join(",")}`;
}
