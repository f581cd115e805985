import { type At, items, member } from "../at.ts";
import type { Example, Pointer, SchemaAt } from "../model.ts";
import { below } from "../pointer.ts";
import type { Reader } from "../reader.ts";
import { type Target, follow, lookUp, referenceOf, targetOf } from "../reference.ts";
import { entriesOf } from "../fields.ts";

/** `example`, `examples` and those of the schema itself, in this order; names are `example`, the document's, or `examples/0`. */
export function examplesOf(reader: Reader, at: At, schema: SchemaAt): readonly Example[] {
  return [...single(at), ...named(reader, at), ...ofSchema(reader, schema)];
}

function single(at: At): readonly Example[] {
  const example = member(at, "example");
  return example === undefined ? [] : [{ name: "example", ...example }];
}

function named(reader: Reader, at: At): readonly Example[] {
  return entriesOf(reader, at, "examples").flatMap(([name, each]) => {
    const example = follow(reader, each);
    if (example === undefined) return [];
    const value = member(example, "value") ?? member(example, "dataValue");
    if (value !== undefined) return [{ name, ...value }];
    const reason =
      member(example, "externalValue") === undefined ? "it has no value" : "externalValue is not supported";
    const message = `Expected the example "${name}" to have a value, but ${reason}. It is left out; write the value here.`;
    reader.report("information", "exampleWithoutValue", message, example.pointer);
    return [];
  });
}

/** Those of the schema and of what it is another name for. */
function ofSchema(reader: Reader, { schema, pointer }: SchemaAt): readonly Example[] {
  const seen = new Set<Pointer>();
  const found = [...inSchema({ value: schema, pointer })];
  const first = referenceOf({ value: schema, pointer });
  // The first reference is absolute already, those of the document itself are not.
  let at = first === undefined ? undefined : lookUp(reader.sources, first);
  while (at !== undefined && !seen.has(at.pointer)) {
    seen.add(at.pointer);
    found.push(...inSchema(at));
    const reference = referenceOf(at);
    const target: Target | undefined =
      reference === undefined ? undefined : targetOf(reader.sources, reference, at.pointer);
    at = target?.outcome === "found" ? target.at : undefined;
  }
  return found;
}

function inSchema(at: At): readonly Example[] {
  const list = member(at, "examples");
  const several = list === undefined ? [] : items(list);
  return [...single(at), ...several.map((each, index) => ({ name: below("examples", index), ...each }))];
}
