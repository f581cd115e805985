import type { Json } from "../../../model/json.ts";
import type { Model, Operation } from "../../../model/model.ts";
import { readDocument } from "../../../model/index.ts";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WireRequest, WireResponse } from "../../../runtime/wire.ts";

/** Shops that have pets; a pet's id is the server's, and only shops of kind `zoo` have keepers. */
const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "pets", version: "1" },
  paths: {
    "/shops": {
      post: {
        operationId: "createShop",
        requestBody: body({ type: "object", properties: { kind: { type: "string" } } }),
        responses: {
          "201": answer({
            getShop: to("getShop"),
            createPet: to("createPet"),
            createKeeper: { ...to("createKeeper"), "x-covenant": { given: { "/kind": "zoo" } } },
          }),
        },
      },
    },
    "/shops/{shopId}": {
      parameters: [parameter("shopId")],
      get: { operationId: "getShop", responses: { "200": answer({}) } },
      patch: { operationId: "updateShop", requestBody: body({ type: "object" }), responses: { "200": answer({}) } },
      delete: { operationId: "deleteShop", responses: { "204": { description: "gone" } } },
    },
    "/shops/{shopId}/pets": {
      parameters: [parameter("shopId")],
      post: {
        operationId: "createPet",
        requestBody: body({ type: "object" }),
        responses: {
          "201": answer({
            getPet: {
              operationId: "getPet",
              parameters: { shopId: "$request.path.shopId", petId: "$response.body#/id" },
            },
          }),
        },
      },
    },
    "/shops/{shopId}/pets/{petId}": {
      parameters: [parameter("shopId"), parameter("petId")],
      get: { operationId: "getPet", responses: { "200": answer({}) } },
      delete: { operationId: "deletePet", responses: { "204": { description: "gone" } } },
    },
    "/shops/{shopId}/keepers": {
      parameters: [parameter("shopId")],
      post: { operationId: "createKeeper", responses: { "201": answer({}) } },
    },
  },
};

function to(operationId: string) {
  return { operationId, parameters: { shopId: "$response.body#/id" } };
}

function parameter(name: string) {
  return { name, in: "path", required: true, schema: { type: "string" } };
}

function body(schema: object) {
  return { required: true, content: { "application/json": { schema } } };
}

function answer(links: object) {
  return { description: "", content: { "application/json": { schema: {} } }, links };
}

export async function petsModel(document: object = DOCUMENT): Promise<Model> {
  const folder = mkdtempSync(join(tmpdir(), "covenant-"));
  const file = join(folder, "pets.json");
  writeFileSync(file, JSON.stringify(document));
  const read = await readDocument(file);
  rmSync(folder, { recursive: true });
  if (read.outcome !== "read") throw new Error(JSON.stringify(read.diagnostics));
  return read.model;
}

export function operationOf(model: Model, id: string): Operation {
  const found = model.operations.find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`No operation ${id}.`);
  return found;
}

export function asked(method: string, target: string, sent?: Json): WireRequest {
  return { method, target, headers: [], ...(sent !== undefined && { body: JSON.stringify(sent) }) };
}

export function answered(status: number, shown?: Json): WireResponse {
  return {
    status,
    headers: [["content-type", "application/json"]],
    body: new TextEncoder().encode(shown === undefined ? "" : JSON.stringify(shown)),
  };
}
