import { isJsonObject, type Json } from "../../../model/json.ts";
import type { Schema } from "../../../model/model.ts";

export function isSchema(value: Json | undefined): value is Schema {
  return typeof value === "boolean" || isJsonObject(value);
}
