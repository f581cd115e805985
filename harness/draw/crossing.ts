import type fc from "fast-check";
import { isJsonObject, type Json } from "../../model/json.ts";
import type { ValueMap, Values } from "../case.ts";

/** Two cases' values mixed: each parameter and each top-level member of the body from one of them. Path values are the second's. */
export function crossed(one: Values, other: Values, random: fc.Random): Values {
  const mixed = (a: ValueMap, b: ValueMap): ValueMap => mix(a, b, random);
  const query = mixed(one.query, other.query);
  const header = mixed(one.header, other.header);
  const cookie = mixed(one.cookie, other.cookie);
  const [a, b] = [jsonBody(one), jsonBody(other)];
  if (other.body === undefined || !isJsonObject(a) || !isJsonObject(b)) return { ...other, query, header, cookie };
  return { ...other, query, header, cookie, body: { ...other.body, content: { value: mixed(a, b) } } };
}

function mix(one: ValueMap, other: ValueMap, random: fc.Random): ValueMap {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(
    names.flatMap((name): [string, Json][] => {
      const from = random.nextInt(0, 1) === 0 ? one : other;
      const value = Object.hasOwn(from, name) ? from[name] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function jsonBody({ body }: Values): Json | undefined {
  return body !== undefined && "value" in body.content ? body.content.value : undefined;
}
