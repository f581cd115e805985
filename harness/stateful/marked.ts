import { isJsonObject, type Json } from "../../model/json.ts";
import type { Model, Schema } from "../../model/model.ts";

/** The names of top-level members that a schema marks `readOnly` or `writeOnly` (JSON Schema 2020-12, validation, section 9.4), through `$ref` and `allOf`. */
export function markedMembers(
  schema: Schema,
  mark: "readOnly" | "writeOnly",
  resolve: Model["resolve"],
  depth = 8,
): readonly string[] {
  if (typeof schema === "boolean" || depth === 0) return [];
  const through = (part: Json | undefined): readonly string[] =>
    typeof part === "boolean" || isJsonObject(part) ? markedMembers(part, mark, resolve, depth - 1) : [];
  const properties = schema["properties"];
  const own = isJsonObject(properties)
    ? Object.entries(properties).flatMap(([name, member]) => (isMarked(member, mark, resolve) ? [name] : []))
    : [];
  const target = typeof schema["$ref"] === "string" ? resolve(schema["$ref"]) : undefined;
  const branches = Array.isArray(schema["allOf"]) ? (schema["allOf"] as readonly Json[]) : [];
  return [...new Set([...own, ...through(target), ...branches.flatMap(through)])];
}

function isMarked(member: Json, mark: string, resolve: Model["resolve"]): boolean {
  if (!isJsonObject(member)) return false;
  if (member[mark] === true) return true;
  const target = typeof member["$ref"] === "string" ? resolve(member["$ref"]) : undefined;
  return typeof target === "object" && target[mark] === true;
}
