import type { Json } from "../../model/json.ts";
import type { Model, Schema } from "../../model/model.ts";
import { validatorsOf } from "../../tests/harness/reference/schemas.ts";

/** What ajv says of a value; `uncompiled`: ajv makes no validator of its schema. */
export type Answer = "valid" | "invalid" | "uncompiled";
export type Asker = (schema: Schema, value: Json) => Answer;

export function asker(model: Model): Asker {
  const uncompiled = new Set<Schema>();
  const validators = attempt(() => validatorsOf(model, "request", false));
  return (schema, value) => {
    if (validators === undefined || uncompiled.has(schema)) return "uncompiled";
    const answer = attempt(() => validators.isValid(schema, value));
    if (answer === undefined) uncompiled.add(schema);
    return answer === undefined ? "uncompiled" : answer ? "valid" : "invalid";
  };
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
