import { apiOf } from "./apis.ts";
import { fresh, merge } from "./merge.ts";
import { existing, operation, replace, type Call, type Operation } from "./operation.ts";
import { page } from "./paging.ts";
import { badRequest, conflict } from "./refusals.ts";
import { nothing, structure, text } from "./shapes.ts";
import type { Body, Row, Store } from "./storage.ts";

const members = {
  contentType: text({ min: 1, max: 256 }),
  description: text({ max: 1024 }),
  name: text({ min: 1, max: 128, pattern: /^[0-9A-Za-z]+$/ }),
  schema: text({ max: 32_768 }),
};

const creation = structure(members, ["name", "schema"]);
const change = structure(members);

const view = ({ id, body }: Row): Body => ({ modelId: id, ...body });

const modelOf = (store: Store, call: Call<unknown>): Row =>
  existing(store, "model", apiOf(store, call).id, call.labels.modelId);

/** Throws ConflictException where another model of the api has the name. */
function requireFreeName(store: Store, api: string, name: string): void {
  if (store.named("model", api, name) !== undefined)
    throw conflict(`Model with name ${name} already exists for this API`);
}

function requireUnused(store: Store, model: Row): void {
  const { name } = model.body;
  if (typeof name === "string" && model.parent !== null && store.isModelInUse(model.parent, name)) {
    throw conflict(`Model ${name} is in use`);
  }
}

function requireJson(schema: string): void {
  try {
    JSON.parse(schema);
  } catch {
    throw badRequest("schema: expected JSON");
  }
}

/** Throws BadRequestException unless each name is that of a model of the api; `""` takes a name out and needs no model. */
export function requireModels(store: Store, api: string, names: Readonly<Record<string, string>> = {}): void {
  for (const name of Object.values(names)) {
    if (name !== "" && store.named("model", api, name) === undefined) throw badRequest(`Invalid model name ${name}`);
  }
}

export const modelOperations: readonly Operation[] = [
  operation({
    method: "POST",
    path: "/v2/apis/:apiId/models",
    status: 201,
    input: creation,
    run: (store, call) => {
      const api = apiOf(store, call);
      requireJson(call.input.schema);
      requireFreeName(store, api.id, call.input.name);
      return view(store.insert("model", api.id, fresh(call.input)));
    },
  }),
  operation({
    method: "GET",
    path: "/v2/apis/:apiId/models",
    status: 200,
    input: nothing,
    run: (store, call) => page(store, "model", apiOf(store, call).id, call.query, view),
  }),
  operation({
    method: "GET",
    path: "/v2/apis/:apiId/models/:modelId",
    status: 200,
    input: nothing,
    run: (store, call) => view(modelOf(store, call)),
  }),
  operation({
    method: "PATCH",
    path: "/v2/apis/:apiId/models/:modelId",
    status: 200,
    input: change,
    run: (store, call) => {
      const model = modelOf(store, call);
      const { name, schema } = call.input;
      if (schema !== undefined) requireJson(schema);
      if (name !== undefined && name !== model.body["name"]) {
        // Routes refer to a model by its name, so a new name would leave them referring to nothing.
        requireUnused(store, model);
        requireFreeName(store, call.labels.apiId, name);
      }
      return view(replace(store, call, model, merge(model.body, call.input)));
    },
  }),
  operation({
    method: "DELETE",
    path: "/v2/apis/:apiId/models/:modelId",
    status: 204,
    input: nothing,
    run: (store, call) => {
      const model = modelOf(store, call);
      requireUnused(store, model);
      store.remove(model);
      return undefined;
    },
  }),
];
