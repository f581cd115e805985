import { expect, it } from "vitest";
import type { Model } from "../../model/index.ts";
import { modelOf } from "./reading.ts";

/** One small API, as each version writes it. */
const info = { title: "Pets", version: "1" };
const pet = (properties: object): object => ({ type: "object", required: ["name"], properties });
const name = { type: "string", minLength: 1 };

const version20 = {
  swagger: "2.0",
  info,
  host: "pets.example",
  basePath: "/v1",
  schemes: ["https"],
  consumes: ["application/json"],
  produces: ["application/json"],
  securityDefinitions: { key: { type: "apiKey", in: "header", name: "x-key" } },
  security: [{ key: [] }],
  paths: {
    "/pets/{id}": {
      parameters: [{ $ref: "#/parameters/id" }],
      put: {
        operationId: "putPet",
        parameters: [
          {
            name: "tags",
            in: "query",
            type: "array",
            collectionFormat: "multi",
            items: { type: "string", "x-nullable": true },
          },
          { name: "pet", in: "body", required: true, schema: { $ref: "#/definitions/Pet" } },
        ],
        responses: {
          200: { description: "ok", schema: { $ref: "#/definitions/Pet" }, headers: { "x-rate": { type: "integer" } } },
          default: { $ref: "#/responses/Problem" },
        },
      },
    },
  },
  parameters: { id: { name: "id", in: "path", required: true, type: "integer", minimum: 0, exclusiveMinimum: true } },
  responses: { Problem: { description: "problem" } },
  definitions: { Pet: pet({ name, age: { type: "number", "x-nullable": true } }) },
};

const version3 = (openapi: string, id: object, age: object, item: object): object => ({
  openapi,
  info,
  servers: [{ url: "https://{host}/v1", variables: { host: { default: "pets.example" } } }],
  security: [{ key: [] }],
  paths: {
    "/pets/{id}": {
      parameters: [{ $ref: "#/components/parameters/id" }],
      put: {
        operationId: "putPet",
        parameters: [{ name: "tags", in: "query", schema: { type: "array", items: item } }],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
        },
        responses: {
          200: {
            description: "ok",
            headers: { "x-rate": { schema: { type: "integer" } } },
            content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
          },
          default: { $ref: "#/components/responses/Problem" },
        },
      },
    },
  },
  components: {
    securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } },
    parameters: { id: { name: "id", in: "path", required: true, schema: id } },
    responses: { Problem: { description: "problem" } },
    schemas: { Pet: pet({ name, age }) },
  },
});

const old = [
  { type: "integer", minimum: 0, exclusiveMinimum: true },
  { type: "number", nullable: true },
  { type: "string", nullable: true },
] as const;
const today = [
  { type: "integer", exclusiveMinimum: 0 },
  { type: ["number", "null"] },
  { type: ["string", "null"] },
] as const;

/** What a model says, places and names of components left out: these differ by the version's layout. */
function meaning(model: Model): unknown {
  const replaceReference = (text: string): string =>
    text
      .replaceAll(/"#\/(?:components\/schemas|definitions)\//g, '"schema:')
      .replaceAll(/"(pointer|file|digest|openapi)":"[^"]*",?/g, "");
  const { servers, operations, schemas } = model;
  const plain = JSON.stringify({ servers, operations, schemas: [...schemas.values()] }, (_key, value: unknown) =>
    value instanceof Map ? [...value] : value,
  );
  return JSON.parse(replaceReference(plain).replaceAll(",}", "}"));
}

const of31 = await modelOf(version3("3.1.0", ...today));

it.each([
  ["2.0", version20],
  ["3.0.3", version3("3.0.3", ...old)],
  ["3.2.0", version3("3.2.0", ...today)],
])("version %s gives the operations that 3.1 gives", async (version, document) => {
  const model = await modelOf(document);
  expect(model.document.openapi).toBe(version);
  expect(model.diagnostics).toEqual([]);
  expect(meaning(model)).toEqual(meaning(of31));
});

it("pointers name the places of the document as it was written", async () => {
  const [operation] = (await modelOf(version20)).operations;
  expect(operation?.parameters.map(({ pointer }) => pointer)).toEqual([
    "#/parameters/id",
    "#/paths/~1pets~1{id}/put/parameters/0",
  ]);
  expect(operation?.requestBody?.content[0]?.schema.pointer).toBe("#/paths/~1pets~1{id}/put/parameters/1/schema");
  expect(operation?.responses[1]?.pointer).toBe("#/paths/~1pets~1{id}/put/responses/default");
});
