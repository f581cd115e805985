import { isJsonObject } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { Schema } from "../../../model/model.ts";
import type { Failure, Validator } from "../validate/index.ts";
import { objectOf, partAt } from "../values.ts";
import type { Atom } from "./goal.ts";

/** Keywords that mean something only together. */
const TOGETHER: readonly (readonly string[])[] = [
  ["if", "then", "else"],
  ["contains", "minContains", "maxContains"],
];

/** Whether a part of a value counts as right whatever its schema says: what a source gave stands for a value that comes later. */
export type Spared = (part: Json) => boolean;

/** Whether a value is inside an atom, by the validator. */
export function holding(validator: Validator): (atom: Atom, value: Json, spared?: Spared) => boolean {
  return (atom, value, spared) => {
    const { schema, pointer, negated, only, omit } = atom;
    const at =
      only === undefined ? { schema, pointer } : { schema: narrowed(schema, only), pointer: `${pointer} =${only}` };
    if (omit === undefined) {
      const inside = validator.holds(at, value);
      if (inside || spared === undefined) return inside !== negated;
    }
    const others = validator.failures(at, value).filter(({ keyword, instance }) => keyword !== omit || instance !== "");
    return (unspared(others, value, spared).length === 0) !== negated;
  };
}

/** The failures that are not at a spared part. */
export function unspared(failures: readonly Failure[], value: Json, spared: Spared | undefined): readonly Failure[] {
  if (spared === undefined) return failures;
  return failures.filter(({ instance }) => {
    const part = partAt(value, instance);
    return part === undefined || !spared(part);
  });
}

function narrowed(schema: Schema, only: string): Schema {
  if (!isJsonObject(schema)) return schema;
  const whole: JsonObject = schema;
  const group = TOGETHER.find((keywords) => keywords.includes(only)) ?? [only];
  return objectOf(Object.entries(whole).filter(([keyword]) => group.includes(keyword)));
}
