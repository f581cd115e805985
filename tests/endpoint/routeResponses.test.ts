import { describe, expect, test } from "vitest";
import { endpoint, methods, newApi, newFamily, newRoute } from "./language.ts";
import { BAD_REQUEST, NOT_FOUND, CONFLICT, refusal } from "./refused.ts";

const at = endpoint();
const { get, post, remove } = methods(at);

describe("a route response", () => {
  test("is of a WebSocket api", async () => {
    const route = await newRoute(at, await newApi(at, "HTTP"));
    expect(await post(`${route}/routeresponses`, { routeResponseKey: "$default" })).toMatchObject(refusal(BAD_REQUEST));
  });

  test("is $default, and the only one of its route", async () => {
    const { route, routeResponse } = await newFamily(at);
    expect(await post(`${route}/routeresponses`, { routeResponseKey: "$default" })).toMatchObject(refusal(CONFLICT));
    expect(await post(`${route}/routeresponses`, { routeResponseKey: "other" })).toMatchObject(refusal(BAD_REQUEST));
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
      expect(await get(wrong)).toMatchObject(refusal(NOT_FOUND));
    }
  });
});
