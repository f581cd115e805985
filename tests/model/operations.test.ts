import { describe, expect, it } from "vitest";
import { api, codesOf, modelOf, onlyOperation, operation, toldOf } from "./reading.ts";

const at = "#/paths/~1pets/get";
const ids = async (document: object): Promise<readonly string[]> =>
  (await modelOf(document)).operations.map(({ id }) => id);
const paths = (members: object): object => api({ paths: members });

describe("an operation's id", () => {
  it.each([
    [{ operationId: "a" }, { operationId: "b" }, ["a", "b"], []],
    [{}, { operationId: "b" }, ["get /x", "b"], ["missingOperationId #/paths/~1x/get"]],
    [
      { operationId: "a" },
      { operationId: "a" },
      ["get /x", "put /x"],
      ["duplicateOperationId #/paths/~1x/get/operationId", "duplicateOperationId #/paths/~1x/put/operationId"],
    ],
    [
      { operationId: "put /x" },
      {},
      ["get /x", "put /x"],
      ["duplicateOperationId #/paths/~1x/get/operationId", "missingOperationId #/paths/~1x/put"],
    ],
    [
      { operationId: "" },
      { operationId: 5 },
      ["get /x", "put /x"],
      [
        "wrongType #/paths/~1x/put/operationId",
        "missingOperationId #/paths/~1x/get",
        "missingOperationId #/paths/~1x/put",
      ],
    ],
  ])("of %j and %j: %j", async (get, put, want, told) => {
    expect(await ids(paths({ "/x": { get, put } }))).toEqual(want);
    expect(await codesOf(paths({ "/x": { get, put } }))).toEqual(told);
  });
});

describe("operations are found", () => {
  const named = (operationId: string): object => ({ operationId });
  it.each([
    [
      "of every method, in one order",
      { "/a": { trace: named("t"), get: named("g"), query: named("q") } },
      "3.1.0",
      ["GET", "TRACE"],
    ],
    ["with query in 3.2", { "/a": { query: named("q") } }, "3.2.0", ["QUERY"]],
    ["with additional ones in 3.2", { "/a": { additionalOperations: { COPY: named("c") } } }, "3.2.0", ["COPY"]],
    ["not among extensions", { "x-a": { get: named("g") }, "/a": { "x-get": named("h") } }, "3.1.0", []],
    ["not where a path has no slash", { a: { get: named("g") } }, "3.1.0", []],
    ["not where one is no object", { "/a": { get: "g" }, "/b": [] }, "3.1.0", []],
  ])("%s", async (_rule, members, version, want) => {
    const { operations } = await modelOf(api({ paths: members }, version));
    expect(operations.map(({ method }) => method)).toEqual(want);
  });

  it("behind a $ref of their path item, what stands beside it winning", async () => {
    const pathItems = {
      pets: { get: named("inner"), put: named("put"), parameters: [{ name: "q", in: "query", schema: {} }] },
    };
    const members = { "/pets": { $ref: "#/components/pathItems/pets", get: named("outer") } };
    const { operations } = await modelOf(api({ paths: members, components: { pathItems } }));
    expect(operations.map(({ id, pointer, parameters }) => [id, pointer, parameters.length])).toEqual([
      ["outer", at, 1],
      ["put", "#/components/pathItems/pets/put", 1],
    ]);
  });
});

describe("bodies and responses", () => {
  it("carry content, headers and encoding as the document gives them", async () => {
    const encoding = { photo: { contentType: "image/png", style: "form", headers: { "x-a": { schema: {} } } } };
    const only = await onlyOperation(
      operation({
        requestBody: { content: { "multipart/form-data": { schema: {}, encoding } } },
        responses: {
          200: {
            description: "ok",
            headers: { "X-Rate": { required: true, schema: { type: "integer" } }, "Content-Type": {} },
          },
          "x-note": {},
        },
      }),
    );
    const [content] = only.requestBody?.content ?? [];
    expect(only.requestBody).toMatchObject({ required: false, content: [{ mediaType: "multipart/form-data" }] });
    expect(content?.encoding.get("photo")).toMatchObject({
      contentType: "image/png",
      style: "form",
      headers: [{ name: "x-a" }],
    });
    expect(only.responses).toMatchObject([
      { status: "200", headers: [{ name: "X-Rate", required: true, schema: { schema: { type: "integer" } } }] },
    ]);
  });

  it.each([
    ["200", "200", []],
    ["4XX", "4XX", []],
    ["default", "default", []],
    ["4xx", "4XX", [`unknownStatus ${at}/responses/4xx`]],
    ["ok", undefined, [`unknownStatus ${at}/responses/ok`]],
    ["600", undefined, [`unknownStatus ${at}/responses/600`]],
  ])("status %s is read as %s", async (status, want, told) => {
    const document = operation({ responses: { [status]: { description: "" } } });
    expect((await onlyOperation(document)).responses.map((each) => each.status)).toEqual(
      want === undefined ? [] : [want],
    );
    expect(await codesOf(document)).toEqual(told);
  });

  it("a reference's own description wins from 3.1 on", async () => {
    const responses = { 200: { $ref: "#/components/responses/Ok", description: "mine" } };
    const more = { components: { responses: { Ok: { description: "theirs" } } } };
    expect((await onlyOperation(operation({ responses }, more))).responses[0]?.description).toBe("mine");
    expect((await onlyOperation(operation({ responses }, more, "3.0.3"))).responses[0]?.description).toBe("theirs");
  });
});

it("two paths that differ only in the names of their parameters are told", async () => {
  expect(await codesOf(paths({ "/{a}": {}, "/{b}": {}, "/{a}/c": {} }))).toEqual(["samePath #/paths/~1{b}"]);
});

it.each([
  ["https://json-schema.org/draft/2020-12/schema", []],
  ["https://spec.openapis.org/oas/3.1/dialect/base", []],
  ["http://json-schema.org/draft-07/schema#", ["unsupported #/jsonSchemaDialect"]],
])("the dialect %s", async (jsonSchemaDialect, told) => {
  expect(await codesOf(api({ jsonSchemaDialect }))).toEqual(told);
});

describe("servers", () => {
  it.each([
    [undefined, ["/"]],
    [
      [{ url: "https://{a}.example:{b}/", variables: { a: { default: "x" }, b: { default: 8 } } }],
      ["https://x.example:8/"],
    ],
    [
      [{ url: "/v1" }, { url: "https://b" }],
      ["/v1", "https://b"],
    ],
  ])("%j are %j", async (servers, want) => {
    expect((await modelOf(api({ servers }))).servers.map(({ url }) => url)).toEqual(want);
  });

  it("a variable without a default is told", async () => {
    expect(await codesOf(api({ servers: [{ url: "https://{a}" }] }))).toEqual([
      "serverVariableWithoutDefault #/servers/0",
    ]);
  });
});

it.each([
  [operation({ callbacks: {} }), `unsupported ${at}/callbacks`],
  [operation({ servers: [] }), `unsupported ${at}/servers`],
  [api({ webhooks: { newPet: {} } }), "unsupported #/webhooks"],
  [api({ paths: { "/pets": { servers: [] } } }), "unsupported #/paths/~1pets/servers"],
])("what is not exercised is told as information: %#", async (document, want) => {
  const told = await toldOf(document);
  expect(told.map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`)).toEqual([`information ${want}`]);
});
