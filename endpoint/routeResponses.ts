import { apiOf } from "./apis.ts";
import { fresh, merge } from "./merge.ts";
import { requireModels } from "./models.ts";
import { existing, operation, replace, type Call, type Operation } from "./operation.ts";
import { page } from "./paging.ts";
import { badRequest, conflict } from "./refusals.ts";
import { routeOf } from "./routes.ts";
import { flag, map, nothing, structure, text } from "./shapes.ts";
import type { Body, Row, Store } from "./storage.ts";

const ONLY_KEY = "$default";
const LIST = "/v2/apis/:apiId/routes/:routeId/routeresponses";
const ITEM = `${LIST}/:routeResponseId`;

/** A PATCH takes a key out of `responseModels` by sending "" for it; on creation a name has at least one character. */
const members = (shortestName: 0 | 1) => ({
  modelSelectionExpression: text(),
  responseModels: map(text({ min: shortestName, max: 128 })),
  responseParameters: map(structure({ required: flag })),
  routeResponseKey: text(),
});

const creation = structure(members(1), ["routeResponseKey"]);
const change = structure(members(0));

/** The output does not repeat the identifiers of the api and the route. */
const view = ({ id, body }: Row): Body => ({ routeResponseId: id, ...body });

const routeResponseOf = (store: Store, call: Call<unknown>): Row =>
  existing(store, "routeResponse", routeOf(store, call).id, call.labels.routeResponseId);

function requireKey(key: string): void {
  if (key !== ONLY_KEY) throw badRequest(`routeResponseKey: expected ${ONLY_KEY}, the only one that can be defined`);
}

export const routeResponseOperations: readonly Operation[] = [
  operation({
    method: "POST",
    path: LIST,
    status: 201,
    input: creation,
    run: (store, call) => {
      const route = routeOf(store, call);
      if (apiOf(store, call).body["protocolType"] !== "WEBSOCKET") {
        throw badRequest("Route responses are supported only for WebSocket APIs");
      }
      requireKey(call.input.routeResponseKey);
      requireModels(store, call.labels.apiId, call.input.responseModels);
      if (store.named("routeResponse", route.id, ONLY_KEY) !== undefined) {
        throw conflict(`Route response with key ${ONLY_KEY} already exists for this route`);
      }
      const body = { responseModels: {}, responseParameters: {}, ...fresh(call.input) };
      return view(store.insert("routeResponse", route.id, body));
    },
  }),
  operation({
    method: "GET",
    path: LIST,
    status: 200,
    input: nothing,
    run: (store, call) => page(store, "routeResponse", routeOf(store, call).id, call.query, view),
  }),
  operation({
    method: "GET",
    path: ITEM,
    status: 200,
    input: nothing,
    run: (store, call) => view(routeResponseOf(store, call)),
  }),
  operation({
    method: "PATCH",
    path: ITEM,
    status: 200,
    input: change,
    run: (store, call) => {
      const routeResponse = routeResponseOf(store, call);
      if (call.input.routeResponseKey !== undefined) requireKey(call.input.routeResponseKey);
      requireModels(store, call.labels.apiId, call.input.responseModels);
      return view(replace(store, call, routeResponse, merge(routeResponse.body, call.input)));
    },
  }),
  operation({
    method: "DELETE",
    path: ITEM,
    status: 204,
    input: nothing,
    run: (store, call) => {
      store.remove(routeResponseOf(store, call));
      return undefined;
    },
  }),
];
