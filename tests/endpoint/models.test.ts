import { describe, expect, test } from "vitest";
import { endpoint, methods, newApi, newFamily } from "./language.ts";
import { CONFLICT, refusal } from "./refused.ts";

const at = endpoint();
const { get, post, patch, remove } = methods(at);

describe("a model", () => {
  test("has a name of its own in its api", async () => {
    const { api } = await newFamily(at);
    expect(await post(`${api}/models`, { name: "First", schema: "{}" })).toMatchObject(refusal(CONFLICT));
  });

  test("in use is neither deleted nor renamed", async () => {
    const { api, route, routeResponse } = await newFamily(at, { responseModels: { a: "First" } });
    await patch(route, { requestModels: { b: "Second" } });
    const { items } = (await get(`${api}/models`)).body;
    for (const { modelId } of Object(items)) {
      const model = `${api}/models/${String(modelId)}`;
      expect(await remove(model)).toMatchObject(refusal(CONFLICT));
      expect(await patch(model, { name: "Third" })).toMatchObject(refusal(CONFLICT));
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
