import { isJsonObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { Model, Schema } from "../../model/model.ts";

/** Keywords whose values are data, not schemas. */
const DATA = new Set(["const", "enum", "default", "example", "examples"]);

/** Whether a schema, or any that it contains or refers to, has a property. */
export function someSchema(schema: Schema, resolve: Model["resolve"], has: (schema: JsonObject) => boolean): boolean {
  const seen = new Set<string>();
  const visit = (value: Json): boolean => {
    if (Array.isArray(value)) return value.some(visit);
    if (!isJsonObject(value)) return false;
    if (has(value)) return true;
    const ref = value["$ref"];
    if (typeof ref === "string" && !seen.has(ref)) {
      seen.add(ref);
      const referred = resolve(ref);
      if (referred !== undefined && visit(referred)) return true;
    }
    return Object.entries(value).some(([keyword, below]) => !DATA.has(keyword) && visit(below));
  };
  return visit(schema);
}
