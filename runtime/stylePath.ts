/** Path parameters (OpenAPI 3.1, "Style Values": simple, label, matrix). Always percent-encoded; each gives its piece of one segment. */
import { component, isCompound, isObject, members, parts, present, text } from "./style.ts";

/**
 * A whole path segment, literals and parameters put together. `""`, `.` and `..` are a TypeError that names the parameter: URL readers drop
 * such segments, and the request would reach another resource.
 */
export function segment(name: string, content: string): string {
  if (/^(?:\.|%2e){0,2}$/i.test(content))
    throw new TypeError(`Path parameter ${name} must not make the segment ${JSON.stringify(content)}`);
  return content;
}

/** The commonest segment: one scalar parameter in style simple, alone between two slashes. */
export function pathSegment(name: string, value: unknown): string {
  return segment(name, present(value) ? component(text(value)) : "");
}

/** `5`, `3,4,5`, `role,admin,firstName,Alex`. */
export function simple(value: unknown): string {
  return parts(value, false, component).join(",");
}

/** `5`, `3,4,5`, `role=admin,firstName=Alex`. */
export function simpleExploded(value: unknown): string {
  return parts(value, true, component).join(",");
}

/** `.5`, `.3,4,5`, `.role,admin,firstName,Alex`; nothing of an empty array or object. */
export function label(value: unknown): string {
  return prefixed(".", parts(value, false, component), ",");
}

/** `.5`, `.3.4.5`, `.role=admin.firstName=Alex`; a dot inside an element is `%2E`, or it would split it. */
export function labelExploded(value: unknown): string {
  return prefixed(
    ".",
    parts(value, true, isCompound(value) ? (part) => component(part).replaceAll(".", "%2E") : component),
    ".",
  );
}

/** `;id=5`, `;id=3,4,5`, `;id=role,admin,firstName,Alex`; `;id` of the empty string. */
export function matrix(name: string, value: unknown): string {
  const content = parts(value, false, component);
  return content.length === 0 ? "" : named(name, content.join(","));
}

/** `;id=5`, `;id=3;id=4;id=5`, `;role=admin;firstName=Alex`. */
export function matrixExploded(name: string, value: unknown): string {
  if (isObject(value))
    return members(value)
      .map(([member, content]) => named(member, component(text(content))))
      .join("");
  return parts(value, true, component)
    .map((content) => named(name, content))
    .join("");
}

function prefixed(prefix: string, content: readonly string[], delimiter: string): string {
  return content.length === 0 ? "" : prefix + content.join(delimiter);
}

/** RFC 6570, section 3.2.7: no `=` where nothing follows. */
function named(name: string, content: string): string {
  return content === "" ? `;${component(name)}` : `;${component(name)}=${content}`;
}
