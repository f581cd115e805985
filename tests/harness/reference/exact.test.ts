import { expect, test } from "vitest";
import { parseJson, type Json } from "../../../model/json.ts";
import type { Schema } from "../../../model/model.ts";
import { exactlyWithin } from "./exact.ts";
import { isSchema } from "./isSchema.ts";

function json(text: string): Json {
  const parsed = parseJson(text);
  if (parsed.outcome !== "parsed") throw new Error(`Expected JSON, but "${text}" came.`);
  return parsed.value;
}

function schema(text: string): Schema {
  const value = json(text);
  if (!isSchema(value)) throw new Error(`Expected a schema, but "${text}" came.`);
  return value;
}

test.each([
  ['{"minimum":9007199254740993}', "9007199254740992", false],
  ['{"minimum":9007199254740993}', "9007199254740993", true],
  ['{"maximum":9007199254740991}', "9007199254740992", false],
  ['{"maximum":-9007199254740993}', "-9007199254740992", false],
  ['{"exclusiveMaximum":9223372036854775807}', "9223372036854775807", false],
  ['{"exclusiveMaximum":9223372036854775807}', "9223372036854775806", true],
  ['{"properties":{"n":{"minimum":9007199254740993}}}', '{"n":9007199254740992}', false],
  ['{"items":{"multipleOf":3}}', "[9007199254740993]", true],
  ['{"items":{"multipleOf":3}}', "[9007199254740994]", false],
])("the server compares with bounds beyond 2^53 exactly: %s and %s", (of, value, within) =>
  expect(exactlyWithin(schema(of), json(value), () => undefined)).toBe(within),
);
