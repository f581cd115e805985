import { apiOf } from "./apis.ts";
import { fresh, merge } from "./merge.ts";
import { requireModels } from "./models.ts";
import { existing, operation, replace, type Call, type Operation } from "./operation.ts";
import { page } from "./paging.ts";
import { badRequest, conflict, notFound, tooMany } from "./refusals.ts";
import { flag, list, map, nothing, oneOf, structure, text } from "./shapes.ts";
import type { Body, Row, Store } from "./storage.ts";

const ROUTES_PER_API = 300;
const HTTP_ROUTE_KEY = /^(?:\$default|(?:ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) \/\S*)$/;

/** A PATCH takes a key out of `requestModels` by sending "" for it; on creation a name has at least one character. */
const members = (shortestName: 0 | 1) => ({
  apiKeyRequired: flag,
  authorizationScopes: list(text({ min: 1, max: 64 })),
  authorizationType: oneOf("NONE", "AWS_IAM", "CUSTOM", "JWT"),
  authorizerId: text(),
  modelSelectionExpression: text(),
  operationName: text({ min: 1, max: 64 }),
  requestModels: map(text({ min: shortestName, max: 128 })),
  requestParameters: map(structure({ required: flag })),
  routeKey: text({ min: 1 }),
  routeResponseSelectionExpression: text(),
  target: text({ min: 1, max: 128 }),
});

const creation = structure(members(1), ["routeKey"]);
const change = structure(members(0));

const view = ({ id, body }: Row): Body => ({
  apiKeyRequired: false,
  authorizationType: "NONE",
  routeId: id,
  ...body,
});

export const routeOf = (store: Store, call: Call<unknown>): Row =>
  existing(store, "route", apiOf(store, call).id, call.labels.routeId);

/** Throws BadRequestException for a key that the protocol does not have, ConflictException for one that another route has. */
function requireFreeKey(store: Store, api: Row, key: string): void {
  if (api.body["protocolType"] === "HTTP" && !HTTP_ROUTE_KEY.test(key)) {
    throw badRequest("routeKey: expected `METHOD /path` or `$default` for an HTTP API");
  }
  if (store.named("route", api.id, key) !== undefined)
    throw conflict(`Route with key ${key} already exists for this API`);
}

export const routeOperations: readonly Operation[] = [
  operation({
    method: "POST",
    path: "/v2/apis/:apiId/routes",
    status: 201,
    input: creation,
    run: (store, call) => {
      const api = apiOf(store, call);
      requireFreeKey(store, api, call.input.routeKey);
      requireModels(store, api.id, call.input.requestModels);
      if (store.count("route", api.id) >= ROUTES_PER_API) {
        throw tooMany("RoutesPerApi", `An API has at most ${ROUTES_PER_API} routes`);
      }
      return view(store.insert("route", api.id, fresh(call.input)));
    },
  }),
  operation({
    method: "GET",
    path: "/v2/apis/:apiId/routes",
    status: 200,
    input: nothing,
    run: (store, call) => page(store, "route", apiOf(store, call).id, call.query, view),
  }),
  operation({
    method: "GET",
    path: "/v2/apis/:apiId/routes/:routeId",
    status: 200,
    input: nothing,
    run: (store, call) => view(routeOf(store, call)),
  }),
  operation({
    method: "PATCH",
    path: "/v2/apis/:apiId/routes/:routeId",
    status: 200,
    input: change,
    run: (store, call) => {
      const route = routeOf(store, call);
      const { routeKey, requestModels } = call.input;
      if (routeKey !== undefined && routeKey !== route.body["routeKey"])
        requireFreeKey(store, apiOf(store, call), routeKey);
      requireModels(store, call.labels.apiId, requestModels);
      return view(replace(store, call, route, merge(route.body, call.input)));
    },
  }),
  operation({
    method: "DELETE",
    path: "/v2/apis/:apiId/routes/:routeId",
    status: 204,
    input: nothing,
    run: (store, call) => {
      store.remove(routeOf(store, call));
      return undefined;
    },
  }),
  operation({
    method: "DELETE",
    path: "/v2/apis/:apiId/routes/:routeId/requestparameters/:requestParameterKey",
    status: 204,
    input: nothing,
    run: (store, call) => {
      const route = routeOf(store, call);
      const key = call.labels.requestParameterKey;
      const parameters = Object.entries(route.body["requestParameters"] ?? {});
      const kept = parameters.filter(([name]) => name !== key);
      if (kept.length === parameters.length) throw notFound("RequestParameter", key);
      store.update(route, { ...route.body, requestParameters: Object.fromEntries(kept) });
      return undefined;
    },
  }),
];
