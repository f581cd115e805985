import { conflict, notFound } from "./refusals.ts";
import { read, type Shape } from "./shapes.ts";
import type { PageQuery } from "./paging.ts";
import type { Body, Kind, Row, Store } from "./storage.ts";

export type Label = "apiId" | "routeId" | "routeResponseId" | "modelId" | "requestParameterKey";

/** One request to an operation: everything of the wire that the operation may look at. */
export interface Call<Input> {
  /** The path's labels, percent-decoded once; a label that the path does not have is "". */
  readonly labels: Readonly<Record<Label, string>>;
  readonly query: PageQuery;
  /** The store's revision when the request's head arrived. */
  readonly revision: number;
  readonly input: Input;
}

export interface Operation {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** The path template, `/v2/apis/:apiId`. */
  readonly path: string;
  readonly status: 200 | 201 | 204;
  /** The answer's body; nothing for 204. Throws a Refusal, and then has changed nothing. */
  perform(store: Store, call: Call<unknown>): Body | undefined;
}

interface Definition<Input> extends Omit<Operation, "perform"> {
  readonly input: Shape<Input>;
  readonly run: (store: Store, call: Call<Input>) => Body | undefined;
}

/** An operation of its definition: the input is read by its shape, a change runs in one transaction. */
export function operation<Input>({ method, path, status, input, run }: Definition<Input>): Operation {
  return {
    method,
    path,
    status,
    perform: (store, call) => {
      const typed = { ...call, input: read(input, call.input) };
      return method === "GET" ? run(store, typed) : store.transaction(() => run(store, typed));
    },
  };
}

/** The resource, or a NotFoundException. */
export function existing(store: Store, kind: Kind, parent: string | null, id: string): Row {
  const row = store.find(kind, parent, id);
  if (row === undefined) throw notFound(RESOURCE_TYPE[kind], id);
  return row;
}

const RESOURCE_TYPE: Readonly<Record<Kind, string>> = {
  api: "Api",
  route: "Route",
  routeResponse: "RouteResponse",
  model: "Model",
};

/**
 * Writes a changed resource, unless someone else has changed it since this request's head arrived: then a
 * ConflictException, so that of two overlapping updates one wins whole and the other learns of it.
 */
export function replace(store: Store, call: Call<unknown>, row: Row, body: Body): Row {
  if (row.version > call.revision) {
    throw conflict("Unable to complete operation due to concurrent modification. Please try again later.");
  }
  return store.update(row, body);
}
