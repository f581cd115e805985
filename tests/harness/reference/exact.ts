import { isJsonObject, isRawNumber, type Json } from "../../../model/json.ts";
import type { Pointer, Schema } from "../../../model/model.ts";
import { isSchema } from "./isSchema.ts";

/** Whether integers that doubles would round, or whose bounds they would, keep the bounds of their schema; the rest ajv has seen. */
export function exactlyWithin(schema: Schema, value: Json, resolve: (ref: Pointer) => Schema | undefined): boolean {
  if (typeof schema === "boolean") return true;
  const inner = (child: Json | undefined, part: Json): boolean =>
    !isSchema(child) || exactlyWithin(child, part, resolve);
  const ref = schema["$ref"];
  if (typeof ref === "string" && !inner(resolve(ref), value)) return false;
  if (isRawNumber(value)) return isWithin(schema, value.rawJSON);
  // 2^53 is a double, but its neighbour as a bound is none.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return isWithin(schema, String(BigInt(Number(value))));
  if (Array.isArray(value)) return (value as readonly Json[]).every((item) => inner(schema["items"], item));
  if (!isJsonObject(value)) return true;
  const { properties } = schema;
  return Object.entries(value).every(
    ([name, member]) =>
      !isJsonObject(properties) || !Object.hasOwn(properties, name) || inner(properties[name], member),
  );
}

function isWithin(schema: { readonly [keyword: string]: Json }, text: string): boolean {
  const value = integer(text);
  if (value === undefined) return schema["type"] !== "integer" || /[eE]/.test(text);
  const bound = (keyword: string): bigint | undefined => integer(textOf(schema[keyword]));
  const [minimum, maximum] = [bound("minimum"), bound("maximum")];
  const [above, below] = [bound("exclusiveMinimum"), bound("exclusiveMaximum")];
  const divisor = bound("multipleOf");
  return (
    (minimum === undefined || value >= minimum) &&
    (maximum === undefined || value <= maximum) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below) &&
    (divisor === undefined || divisor === 0n || value % divisor === 0n)
  );
}

function textOf(bound: Json | undefined): string {
  return isRawNumber(bound) ? bound.rawJSON : JSON.stringify(bound ?? null);
}

function integer(text: string): bigint | undefined {
  const match = /^(-?\d+)(?:\.0+)?$/.exec(text);
  return match?.[1] === undefined ? undefined : BigInt(match[1]);
}
