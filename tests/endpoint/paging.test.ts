import { describe, expect, test } from "vitest";
import { endpoint, idOf, methods, newApi, newRoute } from "./language.ts";
import { BAD_REQUEST, refusal } from "./refused.ts";

const at = endpoint();
const { get, remove } = methods(at);

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
    expect(await get(`/v2/apis?${query}`)).toMatchObject(refusal(BAD_REQUEST));
  });

  test("is refused for another list's token", async () => {
    await newApi(at);
    await newApi(at);
    const token = idOf(await get("/v2/apis?maxResults=1"), "nextToken");
    expect(await get(`${await newApi(at)}/routes?nextToken=${token}`)).toMatchObject(refusal(BAD_REQUEST));
  });
});
