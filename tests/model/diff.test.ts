import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Change,
  type Model,
  contractText,
  diffContracts,
  diffModels,
  parseContract,
  toContract,
} from "../../model/index.ts";
import { api, modelOf, operation } from "./reading.ts";

const schemaAt = "#/components/schemas/S";
const ref = { $ref: schemaAt };
const json = (schema: object): object => ({ "application/json": { schema } });
/** One schema, sent and answered, or only one of the two. */
const uses = {
  request: { requestBody: { content: json(ref) } },
  response: { responses: { 200: { description: "", content: json(ref) } } },
};
const withS = (S: unknown, use: object): object => operation(use, { components: { schemas: { S } } });
const who = ({ breaking }: Change): string =>
  [breaking.client ? "client" : "", breaking.server ? "server" : ""].filter(Boolean).join(" ") || "nobody";
const told = (changes: readonly Change[]): readonly string[] =>
  changes.map(
    (each) =>
      `${each.pointer} ${each.what}: ${JSON.stringify(each.before)} -> ${JSON.stringify(each.after)}, ${who(each)}`,
  );
const changed = async (before: object, after: object): Promise<readonly string[]> =>
  told(diffModels(await modelOf(before), await modelOf(after)));
const schemaChanged = (before: unknown, after: unknown, use: object): Promise<readonly string[]> =>
  changed(withS(before, use), withS(after, use));

describe("a schema's change is told at its keyword; who breaks depends on who writes the message", () => {
  it.each([
    [{ maxLength: 128 }, { maxLength: 64 }, "/maxLength maxLength: 128 -> 64", "client", "server"],
    [{ maxLength: 64 }, { maxLength: 128 }, "/maxLength maxLength: 64 -> 128", "server", "client"],
    [{}, { minimum: 1 }, "/minimum minimum: undefined -> 1", "client", "server"],
    [{ minimum: 1 }, {}, "/minimum minimum: 1 -> undefined", "server", "client"],
    [{ minimum: 1 }, { minimum: 0.5 }, "/minimum minimum: 1 -> 0.5", "server", "client"],
    [{ multipleOf: 2 }, { multipleOf: 4 }, "/multipleOf multipleOf: 2 -> 4", "client", "server"],
    [{ multipleOf: 2 }, { multipleOf: 3 }, "/multipleOf multipleOf: 2 -> 3", "client server", "client server"],
    [{ pattern: "^a" }, { pattern: "^b" }, '/pattern pattern: "^a" -> "^b"', "client server", "client server"],
    [{ type: "string" }, { type: ["string", "null"] }, '/type type: "string" -> ["null","string"]', "server", "client"],
    [{ type: "number" }, { type: "integer" }, '/type type: "number" -> "integer"', "client", "server"],
    [{ type: "string" }, { type: "integer" }, '/type type: "string" -> "integer"', "client server", "client server"],
    [{ enum: ["a", "b"] }, { enum: ["b"] }, '/enum enum: "a" -> undefined', "client", "server"],
    [{ enum: ["a"] }, { enum: ["c", "a"] }, '/enum enum: undefined -> "c"', "server", "client"],
    [{}, { enum: ["a"] }, '/enum enum: undefined -> ["a"]', "client", "server"],
    [{}, { required: ["a"] }, '/required required: undefined -> "a"', "client", "server"],
    [{ required: ["a", "b"] }, { required: ["b"] }, '/required required: "a" -> undefined', "server", "client"],
    [
      {},
      { properties: { a: { type: "string" } } },
      '/properties/a property: undefined -> {"type":"string"}',
      "server",
      "nobody",
    ],
    [
      { additionalProperties: false, properties: {} },
      { additionalProperties: false, properties: { a: true } },
      "/properties/a property: undefined -> true",
      "server",
      "client",
    ],
    [{ properties: { a: true } }, { properties: {} }, "/properties/a property: true -> undefined", "client", "client"],
    [
      {},
      { additionalProperties: false },
      "/additionalProperties additionalProperties: undefined -> false",
      "client",
      "server",
    ],
    [{ items: { type: "string" } }, {}, '/items items: {"type":"string"} -> undefined', "server", "client"],
    [
      { items: { maxLength: 2 } },
      { items: { maxLength: 1 } },
      "/items/maxLength maxLength: 2 -> 1",
      "client",
      "server",
    ],
    [{ not: { maxLength: 2 } }, { not: { maxLength: 1 } }, "/not/maxLength maxLength: 2 -> 1", "server", "client"],
    [{}, { not: { type: "null" } }, '/not not: undefined -> {"type":"null"}', "client", "server"],
    [
      { anyOf: [{ type: "null" }] },
      { anyOf: [{ type: "string" }, { type: "null" }] },
      '/anyOf/0 anyOf: undefined -> {"type":"string"}',
      "server",
      "client",
    ],
    [
      { allOf: [{ minLength: 1 }, true] },
      { allOf: [true] },
      '/allOf/0 allOf: {"minLength":1} -> undefined',
      "server",
      "client",
    ],
    [
      { anyOf: [{ minLength: 1 }] },
      { anyOf: [{ minLength: 2 }] },
      "/anyOf/0/minLength minLength: 1 -> 2",
      "client",
      "server",
    ],
    [{ uniqueItems: false }, { uniqueItems: true }, "/uniqueItems uniqueItems: false -> true", "client", "server"],
    [{}, { readOnly: true }, "/readOnly readOnly: undefined -> true", "client", "nobody"],
    [{}, { writeOnly: true }, "/writeOnly writeOnly: undefined -> true", "nobody", "server"],
    [{ default: 1 }, { default: 2 }, "/default default: 1 -> 2", "nobody", "nobody"],
    [true, false, " schema: true -> false", "client", "server"],
  ])("%j to %j", async (before, after, what, requested, answered) => {
    expect(await schemaChanged(before, after, uses.request)).toEqual([`${schemaAt}${what}, ${requested}`]);
    expect(await schemaChanged(before, after, uses.response)).toEqual([`${schemaAt}${what}, ${answered}`]);
  });
});

