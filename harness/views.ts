import type { Model } from "../model/model.ts";
import type { SchemaEngine } from "./schema/index.ts";
import type { Schemas } from "./wire/schemas.ts";

/** The document's schemas as a request has to keep them, and as a response has to (`readOnly`, `writeOnly`: JSON Schema 2020-12, section 9.4). */
export interface Views {
  readonly request: Schemas;
  readonly response: Schemas;
}

export function viewsOf({ resolve }: Model, engine: SchemaEngine): Views {
  const seenAs = (view: keyof Views): Schemas => ({
    resolve,
    validate: (at, value) => engine.validate(at, value, { view }),
    validateFormats: (at, value) => engine.validate(at, value, { view, formats: true }),
  });
  return { request: seenAs("request"), response: seenAs("response") };
}
