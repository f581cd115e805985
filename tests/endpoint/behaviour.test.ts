import { connect, type Socket } from "node:net";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AUTHORIZATION, endpoint, idOf, newApi, newFamily, newRoute, send, type Reply } from "./language.ts";

const at = endpoint();
const get = (target: string): Promise<Reply> => send(at, "GET", target);
const post = (target: string, body: unknown): Promise<Reply> => send(at, "POST", target, body);
const patch = (target: string, body: unknown): Promise<Reply> => send(at, "PATCH", target, body);
const remove = (target: string): Promise<Reply> => send(at, "DELETE", target);

const refusedAs = (status: number, type: string): object => ({ status, type });
const CONFLICT = refusedAs(409, "ConflictException");
const BAD_REQUEST = refusedAs(400, "BadRequestException");
const NOT_FOUND = refusedAs(404, "NotFoundException");

describe("what a PATCH leaves", () => {
  const full = {
    modelSelectionExpression: "$response.body.kind",
    responseModels: { a: "First", b: "Second" },
    responseParameters: { p: { required: true }, q: {} },
  };
  const cases: readonly [rule: string, change: object, left: object][] = [
    ["what is left out is kept", {}, full],
    ["null reads as absent", { modelSelectionExpression: null, responseModels: null, responseParameters: null }, full],
    ["an unknown member is ignored", { colour: "red" }, full],
    ["a string is replaced", { modelSelectionExpression: "word" }, { ...full, modelSelectionExpression: "word" }],
    [
      '"" clears a string',
      { modelSelectionExpression: "" },
      { responseModels: full.responseModels, responseParameters: full.responseParameters },
    ],
    ["{} clears nothing", { responseModels: {}, responseParameters: {} }, full],
    [
      "maps are merged key by key",
      { responseModels: { c: "First" } },
      { ...full, responseModels: { ...full.responseModels, c: "First" } },
    ],
    [
      "a key is replaced",
      { responseModels: { a: "Second" } },
      { ...full, responseModels: { a: "Second", b: "Second" } },
    ],
    ['"" takes a key out', { responseModels: { a: "" } }, { ...full, responseModels: { b: "Second" } }],
    ['"" for a key that is not there does nothing', { responseModels: { z: "" } }, full],
    [
      "an object-valued key is merged",
      { responseParameters: { p: { required: false }, q: { required: true } } },
      { ...full, responseParameters: { p: { required: false }, q: { required: true } } },
    ],
    ["an object-valued key cannot be taken out", { responseParameters: { p: {} } }, full],
    ["null inside an object-valued key reads as absent", { responseParameters: { p: { required: null } } }, full],
    [
      "__proto__ and constructor are keys like others",
      JSON.parse('{"responseModels":{"__proto__":"First","constructor":"First"}}'),
      { ...full, responseModels: JSON.parse('{"a":"First","b":"Second","__proto__":"First","constructor":"First"}') },
    ],
  ];

  test.each(cases)("%s", async (_, change, left) => {
    const { routeResponse } = await newFamily(at, full);
    const answer = await patch(routeResponse, change);
    const { routeResponseId, ...members } = answer.body;
    expect(answer.status).toBe(200);
    expect(routeResponse.endsWith(`/${String(routeResponseId)}`)).toBe(true);
    expect(members).toEqual({ routeResponseKey: "$default", ...left });
    expect((await get(routeResponse)).body).toEqual(answer.body);
  });

  test("any text and any key come back as they were sent", async () => {
    const { routeResponse } = await newFamily(at);
    const texts = fc.string({ unit: "binary" }).filter((text) => text !== "");
    const change = fc.record({
      modelSelectionExpression: texts,
      responseParameters: fc.dictionary(texts, fc.constant({ required: true })),
    });
    await fc.assert(
      fc.asyncProperty(change, async (sent) => {
        const answer = await patch(routeResponse, sent);
        expect(answer.body).toMatchObject(JSON.parse(JSON.stringify(sent)));
        expect((await get(routeResponse)).body).toEqual(answer.body);
      }),
      { numRuns: 50 },
    );
  });

  test("a lone surrogate and U+0000 come back as they were sent", async () => {
    const { routeResponse } = await newFamily(at);
    const answer = await patch(routeResponse, '{"modelSelectionExpression":"\\ud800\\u0000x"}');
    expect(answer.body).toMatchObject({ modelSelectionExpression: "\ud800\0x" });
  });

  test("a refused PATCH changes nothing", async () => {
    const { routeResponse } = await newFamily(at, full);
    const before = await get(routeResponse);
    expect(
      await patch(routeResponse, { modelSelectionExpression: "x", responseModels: { a: "Nobody" } }),
    ).toMatchObject(BAD_REQUEST);
    expect(await patch(routeResponse, { modelSelectionExpression: "x", routeResponseKey: "other" })).toMatchObject(
      BAD_REQUEST,
    );
    expect((await get(routeResponse)).body).toEqual(before.body);
  });
});

