import { describe, expect, it } from "vitest";
import { newDrawing } from "../../../harness/draw/positive.ts";
import { schemaEngine } from "../../../harness/schema/index.ts";
import { pagingOf } from "../../../harness/state/pages.ts";
import { operationOf, petsModel } from "./language.ts";

const NUMBER = { type: "integer" };
const DIGITS = { type: "string", pattern: "^0*[1-9][0-9]*$" };

/** What is known of the pages of a list with this query parameter. */
const paging = async (name: string, schema: object, creating = "post") => {
  const model = await petsModel({
    openapi: "3.1.0",
    info: { title: "pets", version: "1" },
    paths: {
      "/pets": {
        [creating]: { operationId: "createPet", responses: { "201": { description: "" } } },
        get: {
          operationId: "listPets",
          parameters: [{ name, in: "query", schema }],
          responses: { "200": { description: "" } },
        },
      },
    },
  });
  const list = operationOf(model, "listPets");
  return pagingOf(newDrawing(list, schemaEngine(model.resolve), undefined), model.operations);
};

describe("the smallest page of a list", () => {
  it.each([
    ["limit", NUMBER, 1, 3],
    ["maxResults", DIGITS, "1", 3],
    ["page_size", { ...NUMBER, minimum: 0 }, 1, 3],
    ["per-page", { ...NUMBER, minimum: 2 }, 2, 5],
    ["$top", NUMBER, 1, 3],
  ])("asked for by %s: %j is %j, and %i elements make three of it", async (name, schema, value, elements) => {
    const found = await paging(name, schema);
    expect(found).toMatchObject({ creating: { id: "createPet" }, query: { [name]: value }, elements });
  });

  it.each([
    ["an offset", "offset", NUMBER],
    ["the number of a page", "page", NUMBER],
    ["a filter", "maxAge", NUMBER],
    ["a page that is long at least", "limit", { ...NUMBER, minimum: 10 }],
    ["a limit that is a word", "limit", { enum: ["few", "many"] }],
  ])("is not %s", async (_, name, schema) => expect(await paging(name, schema)).toBeUndefined());

  it("is not asked for where nothing makes elements", async () =>
    expect(await paging("limit", NUMBER, "put")).toBeUndefined());
});
