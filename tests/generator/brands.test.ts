import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import ts from "typescript";
import { type Endpoint, startEndpoint } from "../../endpoint/server.ts";
import { brandName } from "../../generator/brands/names.ts";
import { send, type WireRequest } from "../../runtime/index.ts";
import { signed } from "../support/routeResponse.ts";
import * as api from "./brands/index.ts";
import { document, outputOf } from "./language.ts";

const string = { type: "string" };
const object = (properties: object) => ({ type: "object", properties });
const json = (schema: object) => ({ "application/json": { schema } });

const LINKED = "#/id";
const byId = (operationId: string, schema: object = string) => ({
  operationId,
  parameters: [{ name: "id", in: "path", required: true, schema }],
  responses: { 200: { description: "" } },
});

/** Pets and shops by id, and an operation `make` whose answer of this schema is linked to them. */
const linking = (schema: object, links: object = { a: to("getPet") }, id: object = string) => ({
  "/pets": {
    post: { operationId: "make", responses: { 201: { description: "", content: json(schema), links } } },
  },
  "/pets/{id}": { get: byId("getPet", id) },
  "/shops/{id}": { get: byId("getShop") },
});
const to = (operationId: string, pointer = LINKED, name = "id") => ({
  operationId,
  parameters: { [name]: `$response.body${pointer}` },
});

const output = (paths: object, schemas: object = {}) => outputOf(document(paths, schemas), { brands: true });
const flat = (text = "") => text.replace(/\s+/g, " ");
const brandsIn = (text = "") => [...text.matchAll(/^export type (\w+) = (\w+) &/gm)].map(([, ...brand]) => brand);
/** The body that `make` answers with. */
const bodyOf = async (paths: object, schemas: object = {}) =>
  /readonly body: (?:\| )?(.*?); readonly response/.exec(
    flat((await output(paths, schemas)).get("operations/make.ts")),
  )?.[1];

describe("a brand's name is that of the parameter, and of what stands before it where one word does not say whose id it is", () => {
  test.each([
    ["/apis/{apiId}", "apiId", "ApiId"],
    ["/apis/{api_id}", "api_id", "ApiId"],
    ["/deep/apis/{API-ID}/x", "API-ID", "ApiId"],
    ["/pets/{id}", "id", "PetsId"],
    ["/shops/{id}", "id", "ShopsId"],
    ["/v1/shop-keepers/{ID}", "ID", "ShopKeepersId"],
    ["/repos/{owner}/{repo}", "owner", "ReposOwner"],
    ["/repos/{owner}/{repo}", "repo", "ReposRepo"],
    ["/files/{name}.{extension}", "extension", "FilesExtension"],
    ["/pets/{id2}", "id2", "PetsId2"],
    ["/{id}", "id", "Id"],
    ["/2fa/{id}", "id", "Id2FaId"],
    ["/uint8/{array}", "array", "Uint8Array_"],
    ["/{answer}", "answer", "Answer_"],
  ])("%s, %s: %s", (path, parameter, name) => {
    expect(brandName(path, parameter)).toBe(name);
  });

  it("ends in a hash where letters were lost, so that two do not become one", () => {
    expect(brandName("/a/{日本}", "日本")).toMatch(/^A_[0-9a-f]{8}$/);
    expect(brandName("/a/{日本}", "日本")).not.toBe(brandName("/a/{中国}", "中国"));
  });

  it("is an identifier of bounded length that begins with a capital, whatever the document says", () => {
    const text = fc.string({ unit: "binary", size: "medium" });
    fc.assert(
      fc.property(text, text, (path, parameter) => {
        expect(brandName(path, parameter)).toMatch(/^[A-Z]\w{0,69}$/);
      }),
    );
  });
});