describe("an api", () => {
  test.each(["HTTP", "WEBSOCKET"])("has its defaults: %s", async (protocolType) => {
    const { body } = await get(await newApi(at, protocolType));
    expect(body).toMatchObject({
      protocolType,
      apiId: expect.stringMatching(/^[a-z0-9]{10}$/),
      createdDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      routeSelectionExpression: expect.any(String),
      apiEndpoint: expect.stringMatching(protocolType === "HTTP" ? /^https:/ : /^wss:/),
    });
  });

  test("keeps its protocol: a PATCH cannot name it", async () => {
    const api = await newApi(at);
    expect((await patch(api, { protocolType: "HTTP", name: "other" })).body).toMatchObject({
      protocolType: "WEBSOCKET",
      name: "other",
    });
  });

  test("takes everything below it along", async () => {
    const { api, route, routeResponse } = await newFamily(at);
    expect((await remove(api)).status).toBe(204);
    for (const gone of [api, route, routeResponse, `${api}/models`]) expect(await get(gone)).toMatchObject(NOT_FOUND);
    expect(await remove(api)).toMatchObject(NOT_FOUND);
  });
});

describe("a route", () => {
  test("has a key of its own in its api", async () => {
    const api = await newApi(at);
    await newRoute(at, api, "a");
    expect(await post(`${api}/routes`, { routeKey: "a" })).toMatchObject(CONFLICT);
    const other = await newRoute(at, api, "b");
    expect(await patch(other, { routeKey: "a" })).toMatchObject(CONFLICT);
    expect(await patch(other, { routeKey: "b" })).toMatchObject({ status: 200 });
    expect(await post(`${await newApi(at)}/routes`, { routeKey: "a" })).toMatchObject({ status: 201 });
  });

  test.each([
    ["GET /pets", 201],
    ["ANY /{proxy+}", 201],
    ["$default", 201],
    ["GET pets", 400],
    ["FETCH /pets", 400],
    ["$connect", 400],
    ["sendMessage", 400],
  ])("of an HTTP api may have the key %s: %i", async (routeKey, status) => {
    expect(await post(`${await newApi(at, "HTTP")}/routes`, { routeKey })).toMatchObject({ status });
  });

  test("names only models that exist", async () => {
    const { api, route } = await newFamily(at);
    expect(await patch(route, { requestModels: { a: "First" } })).toMatchObject({ status: 200 });
    expect(await patch(route, { requestModels: { a: "Nobody" } })).toMatchObject(BAD_REQUEST);
    expect(await post(`${api}/routes`, { routeKey: "x", requestModels: { a: "Nobody" } })).toMatchObject(BAD_REQUEST);
  });

  test("loses a request parameter, once", async () => {
    const { api } = await newFamily(at);
    const key = "route.request.querystring.a/b ü";
    const created = await post(`${api}/routes`, {
      routeKey: "x",
      requestParameters: { [key]: { required: true }, other: {} },
    });
    const route = `${api}/routes/${idOf(created, "routeId")}`;
    expect(await remove(`${route}/requestparameters/${encodeURIComponent(key)}`)).toMatchObject({ status: 204 });
    expect((await get(route)).body["requestParameters"]).toEqual({ other: {} });
    expect(await remove(`${route}/requestparameters/${encodeURIComponent(key)}`)).toMatchObject(NOT_FOUND);
  });

  test("is the three-hundredth of its api at most", async () => {
    const api = await newApi(at);
    for (let index = 0; index < 300; index++) await newRoute(at, api, `key${index}`);
    const refused = await post(`${api}/routes`, { routeKey: "one more" });
    expect(refused).toMatchObject({
      status: 429,
      type: "TooManyRequestsException",
      body: { limitType: expect.any(String) },
    });
  });
});

