import { type At, items, member, members } from "../at.ts";
import { isJsonObject } from "../json.ts";
import type { Pointer } from "../model.ts";
import { below } from "../pointer.ts";
import type { Reader } from "../reader.ts";
import { type Target, referenceOf } from "../reference.ts";
import { entriesOf, shown } from "../fields.ts";
import { isSupportedDialect } from "../schema/keywords.ts";

/** Tells of what the document says and no operation of the model carries. */
export function tellUnread(reader: Reader, root: At): void {
  const webhooks = entriesOf(reader, root, "webhooks");
  if (webhooks.length > 0) {
    const names = webhooks.map(([name]) => name).join(", ");
    const message = `Webhooks are not exercised: the API calls them, not its client (${names}).`;
    reader.report("information", "unsupported", message, below(root.pointer, "webhooks"));
  }
  const dialect = member(root, "jsonSchemaDialect");
  if (dialect !== undefined && !isSupportedDialect(dialect.value)) {
    const message = `The dialect ${shown(dialect.value)} is not supported. Schemas are read as JSON Schema 2020-12.`;
    reader.report("warning", "unsupported", message, dialect.pointer);
  }
}

const PARTS = ["components", "definitions", "parameters", "responses"];
/** Members whose values are data: a `$ref` in them is none. */
const DATA = new Set(["example", "examples", "default", "enum", "const", "value"]);

/** Broken references in parts that nothing uses are only warned of. */
export function tellBrokenUnused(
  reader: Reader,
  root: At,
  find: (reference: string, from: Pointer) => Target,
  isTold: (pointer: Pointer) => boolean,
): void {
  const open = PARTS.flatMap((name) => member(root, name) ?? []);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const reference = referenceOf(at);
    if (reference !== undefined) {
      const target = find(reference, at.pointer);
      const place = below(at.pointer, "$ref");
      if (target.outcome === "missing" && !isTold(place))
        reader.report("warning", "unresolvedReference", target.message, place);
    }
    if (isJsonObject(at.value)) {
      for (const [name, each] of members(at)) if (!DATA.has(name) && !name.startsWith("x-")) open.push(each);
    } else open.push(...items(at));
  }
}
