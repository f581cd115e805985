import { Ajv2020 } from "ajv/dist/2020.js";
import type { AnySchemaObject } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import type { Json } from "../../../model/json.ts";
import type { Schema, SchemaAt } from "../../../model/model.ts";
import { schemaEngine } from "../../../harness/schema/index.ts";
import type { SchemaEngine } from "../../../harness/schema/index.ts";
import { definitions, isPlain, resolve } from "./catalogue.ts";

export const engine: SchemaEngine = schemaEngine(resolve);

/** A schema at a place of its own. */
export function schema(value: Schema): SchemaAt {
  return { schema: value, pointer: `#/${JSON.stringify(value)}` };
}

export function arbitraryOf(at: SchemaAt, from: SchemaEngine = engine): fc.Arbitrary<Json> {
  const sampled = from.sample(at);
  if (sampled.outcome !== "sampled") throw new Error(`${at.pointer} has no values`);
  return sampled.arbitrary;
}

/** The drawn values of a schema of strings. */
export function drawnTexts(at: SchemaAt, count?: number): readonly string[] {
  return drawn(arbitraryOf(at), count).map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
}

export function drawn(arbitrary: fc.Arbitrary<Json>, count = 60): readonly Json[] {
  return fc.sample(arbitrary, { numRuns: count, seed: 20 });
}

/** What a validator of other make says; undefined where it cannot tell, because the value has numbers that it would round. */
export function otherValidator(value: Schema): (value: Json) => boolean | undefined {
  const ajv = new Ajv2020({ strict: false, ownProperties: true, validateFormats: false });
  const local = (json: unknown): AnySchemaObject =>
    JSON.parse(JSON.stringify(json).replaceAll('"$ref":"#/', '"$ref":"#/$defs/'));
  const whole = typeof value === "boolean" ? value : { ...local(value), $defs: local(definitions) };
  const validate = ajv.compile(whole);
  return (each) => (isPlain(each) ? validate(each) === true : undefined);
}

/** Walks down the simpler values of some drawn ones, a different way each time, and gives every value offered. */
export function shrinks(arbitrary: fc.Arbitrary<Json>, walks = 8): readonly Json[] {
  const offered: Json[] = [];
  for (let seed = 0; seed < walks; seed++) {
    fc.check(
      fc.property(arbitrary, (value) => {
        offered.push(value);
        return (JSON.stringify(value).length + offered.length * (seed + 1)) % (seed + 2) === 0;
      }),
      { seed, numRuns: 5 },
    );
  }
  return offered;
}

/** What is left when a property fails for every value that this condition holds for. */
export function shrunk(at: SchemaAt, failing: (value: Json) => boolean): Json | undefined {
  return fc.check(
    fc.property(arbitraryOf(at), (value) => !failing(value)),
    { seed: 7, numRuns: 500 },
  ).counterexample?.[0];
}
