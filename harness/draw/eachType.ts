import type fc from "fast-check";
import { isJsonObject, typeOf, type Json, type JsonType } from "../../model/json.ts";
import type { Case, Violation } from "../case.ts";
import { simplestOf } from "./simplest.ts";

/** Draws in which each type has to turn up: there are six, about evenly drawn. */
const DRAWS = 24;
/** Shrinking steps for one type. */
const STEPS = 100;

/** A wrong type is any of the other types: servers that take `"17"` for 17 take neither `{}` nor null. The simplest case of each type at the violated place of a JSON body. */
export function eachType(arbitrary: fc.Arbitrary<Case>, { at }: Violation, random: fc.Random): readonly Case[] {
  const simplest = simplestOf(arbitrary, random);
  const found = new Map<JsonType, Case>(typesAt(simplest, at).map((type) => [type, simplest]));
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const { value_: value, context } = arbitrary.generate(random, undefined);
    for (const type of typesAt(value, at))
      if (!found.has(type))
        found.set(
          type,
          smallest(arbitrary, value, context, (smaller) => typesAt(smaller, at).includes(type)),
        );
  }
  return [...new Set([simplest, ...found.values()])];
}

/** Shrunk for as long as it holds. */
function smallest(
  arbitrary: fc.Arbitrary<Case>,
  value: Case,
  context: unknown,
  holds: (smaller: Case) => boolean,
): Case {
  let [best, way] = [value, context];
  for (let step = 0; step < STEPS; step += 1) {
    const next = first(arbitrary.shrink(best, way), holds);
    if (next === undefined) break;
    [best, way] = [next.value_, next.context];
  }
  return best;
}

function first(smaller: Iterable<fc.Value<Case>>, holds: (smaller: Case) => boolean): fc.Value<Case> | undefined {
  for (const candidate of smaller) if (holds(candidate.value_)) return candidate;
  return undefined;
}

/** The types of all values at a place, `*` for any name or index; none where it is no place of a JSON body. */
function typesAt({ values: { body } }: Case, at: string): readonly JsonType[] {
  const [root, instance = ""] = at.split("#");
  if (root !== "body" || body === undefined || !("value" in body.content)) return [];
  let here: readonly Json[] = [body.content.value];
  for (const token of instance.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    here = here.flatMap((value) =>
      members(value).flatMap(([key, part]) => (name === "*" || key === name ? [part] : [])),
    );
  }
  return [...new Set(here.map(typeOf))];
}

function members(value: Json): readonly (readonly [string, Json])[] {
  if (Array.isArray(value)) return (value as readonly Json[]).map((part, index) => [String(index), part]);
  return isJsonObject(value) ? Object.entries(value) : [];
}
