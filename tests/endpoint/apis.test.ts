import { describe, expect, test } from "vitest";
import { endpoint, methods, newApi, newFamily } from "./language.ts";
import { NOT_FOUND, refusal } from "./refused.ts";

const at = endpoint();
const { get, patch, remove } = methods(at);

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
    for (const gone of [api, route, routeResponse, `${api}/models`])
      expect(await get(gone)).toMatchObject(refusal(NOT_FOUND));
    expect(await remove(api)).toMatchObject(refusal(NOT_FOUND));
  });
});
