import { isJsonObject } from "../../model/json.ts";
import type { Schema } from "../../model/model.ts";
import { resolved, type Resolve, typesOf } from "../schema.ts";

export interface IdType {
  readonly base: "string" | "number";
  readonly nullable: boolean;
}

/** Keywords that make a narrower type than a plain string or number. */
const NARROWING = ["enum", "const", "allOf", "anyOf", "oneOf"];

/** What an id of this schema is; undefined where its values are neither all strings nor all numbers, or are listed. */
export function idType(schema: Schema, resolve: Resolve): IdType | undefined {
  const own = resolved(schema, resolve);
  if (!isJsonObject(own) || NARROWING.some((keyword) => own[keyword] !== undefined)) return undefined;
  const [type, another] = typesOf(own);
  if (another !== undefined || own["format"] === "binary") return undefined;
  const nullable = Array.isArray(own["type"]) && own["type"].includes("null");
  if (type === "string") return { base: "string", nullable };
  return type === "integer" || type === "number" ? { base: "number", nullable } : undefined;
}