describe("path parameters have brands", () => {
  test.each<[string, object, readonly (readonly string[])[]]>([
    ["a string", string, [["PetsId", "string"]]],
    ["an integer", { type: "integer", format: "int64" }, [["PetsId", "number"]]],
    ["listed values: none", { enum: ["a", "b"], type: "string" }, []],
    ["a union: none", { type: ["string", "integer"] }, []],
    ["an array: none", { type: "array", items: string }, []],
    ["anything: none", {}, []],
  ])("%s", async (_, schema, brands) => {
    expect(brandsIn((await output({ "/pets/{id}": { get: byId("getPet", schema) } })).get("types.ts"))).toEqual(brands);
  });

  it("one that the document forgot to describe is a string", async () => {
    const paths = { "/pets/{id}": { get: { ...byId("getPet"), parameters: [] } } };
    expect(brandsIn((await output(paths)).get("types.ts"))).toEqual([["PetsId", "string"]]);
  });

  it("not where one brand would be a string here and a number there", async () => {
    const paths = { "/pets/{id}": { get: byId("a") }, "/shop/pets/{id}": { get: byId("b", { type: "integer" }) } };
    const files = await output(paths);
    expect(brandsIn(files.get("types.ts"))).toEqual([]);
    expect(flat(files.get("operations/b.ts"))).toContain("readonly id: number;");
  });

  it("not without the option", async () => {
    const files = await outputOf(document({ "/pets/{id}": { get: byId("getPet") } }));
    expect(brandsIn(files.get("types.ts"))).toEqual([]);
  });
});

describe("a member of an answer has the brand of the path parameter that a link carries it into", () => {
  test.each<[string, object, object, string]>([
    ["by name", object({ id: string }), to("getPet"), "{ readonly id?: PetsId; }"],
    ["by name and place", object({ id: string }), to("getPet", LINKED, "path.id"), "{ readonly id?: PetsId; }"],
    [
      "that may be null",
      object({ id: { type: ["string", "null"] } }),
      to("getPet"),
      "{ readonly id?: PetsId | null; }",
    ],
    [
      "deep down",
      object({ a: object({ b: string }) }),
      to("getPet", "#/a/b"),
      "{ readonly a?: { readonly b?: PetsId; }; }",
    ],
    ["with an odd name", object({ "a/b": string }), to("getPet", "#/a~1b"), '{ readonly "a/b"?: PetsId; }'],
    [
      "of an item",
      object({ a: { type: "array", items: object({ id: string }) } }),
      to("getPet", "#/a/0/id"),
      "{ readonly a?: readonly { readonly id?: PetsId; }[]; }",
    ],
    [
      "of every alternative",
      { oneOf: [object({ id: string }), object({ id: string, a: string })] },
      to("getPet"),
      "{ readonly id?: PetsId; } | { readonly id?: PetsId; readonly a?: string; }",
    ],
    ["not of another type", object({ id: { type: "integer" } }), to("getPet"), "{ readonly id?: number; }"],
    ["not into a query", object({ id: string }), to("getPet", LINKED, "query.id"), "{ readonly id?: string; }"],
    ["not one that is not there", object({ id: string }), to("getPet", "#/toString"), "{ readonly id?: string; }"],
  ])("%s", async (_, schema, link, body) => {
    expect(await bodyOf(linking(schema, { a: link }))).toBe(body);
  });

  it("declared in a named schema, in which it stands for all that refer to it", async () => {
    const schemas = { Pet: { allOf: [{ $ref: "#/components/schemas/Base" }] }, Base: object({ id: string }) };
    const files = await output(linking({ $ref: "#/components/schemas/Pet" }), schemas);
    expect(flat(files.get("types.ts"))).toContain("readonly Base: { readonly id?: PetsId; };");
  });

  it("referred to: the member has the brand, not what it refers to", async () => {
    const schema = object({ id: { $ref: "#/components/schemas/Key" }, other: { $ref: "#/components/schemas/Key" } });
    expect(await bodyOf(linking(schema), { Key: string })).toBe(
      '{ readonly id?: PetsId; readonly other?: components["schemas"]["Key"]; }',
    );
  });

  it("not where links carry it into two, however often", async () => {
    const links = { a: to("getPet"), b: to("getShop"), c: to("getPet") };
    expect(await bodyOf(linking(object({ id: string }), links))).toBe("{ readonly id?: string; }");
  });

  it("not where the parameter has none", async () => {
    expect(await bodyOf(linking(object({ id: string }), undefined, { enum: ["a"] }))).toBe("{ readonly id?: string; }");
  });

  it("of a schema that is composed of itself, in bounded time", async () => {
    const next = (index: number) => ({ $ref: `#/components/schemas/A${(index + 1) % 40}` });
    const schemas = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `A${index}`,
        { allOf: [next(index), next(index)], properties: { id: next(index), own: string } },
      ]),
    );
    const link = to("getPet", `#${"/id".repeat(60)}/own`);
    const files = await output(linking({ $ref: "#/components/schemas/A0" }, { a: link }), schemas);
    expect(files.get("types.ts")).toContain("readonly own?: PetsId;");
  });
});

