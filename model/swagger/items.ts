import type { At } from "../at.ts";
import { isJsonObject } from "../json.ts";
import type { SchemaAt } from "../model.ts";
import type { Reader } from "../reader.ts";

/** What a parameter or header of Swagger 2.0 says of its value stands among its other members. */
const OF_THE_VALUE = new Set(
  (
    "type format items default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern " +
    "maxItems minItems uniqueItems enum multipleOf x-nullable x-example"
  ).split(" "),
);

/** The value of a parameter or header as a schema, at the same place. A file is any bytes. */
export function itemsSchema(reader: Reader, at: At): SchemaAt {
  if (!isJsonObject(at.value)) return { schema: true, pointer: at.pointer };
  const own = Object.entries(at.value).filter(([keyword]) => OF_THE_VALUE.has(keyword) || keyword.startsWith("x-"));
  const keywords = Object.fromEntries(own);
  const value = keywords["type"] === "file" ? { ...keywords, type: "string", format: "binary" } : keywords;
  return reader.schema({ value, pointer: at.pointer });
}