describe("a route response", () => {
  test("is of a WebSocket api", async () => {
    const route = await newRoute(at, await newApi(at, "HTTP"));
    expect(await post(`${route}/routeresponses`, { routeResponseKey: "$default" })).toMatchObject(BAD_REQUEST);
  });

  test("is $default, and the only one of its route", async () => {
    const { route, routeResponse } = await newFamily(at);
    expect(await post(`${route}/routeresponses`, { routeResponseKey: "$default" })).toMatchObject(CONFLICT);
    expect(await post(`${route}/routeresponses`, { routeResponseKey: "other" })).toMatchObject(BAD_REQUEST);
    await remove(routeResponse);
    expect(await post(`${route}/routeresponses`, { routeResponseKey: "$default" })).toMatchObject({ status: 201 });
  });

  test("is found only under its own api and route", async () => {
    const { api, routeResponse } = await newFamily(at);
    const id = routeResponse.split("/").at(-1);
    const otherRoute = await newRoute(at, api, "other");
    const otherApi = await newApi(at);
    for (const wrong of [
      `${otherRoute}/routeresponses/${id}`,
      routeResponse.replace(api, otherApi),
      `${routeResponse}%00`,
    ]) {
      expect(await get(wrong)).toMatchObject(NOT_FOUND);
    }
  });
});

describe("a model", () => {
  test("has a name of its own in its api", async () => {
    const { api } = await newFamily(at);
    expect(await post(`${api}/models`, { name: "First", schema: "{}" })).toMatchObject(CONFLICT);
  });

  test("in use is neither deleted nor renamed", async () => {
    const { api, route, routeResponse } = await newFamily(at, { responseModels: { a: "First" } });
    await patch(route, { requestModels: { b: "Second" } });
    const { items } = (await get(`${api}/models`)).body;
    for (const { modelId } of Object(items)) {
      const model = `${api}/models/${String(modelId)}`;
      expect(await remove(model)).toMatchObject(CONFLICT);
      expect(await patch(model, { name: "Third" })).toMatchObject(CONFLICT);
      expect(await patch(model, { description: "more" })).toMatchObject({ status: 200 });
    }
    await patch(routeResponse, { responseModels: { a: "" } });
    await patch(route, { requestModels: { b: "" } });
    for (const { modelId } of Object(items))
      expect((await remove(`${api}/models/${String(modelId)}`)).status).toBe(204);
  });

  test.each([
    ["A", 201],
    ["A".repeat(128), 201],
    ["A".repeat(129), 400],
    ["", 400],
    ["a-b", 400],
    ["ä", 400],
    ["a\n", 400],
  ])("may be called %j: %i", async (name, status) => {
    expect(await post(`${await newApi(at)}/models`, { name, schema: "{}" })).toMatchObject({ status });
  });

  test.each([
    ["a description counts code points", { description: "😀".repeat(1024) }, 201],
    ["a description ends somewhere", { description: "😀".repeat(1025) }, 400],
    ["a schema is JSON", { schema: "{" }, 400],
    ["a schema is not empty", { schema: "" }, 400],
    ["a schema ends somewhere", { schema: JSON.stringify("x".repeat(32_767)) }, 400],
    ["a schema may be as long as this", { schema: JSON.stringify("x".repeat(32_766)) }, 201],
  ])("%s", async (_, members, status) => {
    expect(await post(`${await newApi(at)}/models`, { name: "A", schema: "{}", ...members })).toMatchObject({ status });
  });
});

