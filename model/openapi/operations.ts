import { type At, member } from "../at.ts";
import type { Link, Operation, Parameter, RequestBody, Response, Server } from "../model.ts";
import type { Reader } from "../reader.ts";
import { flagOf, textOf, textsOf } from "../fields.ts";
import { type LinkTargets, linksOf } from "./links.ts";
import { operationIds } from "./operation-ids.ts";
import { orderedParameters } from "./operation-parameters.ts";
import { type FoundOperation, findOperations, tellServers } from "./path-items.ts";
import { type SecuritySchemes, securityOf } from "./security.ts";

/** How a version writes what is not written alike in all of them. */
export interface Dialect {
  readonly servers: readonly Server[];
  readonly securitySchemes: SecuritySchemes;
  readonly request: (found: FoundOperation) => {
    readonly parameters: readonly Parameter[];
    readonly requestBody?: RequestBody;
  };
  readonly responses: (found: FoundOperation, links: (response: At) => readonly Link[]) => readonly Response[];
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
  tellUnsupported(reader, at);
  const summary = textOf(reader, at, "summary");
  const description = textOf(reader, at, "description");
  const { parameters, requestBody } = dialect.request(found);
  return {
    id,
    method,
    path,
    pointer: at.pointer,
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    deprecated: flagOf(reader, at, "deprecated") ?? false,
    tags: textsOf(reader, at, "tags"),
    parameters: orderedParameters(reader, found, parameters),
    ...(requestBody === undefined ? {} : { requestBody }),
    ...mergingOf(at),
    responses: dialect.responses(found, (response) => linksOf(reader, response, targets)),
    security: securityOf(reader, root, at, dialect.securitySchemes),
  };
}

/** `x-covenant: { merges: { removedBy: "" } }` on an operation. */
function mergingOf(operation: At): Pick<Operation, "merges"> {
  const extension = member(operation, "x-covenant");
  const merges = extension && member(extension, "merges");
  const removedBy = merges && member(merges, "removedBy");
  if (merges === undefined) return {};
  return { merges: removedBy === undefined ? {} : { removedBy: removedBy.value } };
}

function tellUnsupported(reader: Reader, operation: At): void {
  const servers = member(operation, "servers");
  if (servers !== undefined) tellServers(reader, servers);
  const callbacks = member(operation, "callbacks");
  if (callbacks !== undefined) {
    const message = "Callbacks are not exercised: the API calls them, not its client.";
    reader.report("information", "unsupported", message, callbacks.pointer);
  }
}

function linkTargets(found: readonly FoundOperation[], ids: readonly string[]): LinkTargets {
  const pairs = found.map(({ at }, index) => [at.pointer, ids[index] ?? ""] as const);
  return { byOperationId: new Set(ids), byPointer: new Map(pairs) };
}
