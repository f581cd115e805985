import { randomFor } from "../../../harness/random.ts";
import { schemaEngine } from "../../../harness/schema/index.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../model/json.ts";
import type { Model, SchemaAt } from "../../../model/model.ts";
import { level } from "./coerce.ts";
import { isSchema } from "./isSchema.ts";
import type { Validators } from "./schemas.ts";

/** Values for answers: drawn by the harness's own arbitraries, but only those that ajv accepts leave the server. */
export interface Samples {
  readonly simplest: (at: SchemaAt) => Json;
  /** Another one for each name; without a name, each time. */
  readonly drawn: (at: SchemaAt, name?: string) => Json;
  /** A value of the schema with as many of the given members as it has a place for. */
  readonly showing: (at: SchemaAt, members: JsonObject) => Json;
  readonly fits: (at: SchemaAt, value: Json) => boolean;
}

export function samplesOf(model: Model, validators: Validators, seed: number): Samples {
  const engine = schemaEngine(model.resolve);
  const { isValid } = validators;
  const options = { view: "response" } as const;
  const simplest = (at: SchemaAt): Json => {
    const value = engine.simplest(at, options);
    if (value === undefined || !isValid(at.schema, value))
      throw new Error(`The reference server finds no answer for ${at.pointer}: ${JSON.stringify(value)}`);
    return value;
  };
  let count = 0;
  const drawn: Samples["drawn"] = (at, name) => {
    const sampled = engine.sample(at, { ...options, size: 20 });
    if (sampled.outcome !== "sampled") return simplest(at);
    const { value_: value } = sampled.arbitrary.generate(randomFor(seed, at.pointer, name ?? count++), undefined);
    return isValid(at.schema, value) ? value : simplest(at);
  };
  const showing = (at: SchemaAt, members: JsonObject): Json => {
    const shown = Object.entries(members).filter(([name]) => !isHidden(at, name, validators));
    const whole = Object.fromEntries(shown);
    if (isValid(at.schema, whole)) return whole;
    let value = simplest(at);
    for (const [name, member] of shown) {
      const more: Json = isJsonObject(value) ? { ...value, [name]: member } : value;
      if (isValid(at.schema, more)) value = more;
    }
    return value;
  };
  return { simplest, drawn, showing, fits: (at, value) => isValid(at.schema, value) };
}

/** `writeOnly`: sent, never shown (JSON Schema 2020-12, section 9.4). */
function isHidden({ schema }: SchemaAt, name: string, validators: Validators): boolean {
  return level(schema, validators)
    .flatMap(({ properties }) =>
      isJsonObject(properties) && Object.hasOwn(properties, name)
        ? [properties[name]].filter(isSchema).flatMap((own) => level(own, validators))
        : [],
    )
    .some(({ writeOnly }) => writeOnly === true);
}
