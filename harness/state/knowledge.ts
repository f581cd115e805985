import type { Json } from "../../model/json.ts";
import type { Operation, SchemaAt } from "../../model/model.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import type { Case } from "../case.ts";
import { isAnswered, type Exchange } from "../exchange.ts";
import type { StateKnowledge } from "../judged.ts";
import { matchPath, splitTarget } from "../wire/path.ts";
import type { Schemas } from "../wire/schemas.ts";
import { evaluate, type Expressed } from "./expression.ts";
import { canNeedSource, sourced } from "./sources.ts";
import type { State } from "./state.ts";

/** Whether everything in the request that only a state can make right is known, from earlier answers, to be right. */
export function knowledgeOf(
  state: State,
  operation: Operation,
  request: WireRequest,
  schemas: Schemas,
): StateKnowledge {
  const path = matchPath(operation.path, request.target);
  if (path === undefined) return { known: false, reason: "the request's path is not the operation's" };
  if (path.size > 0 && !state.reaches(operation, path) && !state.hasServed(operation, placeOf(request)))
    return { known: false, reason: "the resource that the path names is not known to exist" };
  const present = { path: operation.path, request };
  const doubtful = placesOf(operation, present, schemas)
    .flatMap(([at, value]) => sourced(at, value, schemas))
    .find(({ source, value }) => !state.offers(source, value, present));
  if (doubtful === undefined) return { known: true };
  return {
    known: false,
    reason: `a value is right only where ${doubtful.source.operationId} has made it, and is not known to be`,
  };
}

/** The places of a request whose schemas may name a source, and what stands there. */
function placesOf(
  operation: Operation,
  present: Expressed,
  { resolve }: Schemas,
): readonly (readonly [SchemaAt, Json])[] {
  const known = places.get(operation) ?? sourcedPlaces(operation, resolve);
  places.set(operation, known);
  return known.flatMap(({ at, expression }) => {
    const value = evaluate(expression, present);
    return value === undefined ? [] : [[at, value] as const];
  });
}

interface Place {
  readonly at: SchemaAt;
  /** What stands there, as a runtime expression. */
  readonly expression: string;
}

const places = new WeakMap<Operation, readonly Place[]>();

function sourcedPlaces({ parameters, requestBody }: Operation, resolve: Schemas["resolve"]): readonly Place[] {
  const body = requestBody?.content[0]?.schema;
  const all: readonly Place[] = [
    ...parameters.map(({ in: location, name, schema }) => ({ at: schema, expression: `$request.${location}.${name}` })),
    ...(body === undefined ? [] : [{ at: body, expression: "$request.body" }]),
  ];
  return all.filter(({ at }) => canNeedSource(at.schema, resolve));
}

/** What an answer says of the state; the name of what it made, if it made something worth remembering. */
export function learn(
  state: State,
  {
    case: { operation, overlaps },
    request,
    answer,
    bindings,
  }: Pick<Exchange, "request" | "answer" | "bindings"> & { readonly case: Pick<Case, "operation" | "overlaps"> },
  makers: ReadonlySet<string>,
): string | undefined {
  const path = matchPath(operation.path, request.target) ?? new Map<string, string>();
  // Which of two writes that overlap is taken is chance; nothing that comes after may depend on it (law 3).
  if (overlaps === true) state.spoil(operation, path);
  if (!isAnswered(answer) || overlaps === true) return undefined;
  if (answer.status === 409) {
    state.conflicted(operation);
    state.spoil(operation, path);
  }
  if (operation.method === "DELETE" && isSuccess(answer.status)) state.forget(operation, path);
  const isThere = isSuccess(answer.status) && operation.method !== "DELETE";
  if (isThere) state.served(placeOf(request));
  else if (isSuccess(answer.status) || GONE.has(answer.status)) state.lost(placeOf(request));
  if (!isSuccess(answer.status)) return undefined;
  if (operation.method === "PATCH" || operation.method === "PUT") state.touch(operation, path);
  // What everyone's resources make (the list of all) would let units depend on each other. That it has a second page a unit has seen to itself;
  // others may soon delete what stood at its end.
  const isShared = operation.method === "GET" && path.size === 0;
  return makers.has(operation.id) && (!isShared || state.seeking === operation.id)
    ? state.remember(operation, { path: operation.path, request, response: answer }, bindings, isShared ? 1 : Infinity)
    : undefined;
}

/** Not there, in conflict, or no more. */
const GONE = new Set([404, 409, 410]);

/** The path as it was sent. */
function placeOf({ target }: WireRequest): string {
  return splitTarget(target).path;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
