import { fresh, merge } from "./merge.ts";
import { existing, operation, replace, type Call, type Operation } from "./operation.ts";
import { page } from "./paging.ts";
import { flag, integer, list, map, nothing, oneOf, structure, text } from "./shapes.ts";
import type { Body, Row, Store } from "./storage.ts";

const cors = structure({
  allowCredentials: flag,
  allowHeaders: list(text()),
  allowMethods: list(text({ min: 1, max: 64 })),
  allowOrigins: list(text()),
  exposeHeaders: list(text()),
  maxAge: integer(-1, 86_400),
});

const members = {
  apiKeySelectionExpression: text(),
  corsConfiguration: cors,
  credentialsArn: text(),
  description: text({ max: 1024 }),
  disableSchemaValidation: flag,
  disableExecuteApiEndpoint: flag,
  ipAddressType: oneOf("ipv4", "dualstack"),
  name: text({ min: 1, max: 128 }),
  routeKey: text(),
  routeSelectionExpression: text(),
  target: text({ min: 1, max: 2048 }),
  version: text({ min: 1, max: 64 }),
};

const creation = structure(
  // The shape's name says 1 to 1600, its documentation 0 to 1600: the wider reading refuses nothing that is allowed.
  { ...members, protocolType: oneOf("WEBSOCKET", "HTTP"), tags: map(text({ max: 1600 })) },
  ["name", "protocolType"],
);

const change = structure(members);

/** What these members have when nobody has said otherwise, by protocol. */
const DEFAULTS = {
  WEBSOCKET: { scheme: "wss", routeSelectionExpression: "$request.body.action" },
  HTTP: { scheme: "https", routeSelectionExpression: "$request.method $request.path" },
};

function view({ id, body }: Row): Body {
  const { scheme, routeSelectionExpression } = DEFAULTS[body["protocolType"] === "HTTP" ? "HTTP" : "WEBSOCKET"];
  return {
    apiEndpoint: `${scheme}://${id}.execute-api.us-east-1.amazonaws.com`,
    apiId: id,
    apiKeySelectionExpression: "$request.header.x-api-key",
    disableExecuteApiEndpoint: false,
    ipAddressType: "ipv4",
    routeSelectionExpression,
    ...body,
  };
}

/** Members of the input that would make other resources ("quick create"): read, and not kept. */
const QUICK_CREATE = ["credentialsArn", "routeKey", "target"];

const kept = (input: Body): Body =>
  Object.fromEntries(Object.entries(input).filter(([name]) => !QUICK_CREATE.includes(name)));

export const apiOf = (store: Store, call: Call<unknown>): Row => existing(store, "api", null, call.labels.apiId);

export const apiOperations: readonly Operation[] = [
  operation({
    method: "POST",
    path: "/v2/apis",
    status: 201,
    input: creation,
    run: (store, { input }) =>
      view(store.insert("api", null, { ...fresh(kept(input)), tags: input.tags ?? {}, createdDate: now() })),
  }),
  operation({
    method: "GET",
    path: "/v2/apis",
    status: 200,
    input: nothing,
    run: (store, { query }) => page(store, "api", null, query, view),
  }),
  operation({
    method: "GET",
    path: "/v2/apis/:apiId",
    status: 200,
    input: nothing,
    run: (store, call) => view(apiOf(store, call)),
  }),
  operation({
    method: "PATCH",
    path: "/v2/apis/:apiId",
    status: 200,
    input: change,
    run: (store, call) => {
      const api = apiOf(store, call);
      return view(replace(store, call, api, merge(api.body, kept(call.input))));
    },
  }),
  operation({
    method: "DELETE",
    path: "/v2/apis/:apiId",
    status: 204,
    input: nothing,
    run: (store, call) => {
      store.remove(apiOf(store, call));
      return undefined;
    },
  }),
];

const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, "Z");
