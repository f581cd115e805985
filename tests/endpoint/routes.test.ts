import { describe, expect, test } from "vitest";
import { endpoint, idOf, methods, newApi, newFamily, newRoute } from "./language.ts";
import { BAD_REQUEST, CONFLICT, NOT_FOUND, TOO_MANY, refusal } from "./refused.ts";

const at = endpoint();
const { get, post, patch, remove } = methods(at);

describe("a route", () => {
  test("has a key of its own in its api", async () => {
    const api = await newApi(at);
    await newRoute(at, api, "a");
    expect(await post(`${api}/routes`, { routeKey: "a" })).toMatchObject(refusal(CONFLICT));
    const other = await newRoute(at, api, "b");
    expect(await patch(other, { routeKey: "a" })).toMatchObject(refusal(CONFLICT));
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
    expect(await patch(route, { requestModels: { a: "Nobody" } })).toMatchObject(refusal(BAD_REQUEST));
    expect(await post(`${api}/routes`, { routeKey: "x", requestModels: { a: "Nobody" } })).toMatchObject(
      refusal(BAD_REQUEST),
    );
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
    expect(await remove(`${route}/requestparameters/${encodeURIComponent(key)}`)).toMatchObject(refusal(NOT_FOUND));
  });

  test("is the three-hundredth of its api at most", async () => {
    const api = await newApi(at);
    for (let index = 0; index < 300; index++) await newRoute(at, api, `key${index}`);
    const refused = await post(`${api}/routes`, { routeKey: "one more" });
    expect(refused).toMatchObject(refusal(TOO_MANY));
    expect(refused.body).toMatchObject({ limitType: expect.any(String) });
  });
});