describe("a page", () => {
  test("ends where the next begins, whatever comes and goes meanwhile", async () => {
    const api = await newApi(at);
    const routes: string[] = [];
    for (const key of ["a", "b", "c", "d", "e"]) routes.push(await newRoute(at, api, key));
    const first = await get(`${api}/routes?maxResults=2`);
    await remove(routes[1] ?? "");
    await newRoute(at, api, "f");
    const second = await get(`${api}/routes?maxResults=3&nextToken=${idOf(first, "nextToken")}`);
    const third = await get(`${api}/routes?maxResults=3&nextToken=${idOf(second, "nextToken")}`);
    const keys = [first, second, third].map(({ body }) =>
      Object(body["items"]).map(({ routeKey }: { routeKey: string }) => routeKey),
    );
    expect(keys).toEqual([["a", "b"], ["c", "d", "e"], ["f"]]);
    expect(third.body).not.toHaveProperty("nextToken");
  });

  test("has a size even if nobody asks for one, and one that nobody can exceed", async () => {
    const api = await newApi(at);
    for (let index = 0; index < 30; index++) await newRoute(at, api, `key${index}`);
    expect(Object((await get(`${api}/routes`)).body["items"])).toHaveLength(25);
    expect(Object((await get(`${api}/routes?maxResults=${"9".repeat(400)}`)).body["items"])).toHaveLength(30);
  });

  test.each([
    "maxResults=0",
    "maxResults=",
    "maxResults=-1",
    "maxResults=1.5",
    "maxResults=%31%20",
    "maxResults=x",
    "nextToken=",
    "nextToken=x",
  ])("is refused for %s", async (query) => {
    expect(await get(`/v2/apis?${query}`)).toMatchObject(BAD_REQUEST);
  });

  test("is refused for another list's token", async () => {
    await newApi(at);
    await newApi(at);
    const token = idOf(await get("/v2/apis?maxResults=1"), "nextToken");
    expect(await get(`${await newApi(at)}/routes?nextToken=${token}`)).toMatchObject(BAD_REQUEST);
  });
});

describe("of two updates that overlap", () => {
  /** Sends all of a PATCH but the last byte of its body; `finish` sends that and gives the answer's status line. */
  async function heldBack(target: string, body: object): Promise<{ finish(): Promise<string> }> {
    const text = JSON.stringify(body);
    const socket = await new Promise<Socket>((resolve) => {
      const opened = connect(Number(new URL(at.url).port), "127.0.0.1", () => resolve(opened));
    });
    const head = `PATCH ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: ${AUTHORIZATION}\r\nConnection: close\r\n`;
    socket.write(`${head}Content-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text.slice(0, -1)}`);
    return {
      finish: () =>
        new Promise((resolve) => {
          let answer = "";
          socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
          socket.on("close", () => resolve(answer.split("\r\n")[0] ?? ""));
          socket.write(text.slice(-1));
        }),
    };
  }

  test("the one that comes too late is told so, and leaves nothing", async () => {
    const { routeResponse } = await newFamily(at);
    const held = await heldBack(routeResponse, { modelSelectionExpression: "late", responseParameters: { late: {} } });
    // A whole exchange on another connection: the head above has been read before it.
    await get(routeResponse);
    expect(await patch(routeResponse, { modelSelectionExpression: "early" })).toMatchObject({ status: 200 });
    expect(await held.finish()).toBe("HTTP/1.1 409 Conflict");
    expect((await get(routeResponse)).body).toMatchObject({
      modelSelectionExpression: "early",
      responseParameters: {},
    });
  });

  test("neither is refused if they are of two resources", async () => {
    const [one, other] = [await newFamily(at), await newFamily(at)];
    const held = await heldBack(one.routeResponse, { modelSelectionExpression: "late" });
    await get(one.routeResponse);
    expect(await patch(other.routeResponse, { modelSelectionExpression: "early" })).toMatchObject({ status: 200 });
    expect(await held.finish()).toBe("HTTP/1.1 200 OK");
  });

  test("a deleted resource is not found", async () => {
    const { routeResponse } = await newFamily(at);
    const held = await heldBack(routeResponse, { modelSelectionExpression: "late" });
    await get(routeResponse);
    await remove(routeResponse);
    expect(await held.finish()).toBe("HTTP/1.1 404 Not Found");
  });

  test("every one that was acknowledged is there", async () => {
    const { routeResponse } = await newFamily(at);
    const keys = Array.from({ length: 40 }, (_, index) => `key${index}`);
    const answers = await Promise.all(keys.map((key) => patch(routeResponse, { responseParameters: { [key]: {} } })));
    const acknowledged = keys.filter((_, index) => answers[index]?.status === 200);
    expect(new Set(answers.map(({ status }) => status)).isSubsetOf(new Set([200, 409]))).toBe(true);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(Object.keys(Object((await get(routeResponse)).body["responseParameters"])).sort()).toEqual(
      acknowledged.sort(),
    );
  });
});
