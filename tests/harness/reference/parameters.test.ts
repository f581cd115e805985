import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isJsonObject, typeOf, type Json } from "../../../model/json.ts";
import type { Parameter, Schema } from "../../../model/model.ts";
import { operation } from "../wire/language.ts";
import { pairOf, readParameter, type Raw } from "./parameters.ts";
import { validatorsOf } from "./schemas.ts";

/** A row of the tables that the encoders are held to: the server reads back what they must write. */
interface Vector extends Pick<Parameter, "in" | "style" | "explode" | "name"> {
  readonly value: Json;
  readonly text: string | null;
}

const validators = validatorsOf({ schemas: new Map() }, "request", false);

const rows = ["openapi", "rfc6570", "own"].flatMap((table): readonly Vector[] =>
  JSON.parse(readFileSync(new URL(`../../runtime/vectors/${table}.json`, import.meta.url), "utf8")),
);

/** The schema of just this kind of value. */
function schemaOf(value: Json): Schema {
  if (Array.isArray(value)) return { type: "array", items: schemaOf((value as readonly Json[])[0] ?? "") };
  if (!isJsonObject(value)) return { type: typeOf(value) };
  const members = Object.entries(value).map(([name, member]) => [name, schemaOf(member)] as const);
  return { type: "object", properties: Object.fromEntries(members), additionalProperties: false };
}

function rawOf({ in: place, name }: Vector, text: string): Raw {
  const none: Raw = { path: new Map(), query: [], headers: new Map(), cookies: [] };
  if (place === "path") return { ...none, path: new Map([[name, text]]) };
  if (place === "header") return { ...none, headers: new Map([[name.toLowerCase(), [text]]]) };
  if (place === "query") return { ...none, query: text.split("&").map(pairOf) };
  return { ...none, cookies: text.split("; ").map(pairOf) };
}

/** What nothing is written of, and what its text does not tell from something else. */
function isLost({ value, text, in: place, explode }: Vector): boolean {
  if (text === null || text === "" || value === null) return true;
  if (place === "cookie" && explode && typeof value === "object") return true;
  return typeof value === "object" && Object.values(value).some((part) => part === null || typeof part === "object");
}

test.each(rows.filter((row) => !isLost(row)))("$in $style explode=$explode $text is $value", (row) => {
  const parameter: Parameter = {
    ...row,
    required: true,
    deprecated: false,
    allowReserved: false,
    examples: [],
    pointer: "#/p",
    schema: { schema: schemaOf(row.value), pointer: "#/p/schema" },
  };
  const read = readParameter(parameter, rawOf(row, row.text ?? ""), operation({ parameters: [parameter] }), validators);
  expect(read).toEqual({ read: "value", value: row.value });
});
