/**
 * Query parameters (OpenAPI 3.1, "Style Values": form, spaceDelimited, pipeDelimited, deepObject). Each function gives `&name=value` pieces, or
 * nothing for an absent value; `search` makes the query of them. `escape` is `reserved` where the document has `allowReserved`.
 */
import { component, type Escape, isObject, members, parts, present, text, without } from "./style.ts";

/** The query with its `?`, or nothing: `search(queryValue("a", 1) + queryValue("b", 2))` is `?a=1&b=2`. */
export function search(pieces: string): string {
  return pieces && `?${pieces.slice(1)}`;
}

/** The commonest one: a scalar in style form. `&limit=1`, `&limit=` of the empty string. */
export function queryValue(name: string, value: unknown, escape: Escape = component): string {
  return present(value) ? `&${component(name)}=${escape(text(value))}` : "";
}

/** Style form, exploded, of any value: `&id=5`, `&id=3&id=4`, `&role=admin&firstName=Alex`; nothing of an empty array or object. */
export function formExploded(name: string, value: unknown, escape?: Escape): string {
  if (isObject(value))
    return members(value)
      .map(([member, content]) => queryValue(member, content, escape))
      .join("");
  if (Array.isArray(value)) return value.map((element) => queryValue(name, element, escape)).join("");
  return queryValue(name, value, escape);
}

/** Style form, not exploded: `&id=5`, `&id=3,4`, `&id=role,admin,firstName,Alex`. */
export function form(name: string, value: unknown, escape?: Escape): string {
  if (!Array.isArray(value) && !isObject(value)) return queryValue(name, value, escape);
  return joined(
    name,
    parts(value, false, (part) => (escape ?? component)(part).replaceAll(",", "%2C")),
    ",",
  );
}

/** `&id=3%204`, `&id=role%20admin`. A space inside an element is a TypeError: the style cannot tell it from its delimiter. */
export function spaceDelimited(name: string, value: unknown, escape: Escape = component): string {
  return joined(
    name,
    parts(value, false, (part) => escape(without(/ /, name, part))),
    "%20",
  );
}

/** `&id=3%7C4`, `&id=role%7Cadmin`. A `|` inside an element is a TypeError: the style cannot tell it from its delimiter. */
export function pipeDelimited(name: string, value: unknown, escape: Escape = component): string {
  return joined(
    name,
    parts(value, false, (part) => escape(without(/\|/, name, part))),
    "%7C",
  );
}

/**
 * `&id%5Brole%5D=admin&id%5BfirstName%5D=Alex`. The standard leaves deeper values undefined; they are written as most readers expect them: another
 * pair of brackets for an object's member, the name again for an array's element.
 */
export function deepObject(name: string, value: unknown, escape?: Escape): string {
  if (!isObject(value)) return formExploded(name, value, escape);
  return members(value)
    .map(([member, content]) => deepObject(`${name}[${member}]`, content, escape))
    .join("");
}

function joined(name: string, content: readonly string[], delimiter: string): string {
  return content.length === 0 ? "" : `&${component(name)}=${content.join(delimiter)}`;
}
