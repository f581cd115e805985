import { describe, expect, it } from "vitest";
import type { Operation } from "../../model/index.ts";
import { api, codesOf, modelOf, onlyOperation, operation, toldOf } from "./reading.ts";

const at = "#/paths/~1pets/get";
const ids = async (document: object): Promise<readonly string[]> =>
  (await modelOf(document)).operations.map(({ id }) => id);
const paths = (members: object): object => api({ paths: members });
const withParameter = (parameter: object, version?: string): object =>
  operation({ parameters: [{ name: "q", schema: {}, ...parameter }] }, {}, version);

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

describe("parameters", () => {
  const parameter = (name: string, place: string, more: object = {}): object => ({
    name,
    in: place,
    schema: {},
    ...more,
  });
  const names = ({ parameters }: Operation): readonly string[] => parameters.map((each) => `${each.in}.${each.name}`);

  it("of path item and operation are merged, those of the path in its order, header names in any case", async () => {
    const outer = [
      parameter("b", "path", { required: true }),
      parameter("X-H", "header"),
      parameter("q", "query", { required: true }),
    ];
    const inner = [parameter("q", "query"), parameter("x-h", "header"), parameter("a", "path", { required: true })];
    const members = { "/{a}/{b}": { parameters: outer, get: { operationId: "get", parameters: inner } } };
    const only = await onlyOperation(paths(members));
    expect(names(only)).toEqual(["path.a", "path.b", "header.x-h", "query.q"]);
    expect(only.parameters.at(-1)?.required).toBe(false);
  });

  it.each([
    [{ in: "query" }, { style: "form", explode: true, required: false, allowReserved: false }],
    [{ in: "header" }, { style: "simple", explode: false }],
    [{ in: "cookie" }, { style: "form", explode: true }],
    [
      { in: "query", style: "deepObject" },
      { style: "deepObject", explode: false },
    ],
    [
      { in: "query", style: "pipeDelimited", explode: true },
      { style: "pipeDelimited", explode: true },
    ],
    [
      { in: "query", allowReserved: true, deprecated: true, required: true },
      { allowReserved: true, deprecated: true, required: true },
    ],
    [
      { in: "query", schema: undefined, content: { "application/json": { schema: { type: "object" } } } },
      {
        mediaType: "application/json",
        schema: { schema: { type: "object" }, pointer: `${at}/parameters/0/content/application~1json/schema` },
      },
    ],
    [{ in: "query", schema: undefined }, { schema: { schema: true, pointer: `${at}/parameters/0` } }],
  ])("%j is %j", async (written, want) => {
    expect((await onlyOperation(withParameter(written))).parameters).toMatchObject([want]);
  });

  it.each([
    [{ in: "body" }, ["unknownParameterLocation /in"]],
    [{}, ["unknownParameterLocation "]],
    [{ in: "querystring" }, ["unknownParameterLocation /in"]],
    [{ in: "query", name: 5 }, ["wrongType /name", "namelessParameter "]],
    [{ in: "query", style: "matrix" }, ["unknownStyle "]],
    [{ in: "query", required: "true" }, ["wrongType /required"]],
    [{ in: "header", name: "Accept" }, ["ignoredHeaderParameter "]],
    [{ in: "path" }, ["optionalPathParameter ", "pathParameterNotInTemplate "]],
  ])("%j is told: %s", async (written, told) => {
    expect(await codesOf(withParameter(written))).toEqual(told.map((each) => each.replace(" ", ` ${at}/parameters/0`)));
  });

  it("may be the whole query string in 3.2", async () => {
    const content = { "application/x-www-form-urlencoded": {} };
    const document = operation({ parameters: [{ name: "q", in: "querystring", content }] }, {}, "3.2.0");
    expect((await onlyOperation(document)).parameters).toMatchObject([
      { in: "querystring", mediaType: Object.keys(content)[0] },
    ]);
  });

  it.each([
    [{ parameters: {} }, `wrongType ${at}/parameters`],
    [{ parameters: ["q"] }, `wrongType ${at}/parameters/0`],
    [{ parameters: [parameter("q", "query"), parameter("q", "query")] }, `duplicateParameter ${at}/parameters/1`],
  ])("%j is told", async (members, told) => {
    expect(await codesOf(operation(members))).toEqual([told]);
  });

  it("of the template that nothing describes are told", async () => {
    expect(await codesOf(paths({ "/{a}": { get: { operationId: "g" } } }))).toEqual([
      "undescribedPathParameter #/paths/~1{a}/get",
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

describe("examples", () => {
  const q = `${at}/parameters/0`;
  it.each([
    [{ example: 1 }, [["example", 1, `${q}/example`]]],
    [
      { examples: { a: { value: null }, b: { $ref: "#/components/examples/E" } } },
      [
        ["a", null, `${q}/examples/a/value`],
        ["b", 7, "#/components/examples/E/value"],
      ],
    ],
    [
      { schema: { example: 1, examples: [2, 3] } },
      [
        ["example", 1, `${q}/schema/example`],
        ["examples/0", 2, `${q}/schema/examples/0`],
        ["examples/1", 3, `${q}/schema/examples/1`],
      ],
    ],
    [{ examples: { a: { externalValue: "a.json" } } }, []],
  ])("of %j", async (written, want) => {
    const more = { components: { examples: { E: { value: 7 } } } };
    const only = await onlyOperation(
      operation({ parameters: [{ name: "q", in: "query", schema: {}, ...written }] }, more),
    );
    expect(only.parameters[0]?.examples.map(({ name, value, pointer }) => [name, value, pointer])).toEqual(want);
  });
});

describe("security", () => {
  const schemes = {
    key: { type: "apiKey", in: "query", name: "k" },
    sig: { type: "apiKey", in: "header", name: "Authorization", "x-amazon-apigateway-authtype": "awsSigv4" },
    bearer: { type: "http", scheme: "Bearer" },
    oauth: { type: "oauth2", flows: {} },
    odd: { type: "magic" },
  };
  const securityOf = async (own: unknown, global?: unknown): Promise<unknown> => {
    const members = own === undefined ? {} : { security: own };
    const only = await onlyOperation(
      operation(members, { components: { securitySchemes: schemes }, security: global }),
    );
    return only.security.map((each) => each.schemes.map(({ scheme, scopes }) => [scheme.name, ...scopes].join(" ")));
  };

  it.each([
    [undefined, undefined, []],
    [undefined, [{ key: [] }], [["key"]]],
    [[], [{ key: [] }], []],
    [[{ bearer: [] }], [{ key: [] }], [["bearer"]]],
    [[{ key: [], bearer: [] }, { oauth: ["read", "write"] }], undefined, [["key", "bearer"], ["oauth read write"]]],
    [[{}, { key: [] }], undefined, [[], ["key"]]],
    [[{ nobody: [] }, { key: [] }], undefined, [["key"]]],
    [[{ odd: [] }], undefined, []],
  ])("%j over %j is %j", async (own, global, want) => {
    expect(await securityOf(own, global)).toEqual(want);
  });

  it("schemes carry what is needed to send them", async () => {
    const security = [{ key: [] }, { sig: [] }, { bearer: [] }, { oauth: [] }];
    const only = await onlyOperation(operation({ security }, { components: { securitySchemes: schemes } }));
    expect(only.security.flatMap((each) => each.schemes.map(({ scheme }) => scheme))).toMatchObject([
      { type: "apiKey", in: "query", parameter: "k", sigv4: false },
      { type: "apiKey", in: "header", parameter: "Authorization", sigv4: true },
      { type: "http", scheme: "bearer" },
      { type: "oauth2" },
    ]);
  });

  it("a name that no scheme has is told", async () => {
    expect(await codesOf(operation({ security: [{ nobody: [] }] }))).toEqual([
      `undefinedSecurityScheme ${at}/security/0/nobody`,
    ]);
  });
});

describe("links", () => {
  const linked = (link: object, more: object = {}): object =>
    operation({ responses: { 200: { description: "", links: { next: link } } } }, more);

  it.each([
    [{ operationId: "getPet", parameters: { "path.id": "$response.body#/id" } }],
    [{ operationRef: "#/paths/~1pets/get", parameters: { "path.id": "$response.body#/id" } }],
  ])("%j leads to its operation", async (link) => {
    const [found] = (await onlyOperation(linked(link))).responses[0]?.links ?? [];
    expect(found).toMatchObject({ name: "next", target: "getPet" });
    expect([...(found?.parameters ?? [])]).toEqual([["path.id", "$response.body#/id"]]);
  });

  it("hold only for what x-covenant.given says", async () => {
    const link = {
      operationId: "getPet",
      requestBody: { a: 1 },
      "x-covenant": { given: { "/protocolType": "WEBSOCKET" } },
    };
    const [found] = (await onlyOperation(linked(link))).responses[0]?.links ?? [];
    expect([...(found?.given ?? [])]).toEqual([["/protocolType", "WEBSOCKET"]]);
    expect(found?.requestBody).toEqual({ a: 1 });
  });

  it.each([[{ operationId: "nobody" }], [{ operationRef: "#/paths/~1x/get" }], [{}]])(
    "%j is told and left out",
    async (link) => {
      expect((await onlyOperation(linked(link))).responses[0]?.links).toEqual([]);
      expect(await codesOf(linked(link))).toEqual([`unknownLinkTarget ${at}/responses/200/links/next`]);
    },
  );
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
