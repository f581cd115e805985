import { type At, items, member, members } from "./at.ts";
import { type Json, isJsonObject, isRawNumber, typeOf } from "./json.ts";
import type { Reader } from "./reader.ts";

/** A text member; anything else is told and left out. */
export function textOf(reader: Reader, at: At, name: string): string | undefined {
  const found = member(at, name);
  if (found === undefined) return undefined;
  if (typeof found.value === "string") return found.value;
  return wrongType(reader, found, name, "a string");
}

/** A boolean member; anything else is told and left out. */
export function flagOf(reader: Reader, at: At, name: string): boolean | undefined {
  const found = member(at, name);
  if (found === undefined) return undefined;
  if (typeof found.value === "boolean") return found.value;
  return wrongType(reader, found, name, "a boolean");
}

/** The members of an object member. */
export function entriesOf(reader: Reader, at: At, name: string): readonly (readonly [name: string, at: At])[] {
  const found = member(at, name);
  if (found === undefined) return [];
  if (!isJsonObject(found.value)) wrongType(reader, found, name, "an object");
  return members(found);
}

/** The members of an object member that also takes extensions: `paths` and `responses` have no free choice of names. */
export function fieldsOf(reader: Reader, at: At, name: string): readonly (readonly [name: string, at: At])[] {
  return entriesOf(reader, at, name).filter(([field]) => !field.startsWith("x-"));
}

/** The items of an array member. */
export function listOf(reader: Reader, at: At, name: string): readonly At[] {
  const found = member(at, name);
  if (found === undefined) return [];
  if (!Array.isArray(found.value)) wrongType(reader, found, name, "an array");
  return items(found);
}

/** The strings of an array member. */
export function textsOf(reader: Reader, at: At, name: string): readonly string[] {
  return listOf(reader, at, name).flatMap((item) => {
    if (typeof item.value === "string") return [item.value];
    wrongType(reader, item, name, "strings");
    return [];
  });
}

export function wrongType(reader: Reader, at: At, name: string, expected: string): undefined {
  const message = `Expected ${expected} for "${name}", but ${shown(at.value)} came. It is left out; correct it.`;
  reader.report("warning", "wrongType", message, at.pointer);
  return undefined;
}

/** A value in a message: short, and by its kind where it is long. */
export function shown(value: Json): string {
  if (value === null) return "null";
  if (typeof value === "string") return value.length > 100 ? "a long string" : JSON.stringify(value);
  if (typeof value !== "object") return String(value);
  if (isRawNumber(value)) return value.rawJSON;
  return typeOf(value) === "array" ? "an array" : "an object";
}
