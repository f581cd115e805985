import { describe, expect, it } from "vitest";
import type { Operation } from "../../model/index.ts";
import { codesOf, modelOf, onlyOperation } from "./reading.ts";

const swagger = (operation: object, more: object = {}): object => ({
  swagger: "2.0",
  info: { title: "Pets", version: "1" },
  paths: { "/pets": { post: { operationId: "postPet", responses: {}, ...operation } } },
  ...more,
});
const read = (operation: object, more: object = {}): Promise<Operation> => onlyOperation(swagger(operation, more));

describe("collectionFormat is style and explode", () => {
  it.each([
    ["query", "csv", "form", false],
    ["query", "ssv", "spaceDelimited", false],
    ["query", "pipes", "pipeDelimited", false],
    ["query", "multi", "form", true],
    ["header", "csv", "simple", false],
    ["query", undefined, "form", false],
  ])("in %s, %s is %s, explode %s", async (place, collectionFormat, style, explode) => {
    const parameters = [{ name: "tags", in: place, type: "array", items: { type: "string" }, collectionFormat }];
    expect((await read({ parameters })).parameters).toMatchObject([{ style, explode }]);
  });

  it("one that OpenAPI 3 has no word for is told", async () => {
    const parameters = [
      { name: "tags", in: "query", type: "array", items: { type: "string" }, collectionFormat: "tsv" },
    ];
    expect(await codesOf(swagger({ parameters }))).toEqual([
      "unsupported #/paths/~1pets/post/parameters/0/collectionFormat",
    ]);
  });
});

describe("fields of a form are one body", () => {
  const name = { name: "name", in: "formData", required: true, type: "string" };
  const photo = { name: "photo", in: "formData", type: "file" };

  it("of an object schema, its encoding by field", async () => {
    const { requestBody } = await read({ parameters: [name] });
    expect(requestBody).toMatchObject({
      required: true,
      content: [
        {
          mediaType: "application/x-www-form-urlencoded",
          schema: { schema: { type: "object", required: ["name"], properties: { name: { type: "string" } } } },
        },
      ],
    });
    expect(requestBody?.content[0]?.encoding.get("name")).toMatchObject({ style: "form", explode: false });
  });

  it.each([
    [[name], undefined, ["application/x-www-form-urlencoded"]],
    [[name, photo], undefined, ["multipart/form-data"]],
    [[name], ["multipart/form-data", "application/json"], ["multipart/form-data"]],
  ])("%# in the form that fits", async (parameters, consumes, want) => {
    const { requestBody } = await read({ parameters, consumes });
    expect(requestBody?.content.map(({ mediaType }) => mediaType)).toEqual(want);
  });
});

it("an operation's media types stand for the document's", async () => {
  const responses = { 200: { description: "", schema: {}, examples: { "text/csv": "a,b" } } };
  const more = { produces: ["application/json"] };
  const content = (operation: Operation): unknown =>
    operation.responses[0]?.content.map(({ mediaType, examples }) => [mediaType, examples.map(({ value }) => value)]);
  expect(content(await read({ responses }, more))).toEqual([["application/json", []]]);
  expect(content(await read({ responses, produces: ["text/csv"] }, more))).toEqual([["text/csv", ["a,b"]]]);
  expect(content(await read({ responses }))).toEqual([["*/*", []]]);
});

it("a file may be anything", async () => {
  const operation = await read({ responses: { 200: { description: "", schema: { type: "file" } } } });
  expect(operation.responses[0]?.content[0]?.schema.schema).toBe(true);
});

it("allowEmptyValue lets the empty text stand for any value", async () => {
  const parameters = [{ name: "n", in: "query", type: "integer", allowEmptyValue: true }];
  expect((await read({ parameters })).parameters[0]?.schema.schema).toEqual({
    anyOf: [{ type: "integer" }, { const: "" }],
  });
});

it.each([
  [{}, ["/"]],
  [{ basePath: "/v1" }, ["/v1"]],
  [{ host: "a.example" }, ["https://a.example"]],
  [
    { host: "a.example", basePath: "/v1", schemes: ["http", "wss", "https"] },
    ["http://a.example/v1", "https://a.example/v1"],
  ],
])("servers of %j are %j", async (more, want) => {
  expect((await modelOf(swagger({}, more))).servers.map(({ url }) => url)).toEqual(want);
});

it("a discriminator is the bare name of a property", async () => {
  const model = await modelOf(
    swagger(
      { parameters: [{ name: "pet", in: "body", schema: { $ref: "#/definitions/Pet" } }] },
      { definitions: { Pet: { type: "object", discriminator: "kind" } } },
    ),
  );
  expect(model.resolve("#/definitions/Pet")).toEqual({ type: "object", discriminator: { propertyName: "kind" } });
});
