import { type At, member } from "../at.ts";
import type { Link, Operation, Parameter, RequestBody, Response } from "../model.ts";
import { type Reader, flagOf, textOf, textsOf } from "../reader.ts";
import { requestBodyOf, responsesOf } from "./content.ts";
import { type LinkTargets, linksOf } from "./links.ts";
import { parametersOf } from "./parameters.ts";
import { type FoundOperation, findOperations } from "./path-items.ts";
import { type SecuritySchemes, securityOf } from "./security.ts";

/** How a version writes what an operation takes and gives. */
export interface Dialect {
  readonly securitySchemes: SecuritySchemes;
  readonly request: (
    reader: Reader,
    found: FoundOperation,
  ) => { readonly parameters: readonly Parameter[]; readonly requestBody?: RequestBody };
  readonly responses: (
    reader: Reader,
    found: FoundOperation,
    links: (response: At) => readonly Link[],
  ) => readonly Response[];
}

/** Parameters and request body as OpenAPI 3 writes them. */
export function requestOf(reader: Reader, { at, pathItem }: FoundOperation): ReturnType<Dialect["request"]> {
  const requestBody = requestBodyOf(reader, at);
  const parameters = mergedParameters(reader, parametersOf(reader, pathItem), parametersOf(reader, at));
  return { parameters, ...(requestBody === undefined ? {} : { requestBody }) };
}

export function responsesIn(
  reader: Reader,
  { at }: FoundOperation,
  links: (response: At) => readonly Link[],
): readonly Response[] {
  return responsesOf(reader, at, links);
}

/** All operations of a document, in its order. */
export function operationsOf(reader: Reader, root: At, dialect: Dialect): readonly Operation[] {
  const found = findOperations(reader, root);
  const ids = operationIds(reader, found);
  const targets = linkTargets(found, ids);
  return found.map((each, index) => readOperation(reader, root, each, ids[index] ?? "", targets, dialect));
}

function readOperation(
  reader: Reader,
  root: At,
  found: FoundOperation,
  id: string,
  targets: LinkTargets,
  dialect: Dialect,
): Operation {
  const { at, method, path } = found;
  const summary = textOf(reader, at, "summary");
  const description = textOf(reader, at, "description");
  const { parameters, requestBody } = dialect.request(reader, found);
  return {
    id,
    method,
    path,
    pointer: at.pointer,
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    deprecated: flagOf(reader, at, "deprecated") ?? false,
    tags: textsOf(reader, at, "tags"),
    parameters: ordered(reader, path, at, parameters),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: dialect.responses(reader, found, (response) => linksOf(reader, response, targets)),
    security: securityOf(reader, root, at, dialect.securitySchemes),
  };
}

/** The operation's parameters win over the path item's of the same name and place. */
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
    if (!seen.has(keyOf(each))) return seen.add(keyOf(each)) !== undefined;
    const message = `Expected one ${each.in} parameter "${each.name}", but there are several. The first is used; remove the others.`;
    reader.report("warning", "duplicateParameter", message, each.pointer);
    return false;
  });
}

function keyOf({ in: place, name }: Parameter): string {
  return `${place}.${place === "header" ? name.toLowerCase() : name}`;
}

/** Path parameters in the order of the template, then the document's order. One without the other is told. */
function ordered(reader: Reader, path: string, at: At, parameters: readonly Parameter[]): readonly Parameter[] {
  const names = templateNames(path);
  for (const name of names) {
    if (parameters.some((each) => each.in === "path" && each.name === name)) continue;
    const message = `Expected a path parameter "${name}", as the path says {${name}}, but none is described. Describe it.`;
    reader.report("warning", "undescribedPathParameter", message, at.pointer);
  }
  const inTemplate = names.flatMap((name) => parameters.filter((each) => each.in === "path" && each.name === name));
  const others = parameters.filter((each) => {
    if (each.in !== "path") return true;
    if (!names.includes(each.name)) {
      const message = `Expected "{${each.name}}" in the path, as a path parameter of that name is described, but ${path} has none. It is left out.`;
      reader.report("warning", "pathParameterNotInTemplate", message, each.pointer);
    }
    return false;
  });
  return [...inTemplate, ...others];
}

export function templateNames(path: string): readonly string[] {
  return [...new Set([...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name))];
}

/** The document's ids; a missing or repeated one becomes `get /pets/{id}`. */
function operationIds(reader: Reader, found: readonly FoundOperation[]): readonly string[] {
  const derived = found.map(({ method, path }) => `${method.toLowerCase()} ${path}`);
  const written = found.map(({ at }) => textOf(reader, at, "operationId"));
  const counts = new Map<string, number>();
  for (const id of written) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  const taken = new Set(derived);
  return found.map(({ at }, index) => {
    const id = written[index];
    const own = derived[index] ?? "";
    if (id !== undefined && id !== "" && counts.get(id) === 1 && (id === own || !taken.has(id))) return id;
    const known = id === undefined || id === "";
    const message = known
      ? `Expected an operationId, but there is none. The operation is called "${own}"; name it.`
      : `Expected each operationId once, but "${id}" stands at several operations. This one is called "${own}"; rename it.`;
    const pointer = (member(at, "operationId") ?? at).pointer;
    reader.report(
      known ? "information" : "warning",
      known ? "missingOperationId" : "duplicateOperationId",
      message,
      pointer,
    );
    return own;
  });
}

function linkTargets(found: readonly FoundOperation[], ids: readonly string[]): LinkTargets {
  const byOperationId = new Map<string, string>();
  const byPointer = new Map<string, string>();
  found.forEach(({ at }, index) => {
    const id = ids[index] ?? "";
    byOperationId.set(id, id);
    byPointer.set(at.pointer, id);
  });
  return { byOperationId, byPointer };
}
