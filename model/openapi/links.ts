import { type At, member, members } from "../at.ts";
import type { Link, Pointer } from "../model.ts";
import type { Reader } from "../reader.ts";
import { follow, targetOf } from "../reference.ts";
import { entriesOf, textOf } from "../fields.ts";

/** Where links may lead, known before any operation is read. */
export interface LinkTargets {
  /** The ids that operations have in the model; an operationId that stands twice is none. */
  readonly byOperationId: ReadonlySet<string>;
  readonly byPointer: ReadonlyMap<Pointer, string>;
}

export function linksOf(reader: Reader, response: At, targets: LinkTargets): readonly Link[] {
  return entriesOf(reader, response, "links").flatMap(([name, written]) => {
    const at = follow(reader, written);
    if (at === undefined) return [];
    const target = linkTarget(reader, at, targets);
    if (target === undefined) {
      const message = `Expected the link "${name}" to lead to an operation of this document. It is left out; correct operationId or operationRef.`;
      reader.report("warning", "unknownLinkTarget", message, at.pointer);
      return [];
    }
    const requestBody = member(at, "requestBody");
    const extension = member(at, "x-covenant");
    return [
      {
        name,
        target,
        parameters: valuesOf(at, "parameters"),
        ...(requestBody === undefined ? {} : { requestBody: requestBody.value }),
        given: extension === undefined ? new Map() : valuesOf(extension, "given"),
        pointer: at.pointer,
      },
    ];
  });
}

function valuesOf(at: At, name: string): Link["parameters"] {
  const found = member(at, name);
  return new Map((found === undefined ? [] : members(found)).map(([key, { value }]) => [key, value]));
}

function linkTarget(reader: Reader, at: At, targets: LinkTargets): string | undefined {
  const id = textOf(reader, at, "operationId");
  if (id !== undefined) return targets.byOperationId.has(id) ? id : undefined;
  const reference = textOf(reader, at, "operationRef");
  if (reference === undefined) return undefined;
  const target = targetOf(reader.sources, reference, at.pointer);
  return target.outcome === "found" ? targets.byPointer.get(target.at.pointer) : undefined;
}
