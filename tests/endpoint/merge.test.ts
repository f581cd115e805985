import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endpoint, methods, newFamily } from "./language.ts";
import { BAD_REQUEST, refusal } from "./refused.ts";

const at = endpoint();
const { get, patch } = methods(at);

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
    ).toMatchObject(refusal(BAD_REQUEST));
    expect(await patch(routeResponse, { modelSelectionExpression: "x", routeResponseKey: "other" })).toMatchObject(
      refusal(BAD_REQUEST),
    );
    expect((await get(routeResponse)).body).toEqual(before.body);
  });
});