describe("nothing is told of", () => {
  it.each([
    [{ description: "a" }, { description: "b", title: "c", example: 1, examples: [2], "x-a": 3, $comment: "d" }],
    [
      { enum: ["a", "b"], required: ["a", "b"] },
      { required: ["b", "a"], enum: ["b", "a"] },
    ],
    [{ type: ["string", "null"] }, { type: ["null", "string"] }],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, { anyOf: [{ type: "null" }, { type: "string" }] }],
    [{ additionalProperties: true, items: {} }, {}],
    [{ const: { a: 1, b: 2 } }, { const: { b: 2, a: 1 } }],
    [{ maximum: 1 }, { maximum: 1 }],
  ])("%j and %j", async (before, after) => {
    expect(await schemaChanged(before, after, uses.response)).toEqual([]);
  });

  it("a schema that is named otherwise, or written in place", async () => {
    const named = (name: string): object =>
      operation(
        { requestBody: { content: json({ $ref: `#/components/schemas/${name}` }) } },
        { components: { schemas: { [name]: { items: { $ref: `#/components/schemas/${name}` } } } } },
      );
    expect(await changed(named("A"), named("B"))).toEqual([]);
    const inline = operation({ requestBody: { content: json({ type: "string" }) } });
    expect(await changed(withS({ type: "string" }, uses.request), inline)).toEqual([]);
  });

  it("a parameter of the path that is named otherwise", async () => {
    const path = (name: string): object => ({
      paths: {
        [`/pets/{${name}}`]: {
          get: { operationId: "g", parameters: [{ name, in: "path", required: true, schema: {} }], responses: {} },
        },
      },
    });
    expect(await changed(api(path("id")), api(path("petId")))).toEqual([]);
  });

  it("the OpenAPI version", async () => {
    expect(await changed(operation({}, {}, "3.0.3"), operation({}, {}, "3.2.0"))).toEqual([]);
  });
});

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

describe("a contract", () => {
  const spec = async (): Promise<Model> =>
    modelOf(
      withS({ maximum: "x", properties: { ["__proto__"]: { maximum: 1 } } }, { ...uses.request, ...uses.response }),
    );

  it("has no difference from itself as a file", async () => {
    const contract = toContract(await spec());
    const read = parseContract(contractText(contract));
    expect(read).toBeDefined();
    expect(read === undefined ? undefined : contractText(read)).toBe(contractText(contract));
    expect(read === undefined ? undefined : diffContracts(read, contract)).toEqual([]);
  });

  it("keeps its numbers as they were written", async () => {
    const document = (maximum: string): string =>
      JSON.stringify(withS({ maximum: 0 }, uses.request)).replace('"maximum":0', `"maximum":${maximum}`);
    const text = contractText(toContract(await modelOf({ "api.json": document("9223372036854775807") })));
    expect(text).toContain('"maximum":9223372036854775807');
    const before = parseContract(text);
    const changes =
      before === undefined ? [] : diffModels(before, await modelOf({ "api.json": document("9223372036854775806") }));
    expect(changes).toMatchObject([{ what: "maximum", breaking: { client: true, server: false } }]);
  });

  it("stands on one line for each operation and schema", async () => {
    const lines = contractText(toContract(await spec())).split("\n");
    expect(lines.filter((line) => line.startsWith('"getPet":')).length).toBe(1);
    expect(lines.filter((line) => line.startsWith(`"${schemaAt}":`)).length).toBe(1);
  });

  it.each(["", "{}", "[]", '{"contract":0}', '{"contract":1,"servers":{},"operations":[],"schemas":{}}'])(
    "is not read from %j",
    (text) => {
      expect(parseContract(text)).toBeUndefined();
    },
  );
});

it("what breaks the client one way breaks the server the other way, and the other way round", async () => {
  const bound = fc.integer({ min: 0, max: 5 });
  const type = fc.constantFrom("string", "integer", "number", "null");
  const schema = fc.record(
    {
      maxLength: bound,
      minLength: bound,
      maximum: bound,
      multipleOf: fc.constantFrom(2, 3, 4),
      type: fc.uniqueArray(type, { minLength: 1 }),
      enum: fc.uniqueArray(bound, { minLength: 1 }),
      required: fc.uniqueArray(fc.constantFrom("a", "b")),
      not: fc.record({ minItems: bound }),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const mirrored = (changes: readonly Change[]): readonly Change[] =>
    changes.map((each) => ({
      ...each,
      before: each.after,
      after: each.before,
      breaking: { client: each.breaking.server, server: each.breaking.client },
    }));
  const sorted = (changes: readonly Change[]): readonly string[] => told(changes).toSorted();
  await fc.assert(
    fc.asyncProperty(schema, schema, fc.constantFrom(uses.request, uses.response), async (one, other, use) => {
      const [before, after] = [await modelOf(withS(one, use)), await modelOf(withS(other, use))];
      expect(sorted(mirrored(diffModels(after, before)))).toEqual(sorted(diffModels(before, after)));
    }),
    { numRuns: 60 },
  );
});