it("no text of a document becomes code: there are types and functions of brands, and nothing else", async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.stringMatching(/^[*/`$\\"'<>%#~ \n.-]{1,8}$/),
    fc.constantFrom("*/ export const pwned = 1; /*", "`;}", "__proto__", "constructor", "\u2028", "WithRequired"),
  );
  await fc.assert(
    fc.asyncProperty(text, text, async (resource, name) => {
      const path = `/${resource}/{${name}}`;
      const parameters = [{ name, in: "path", required: true, schema: string }];
      const links = { a: { operationId: "a", parameters: { [name]: `$response.body#/${name}` } } };
      const content = json(object({ [name]: string }));
      const operation = { operationId: "a", parameters, responses: { 200: { description: "", content, links } } };
      const types = (await output({ [path]: { get: operation } })).get("types.ts") ?? "";
      const kinds = ts
        .createSourceFile("a.ts", types, ts.ScriptTarget.ESNext)
        .statements.map((statement) => ts.SyntaxKind[statement.kind]);
      const brands = brandsIn(types).flatMap(() => ["TypeAliasDeclaration", "FunctionDeclaration"]);
      const declared = brands.length === 0 ? [] : ["FirstStatement", ...brands];
      expect(kinds).toEqual([...declared, "InterfaceDeclaration", "TypeAliasDeclaration"]);
    }),
    { numRuns: 60 },
  );
});

describe("against the endpoint", () => {
  let endpoint: Endpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint();
  });
  afterAll(() => endpoint.close());

  const sent = (request: WireRequest) => send(endpoint.url, signed(request));
  const made = <Answer extends { readonly case: unknown }>(answer: Answer): Extract<Answer, { readonly case: 201 }> => {
    if (isMade(answer)) return answer;
    throw new Error(`Expected 201, but ${String(answer.case)} came.`);
  };
  const isMade = <Answer extends { readonly case: unknown }>(
    answer: Answer,
  ): answer is Extract<Answer, { readonly case: 201 }> => answer.case === 201;

  it("the ids of an API, its route and its route response go from answer to request without a cast", async () => {
    const body = { name: "chat", protocolType: "WEBSOCKET" } as const;
    const { apiId } = made(api.CreateApi.decode(await sent(api.createApi({ body })))).body;
    const { routeId } = made(
      api.CreateRoute.decode(await sent(api.createRoute({ apiId, body: { routeKey: "$default" } }))),
    ).body;
    const { routeResponseId } = made(
      api.CreateRouteResponse.decode(
        await sent(api.createRouteResponse({ apiId, routeId, body: { routeResponseKey: "$default" } })),
      ),
    ).body;
    const read = api.GetRouteResponse.decode(await sent(api.getRouteResponse({ apiId, routeId, routeResponseId })));
    expect(read).toMatchObject({ case: 200, body: { routeResponseId, routeResponseKey: "$default" } });
  });
});
