import { type At, member } from "../at.ts";
import { isJsonObject } from "../json.ts";
import { type Reader, entriesOf, fieldsOf, follow, wrongType } from "../reader.ts";

/** An operation before it is read. */
export interface FoundOperation {
  readonly method: string;
  readonly path: string;
  readonly at: At;
  readonly pathItem: At;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Every operation below `paths`, in the document's order of paths, references of path items followed. */
export function findOperations(reader: Reader, root: At): readonly FoundOperation[] {
  return fieldsOf(reader, root, "paths").flatMap(([path, written]) => {
    if (!path.startsWith("/")) {
      const message = `Expected a path to begin with "/", but "${path}" came. It is left out; correct it.`;
      reader.report("warning", "pathWithoutSlash", message, written.pointer);
      return [];
    }
    const pathItem = pathItemOf(reader, written);
    return pathItem === undefined ? [] : operationsIn(reader, path, pathItem);
  });
}

/** One path item's members may stand in two places: beside the `$ref` and at its target. What stands beside it wins. */
interface PathItemParts {
  readonly own: At;
  readonly target: At;
}

function pathItemOf(reader: Reader, own: At): PathItemParts | undefined {
  const target = follow(reader, own);
  if (target === undefined) return undefined;
  if (!isJsonObject(target.value)) return wrongType(reader, target, "paths", "a path item object");
  return { own, target };
}

function operationsIn(reader: Reader, path: string, { own, target }: PathItemParts): readonly FoundOperation[] {
  const methods = METHODS.concat(reader.version === "3.2" ? ["query"] : []);
  const find = (name: string): At | undefined => member(own, name) ?? member(target, name);
  const pathItem = member(own, "parameters") === undefined ? target : own;
  const fixed = methods.flatMap((name) => {
    const at = find(name);
    return at === undefined ? [] : [{ method: name.toUpperCase(), path, at, pathItem }];
  });
  const additional = reader.version === "3.2" ? entriesOf(reader, target, "additionalOperations") : [];
  const found = [...fixed, ...additional.map(([method, at]) => ({ method, path, at, pathItem }))];
  return found.filter(({ at }) => isJsonObject(at.value) || wrongType(reader, at, "an operation", "an object"));
}
