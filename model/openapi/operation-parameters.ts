import type { Parameter } from "../model.ts";
import type { Reader } from "../reader.ts";
import type { FoundOperation } from "./path-items.ts";

/** The operation's parameters win over the path item's of the same name and place (OAS 3.1, section 4.8.10.1). */
export function mergedParameters(
  reader: Reader,
  outer: readonly Parameter[],
  inner: readonly Parameter[],
): readonly Parameter[] {
  const merged = new Map(unique(reader, outer).map((each) => [keyOf(each), each]));
  for (const each of unique(reader, inner)) merged.set(keyOf(each), each);
  return [...merged.values()];
}

function unique(reader: Reader, parameters: readonly Parameter[]): readonly Parameter[] {
  const seen = new Set<string>();
  return parameters.filter((each) => {
    const key = keyOf(each);
    if (!seen.has(key)) {
      seen.add(key);
      return true;
    }
    const message = `Expected one ${each.in} parameter "${each.name}", but there are several. The first is used; remove the others.`;
    reader.report("warning", "duplicateParameter", message, each.pointer);
    return false;
  });
}

function keyOf({ in: place, name }: Parameter): string {
  return `${place}.${place === "header" ? name.toLowerCase() : name}`;
}

/** Path parameters in the order of the template, then the document's order. One without the other is told. */
export function orderedParameters(
  reader: Reader,
  { path, at }: FoundOperation,
  parameters: readonly Parameter[],
): readonly Parameter[] {
  const names = templateNames(path);
  const inPath = new Map(parameters.flatMap((each) => (each.in === "path" ? [[each.name, each] as const] : [])));
  const inTemplate = names.flatMap((name) => {
    const parameter = inPath.get(name);
    if (parameter !== undefined) return [parameter];
    const message = `Expected a path parameter "${name}", as the path says {${name}}, but none is described. Describe it.`;
    reader.report("warning", "undescribedPathParameter", message, at.pointer);
    return [];
  });
  for (const [name, { pointer }] of inPath) {
    if (names.includes(name)) continue;
    const message = `Expected {${name}} in the path, as a path parameter of that name is described, but ${path} has none. It is left out.`;
    reader.report("warning", "pathParameterNotInTemplate", message, pointer);
  }
  return [...inTemplate, ...parameters.filter((each) => each.in !== "path")];
}

/** The names in braces, each once. */
export function templateNames(path: string): readonly string[] {
  return [...new Set([...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name))];
}
