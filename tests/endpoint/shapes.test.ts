import { beforeAll, describe, expect, test } from "vitest";
import { endpoint, send, newFamily, type Family } from "./language.ts";
import { SERIALIZATION, BAD_REQUEST, refusal } from "./refused.ts";

const at = endpoint();
let family: Family;
beforeAll(async () => {
  family = await newFamily(at);
});

describe("a literal of the wrong kind", () => {
  const update: readonly object[] = [
    { modelSelectionExpression: 1 },
    { modelSelectionExpression: true },
    { modelSelectionExpression: {} },
    { modelSelectionExpression: ["a"] },
    { routeResponseKey: 1 },
    { responseModels: "a" },
    { responseModels: [] },
    { responseModels: { a: null } },
    { responseModels: { a: 1 } },
    { responseModels: { a: { b: "c" } } },
    { responseParameters: true },
    { responseParameters: { a: null } },
    { responseParameters: { a: true } },
    { responseParameters: { a: { required: "true" } } },
    { responseParameters: { a: { required: 1 } } },
    { responseParameters: { a: [] } },
    // The constraint that is broken as well is not what is told.
    { routeResponseKey: "other", responseModels: { a: 1 } },
  ];
  test.each(update.map((body) => JSON.stringify(body)))("PATCH of a route response: %s", async (body) => {
    expect(await send(at, "PATCH", family.routeResponse, JSON.parse(body))).toMatchObject(refusal(SERIALIZATION));
  });

  const creation: readonly object[] = [
    { name: 1 },
    { protocolType: 1 },
    { protocolType: "neither", tags: { a: 1 } },
    { disableSchemaValidation: "false" },
    { disableExecuteApiEndpoint: 0 },
    { corsConfiguration: [] },
    { corsConfiguration: { maxAge: "1" } },
    { corsConfiguration: { maxAge: 1.5 } },
    { corsConfiguration: { allowHeaders: "a" } },
    { corsConfiguration: { allowHeaders: [null] } },
    { corsConfiguration: { allowHeaders: { 0: "a" } } },
    { tags: { a: null } },
  ];
  test.each(creation.map((body) => JSON.stringify(body)))("POST of an api: %s", async (body) => {
    expect(await send(at, "POST", "/v2/apis", JSON.parse(body))).toMatchObject(refusal(SERIALIZATION));
  });
});

describe("a broken constraint", () => {
  const api = { name: "a", protocolType: "HTTP" };
  const cases: readonly [path: string, body: object][] = [
    ["", {}],
    ["", { name: "a" }],
    ["", { ...api, name: null }],
    ["", { ...api, name: "" }],
    ["", { ...api, name: "a".repeat(129) }],
    ["", { ...api, protocolType: "http" }],
    ["", { ...api, ipAddressType: "ipv6" }],
    ["", { ...api, version: "" }],
    ["", { ...api, version: "1".repeat(65) }],
    ["", { ...api, description: "d".repeat(1025) }],
    ["", { ...api, target: "t".repeat(2049) }],
    ["", { ...api, tags: { a: "t".repeat(1601) } }],
    ["", { ...api, corsConfiguration: { maxAge: -2 } }],
    ["", { ...api, corsConfiguration: { maxAge: 86_401 } }],
    ["", { ...api, corsConfiguration: { maxAge: 1e300 } }],
    ["", { ...api, corsConfiguration: { allowMethods: [""] } }],
    ["/routes", {}],
    ["/routes", { routeKey: "" }],
    ["/routes", { routeKey: "a", authorizationType: "" }],
    ["/routes", { routeKey: "a", operationName: "o".repeat(65) }],
    ["/routes", { routeKey: "a", requestModels: { a: "" } }],
    ["/routes", { routeKey: "a", authorizationScopes: [""] }],
    ["/models", { name: "A" }],
    ["/models", { schema: "{}" }],
    ["/models", { name: "A", schema: "{}", contentType: "" }],
    ["/models", { name: "A", schema: "{}", contentType: "c".repeat(257) }],
  ];
  test.each(cases.map(([path, body]) => [path, JSON.stringify(body).slice(0, 100), body] as const))(
    "POST …%s %s",
    async (path, _, body) => {
      expect(await send(at, "POST", path === "" ? "/v2/apis" : family.api + path, body)).toMatchObject(
        refusal(BAD_REQUEST),
      );
    },
  );
});
