import { isJsonObject } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { Schema } from "../../../model/model.ts";
import type { Validator } from "../validate/index.ts";
import { objectOf } from "../values.ts";
import type { Atom } from "./goal.ts";

/** Keywords that mean something only together. */
const TOGETHER: readonly (readonly string[])[] = [
  ["if", "then", "else"],
  ["contains", "minContains", "maxContains"],
];

/** Whether a value is inside an atom, by the validator. */
export function holding(validator: Validator): (atom: Atom, value: Json) => boolean {
  return (atom, value) => {
    const { schema, pointer, negated, only, omit } = atom;
    const at =
      only === undefined ? { schema, pointer } : { schema: narrowed(schema, only), pointer: `${pointer} =${only}` };
    if (omit === undefined) return validator.holds(at, value) !== negated;
    const others = validator
      .failures(at, value)
      .filter((failure) => failure.keyword !== omit || failure.instance !== "");
    return (others.length === 0) !== negated;
  };
}

function narrowed(schema: Schema, only: string): Schema {
  if (!isJsonObject(schema)) return schema;
  const whole: JsonObject = schema;
  const group = TOGETHER.find((keywords) => keywords.includes(only)) ?? [only];
  return objectOf(Object.entries(whole).filter(([keyword]) => group.includes(keyword)));
}
