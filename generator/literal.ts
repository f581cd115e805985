/** Text as TypeScript literals: whatever stands in a document, it comes out as the value that it is (law 9). */

/** A string literal: what no line or script element can carry is escaped. */
export function literal(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029]|<(?=[/!])/g, escaped);
}

/** The inside of a template literal. */
export function templateText(text: string): string {
  return literal(text).slice(1, -1).replaceAll('\\"', '"').replace(/[`$]/g, "\\$&");
}

/** A property's name in a type. */
export function propertyName(name: string): string {
  return isIdentifier(name) ? name : literal(name);
}

/** A property's name in an object literal, where a plain `__proto__` would be the prototype. */
export function memberName(name: string): string {
  return name === "__proto__" ? '["__proto__"]' : propertyName(name);
}

/** `input.limit`, `input["x-limit"]`. */
export function access(object: string, name: string): string {
  if (isIdentifier(name)) return `${object}.${name}`;
  return object.endsWith("?") ? `${object}.[${literal(name)}]` : `${object}[${literal(name)}]`;
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

function escaped(mark: string): string {
  return `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
