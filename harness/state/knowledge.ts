import type { Operation, SchemaAt, Source } from "../../model/model.ts";
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
  path = matchPath(operation.path, request.target),
): StateKnowledge {
  if (path === undefined) return { known: false, reason: "the request's path is not the operation's" };
  if (path.size > 0 && !state.reaches(operation, path) && !state.hasServed(operation, placeOf(request)))
    return { known: false, reason: "the resource that the path names is not known to exist" };
  const doubtful = doubtfulSource(state, operation, { path: operation.path, request, pathTexts: path }, schemas);
  if (doubtful === undefined) return { known: true };
  return {
    known: false,
    reason: `a value is right only where ${doubtful.operationId} has made it, and is not known to be`,
  };
}

/** The source of a value in the request that is not known to have been made. */
function doubtfulSource(state: State, operation: Operation, present: Expressed, schemas: Schemas): Source | undefined {
  for (const { at, expression } of placesOf(operation, schemas.resolve)) {
    const whole = evaluate(expression, present);
    if (whole === undefined) continue;
    for (const { source, value } of sourced(at, whole, schemas))
      if (!state.offers(source, value, present)) return source;
  }
  return undefined;
}

interface Place {
  readonly at: SchemaAt;
  /** What stands there, as a runtime expression. */
  readonly expression: string;
}

const places = new WeakMap<Operation, readonly Place[]>();

/** The places of a request whose schemas may name a source. */
function placesOf(operation: Operation, resolve: Schemas["resolve"]): readonly Place[] {
  const known = places.get(operation) ?? sourcedPlaces(operation, resolve);
  places.set(operation, known);
  return known;
}

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
  path = matchPath(operation.path, request.target) ?? NOWHERE,
): string | undefined {
  // Which of two writes that overlap is taken is chance; nothing that comes after may depend on it (law 3).
  if (overlaps === true) state.spoil(operation, path);
  if (!isAnswered(answer) || overlaps === true) return undefined;
  if (answer.status === 409) {
    state.conflicted(operation);
    state.spoil(operation, path);
  }
  const isSuccess = answer.status >= 200 && answer.status < 300;
  const isDeletion = operation.method === "DELETE";
  if (isDeletion && isSuccess) state.forget(operation, path);
  if (isSuccess && !isDeletion) state.served(placeOf(request));
  else if (isSuccess || GONE.has(answer.status)) state.lost(placeOf(request));
  if (!isSuccess) return undefined;
  if (operation.method === "PATCH" || operation.method === "PUT") state.touch(operation, path);
  // What everyone's resources make (the list of all) would let units depend on each other. That it has a second page a unit has seen to itself;
  // others may soon delete what stood at its end.
  const isShared = operation.method === "GET" && path.size === 0;
  return makers.has(operation.id) && (!isShared || state.seeking === operation.id)
    ? state.remember(
        operation,
        { path: operation.path, request, response: answer, pathTexts: path },
        bindings,
        isShared ? 1 : Infinity,
      )
    : undefined;
}

const NOWHERE: ReadonlyMap<string, string> = new Map();

/** Not there, in conflict, or no more. */
const GONE = new Set([404, 409, 410]);

/** The path as it was sent. */
function placeOf({ target }: WireRequest): string {
  return splitTarget(target).path;
}
