import { type At, member } from "../at.ts";
import { isJsonObject } from "../json.ts";
import type { Reader } from "../reader.ts";
import { follow } from "../reference.ts";
import { entriesOf, fieldsOf, wrongType } from "../fields.ts";

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
  const templates = new Map<string, string>();
  return fieldsOf(reader, root, "paths").flatMap(([path, written]) => {
    if (!path.startsWith("/")) {
      const message = `Expected a path to begin with "/", but "${path}" came. It is left out; correct it.`;
      reader.report("warning", "pathWithoutSlash", message, written.pointer);
      return [];
    }
    tellSameTemplate(reader, path, written, templates);
    const pathItem = pathItemOf(reader, written);
    return pathItem === undefined ? [] : operationsIn(reader, path, pathItem);
  });
}

/** "Templated paths with the same hierarchy but different templated names MUST NOT exist as they are identical" (OAS 3.1, section 4.8.8.1). */
function tellSameTemplate(reader: Reader, path: string, at: At, templates: Map<string, string>): void {
  const blank = path.replaceAll(/\{[^{}]*\}/g, "{}");
  const other = templates.get(blank);
  templates.set(blank, other ?? path);
  if (other === undefined) return;
  const message = `Expected each path once, but ${path} and ${other} are the same. A server cannot tell them apart; join them.`;
  reader.report("warning", "samePath", message, at.pointer);
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
  const find = (name: string): At | undefined => member(own, name) ?? member(target, name);
  const servers = find("servers");
  if (servers !== undefined) tellServers(reader, servers);
  const methods = METHODS.concat(reader.version === "3.2" ? ["query"] : []);
  const pathItem = member(own, "parameters") === undefined ? target : own;
  const fixed = methods.flatMap((name) => {
    const at = find(name);
    return at === undefined ? [] : [{ method: name.toUpperCase(), path, at, pathItem }];
  });
  const additional = reader.version === "3.2" ? entriesOf(reader, target, "additionalOperations") : [];
  const found = [...fixed, ...additional.map(([method, at]) => ({ method, path, at, pathItem }))];
  return found.filter(({ at }) => isJsonObject(at.value) || wrongType(reader, at, "an operation", "an object"));
}

/** Servers of a path item or an operation. */
export function tellServers(reader: Reader, servers: At): void {
  const message =
    "Servers of single paths and operations are not used: every request goes to the one base URL of the run.";
  reader.report("information", "unsupported", message, servers.pointer);
}
