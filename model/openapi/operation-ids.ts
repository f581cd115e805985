import { member } from "../at.ts";
import type { Reader } from "../reader.ts";
import { textOf } from "../fields.ts";
import type { FoundOperation } from "./path-items.ts";

/** An id for each operation, in their order: the document's, or `get /pets/{id}` where that is missing or stands twice. */
export function operationIds(reader: Reader, found: readonly FoundOperation[]): readonly string[] {
  const derived = found.map(({ method, path }) => `${method.toLowerCase()} ${path}`);
  const written = found.map(({ at }) => textOf(reader, at, "operationId"));
  const counts = new Map<string, number>();
  for (const id of written) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  const taken = new Set(derived);
  return found.map((operation, index) => {
    const id = written[index];
    const own = derived[index] ?? "";
    const missing = id === undefined || id === "";
    if (!missing && counts.get(id) === 1 && (id === own || !taken.has(id))) return id;
    if (missing) tellMissing(reader, operation, own);
    else tellDuplicate(reader, operation, id, own);
    return own;
  });
}

function tellMissing(reader: Reader, { at }: FoundOperation, own: string): void {
  const message = `Expected an operationId, but there is none. The operation is called "${own}"; name it.`;
  reader.report("information", "missingOperationId", message, at.pointer);
}

function tellDuplicate(reader: Reader, { at }: FoundOperation, id: string, own: string): void {
  const message = `Expected each operationId once, but "${id}" stands at several operations. This one is called "${own}"; rename it.`;
  reader.report("warning", "duplicateOperationId", message, (member(at, "operationId") ?? at).pointer);
}
