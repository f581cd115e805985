import { describe, expect, it } from "vitest";
import { diffModels } from "../../model/index.ts";
import { changed, json, ref, schemaAt } from "./changes.ts";
import { api, modelOf, operation } from "./reading.ts";

const at = "#/paths/~1pets/get";
const q = (more: object = {}): object => ({ parameters: [{ name: "q", in: "query", schema: {}, ...more }] });
const answers = (...statuses: readonly string[]): object => ({
  responses: Object.fromEntries(statuses.map((each) => [each, { description: "" }])),
});

describe("an operation's change", () => {
  it.each([
    [{}, q(), `${at}/parameters/0 parameter: undefined -> "query.q", server`],
    [{}, q({ required: true }), `${at}/parameters/0 parameter: undefined -> "query.q", client server`],
    [q(), {}, `${at}/parameters/0 parameter: "query.q" -> undefined, client`],
    [q(), q({ required: true }), `${at}/parameters/0/required required: false -> true, client`],
    [q(), q({ explode: false }), `${at}/parameters/0/explode explode: true -> false, client server`],
    [q(), q({ schema: { maxLength: 1 } }), `${at}/parameters/0/schema/maxLength maxLength: undefined -> 1, client`],
    [answers("200", "404"), answers("200"), `${at}/responses/404 response: "404" -> undefined, server`],
    [answers("200"), answers("200", "404"), `${at}/responses/404 response: undefined -> "404", client`],
    [
      {},
      { requestBody: { content: json({}) } },
      `${at}/requestBody requestBody: undefined -> ["application/json"], server`,
    ],
    [
      { requestBody: { content: json({}) } },
      { requestBody: { content: { "text/csv": {} } } },
      `${at}/requestBody/content/application~1json mediaType: "application/json" -> undefined, client`,
      `${at}/requestBody/content/text~1csv mediaType: undefined -> "text/csv", server`,
    ],
    [{ deprecated: false }, { deprecated: true }, `${at}/deprecated deprecated: false -> true, nobody`],
    [{ operationId: "a" }, { operationId: "b" }, `${at}/operationId operationId: "a" -> "b", nobody`],
    [
      { security: [] },
      { security: [{ key: [] }] },
      `${at}/security security: "none" -> undefined, client`,
      `${at}/security/0 security: undefined -> "apiKey header k", server`,
    ],
    [{ security: [{}] }, { security: [] }],
  ])("%j to %j", async (before, after, ...want) => {
    const more = { components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "k" } } } };
    expect(await changed(operation(before, more), operation(after, more))).toEqual(want);
  });

  it("headers of an answer: a new required one binds the server, one that goes is missed by the client", async () => {
    const headers = (more: object): object => ({ responses: { 200: { description: "", headers: more } } });
    const header = (required: boolean): object => headers({ "X-A": { required, schema: {} } });
    const place = `${at}/responses/200/headers/X-A`;
    expect(await changed(operation(headers({})), operation(header(true)))).toEqual([
      `${place} header: undefined -> "x-a", server`,
    ]);
    expect(await changed(operation(headers({})), operation(header(false)))).toEqual([
      `${place} header: undefined -> "x-a", nobody`,
    ]);
    expect(await changed(operation(header(true)), operation(headers({})))).toEqual([
      `${place} header: "x-a" -> undefined, client`,
    ]);
  });

  it("coming and going", async () => {
    expect(await changed(api({}), operation({}))).toEqual([`${at} operation: undefined -> "GET /pets", server`]);
    expect(await changed(operation({}), api({}))).toEqual([`${at} operation: "GET /pets" -> undefined, client`]);
  });

  it("a path that moves breaks both", async () => {
    const moved = api({ paths: { "/animals": { get: { operationId: "getPet", responses: {} } } } });
    expect(await changed(operation({}), moved)).toEqual([
      '#/paths/~1animals/get path: "/pets" -> "/animals", client server',
    ]);
  });

  it("servers", async () => {
    const at = (url: string): object => api({ servers: [{ url }] });
    expect(await changed(at("/a"), at("/b"))).toEqual([
      '#/servers/0 server: undefined -> "/b", nobody',
      '#/servers/0 server: "/a" -> undefined, client',
    ]);
  });
});

describe("what several operations share is told once, with all of them", () => {
  const shared = (S: object, limit: object): object => {
    const one = (operationId: string): object => ({
      operationId,
      parameters: [{ $ref: "#/components/parameters/limit" }],
      responses: { 200: { description: "", content: json({ items: ref }) } },
    });
    const parameters = { limit: { name: "limit", in: "query", schema: limit } };
    return api({
      paths: { "/a": { get: one("b") }, "/b": { get: one("a"), put: { operationId: "c", responses: {} } } },
      components: { parameters, schemas: { S } },
    });
  };

  it("and it breaks whom it breaks in any of its places", async () => {
    const before = await modelOf(shared({ maxLength: 2, properties: { s: ref } }, { maximum: 2 }));
    const after = await modelOf(shared({ maxLength: 1, properties: { s: ref } }, { maximum: 1 }));
    expect(diffModels(before, after)).toEqual([
      {
        operations: ["a", "b"],
        pointer: "#/components/parameters/limit/schema/maximum",
        what: "maximum",
        before: 2,
        after: 1,
        breaking: { client: true, server: false },
      },
      {
        operations: ["a", "b"],
        pointer: `${schemaAt}/maxLength`,
        what: "maxLength",
        before: 2,
        after: 1,
        breaking: { client: false, server: true },
      },
    ]);
  });
});
