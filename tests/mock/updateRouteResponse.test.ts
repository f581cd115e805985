import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { updateRouteResponse, UpdateRouteResponse } from "../../generated/apigatewayv2/index.ts";
import { startPrism } from "../../harness/targets/prism.ts";
import type { Target } from "../../harness/targets/target.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import { brokenUpdates, signed, untypedUpdate, validUpdates, type Place } from "../support/routeResponse.ts";

/** UpdateRouteResponse as Prism reads the document: a second reading beside the endpoint's and the model's. It keeps no state. */

let prism: Target;
const place: Place = { apiId: "a1b2c3d4e5", routeId: "a1b2c3d", routeResponseId: "a1b2c3" };

beforeAll(async () => {
  const started = await startPrism("spec/apigatewayv2.yaml");
  if (started.outcome !== "started") throw new Error(started.reason);
  prism = started.target;
});
afterAll(() => prism.close());

/** What Prism answers, under its supervisor: `mock fault` where it broke on the request and had to be started again. */
const answerTo = async (request: WireRequest): Promise<UpdateRouteResponse.Answer | "mock fault"> => {
  const answer = await prism.send(signed(request), { deadline: 5000 });
  if (answer.outcome === "mockFault") return "mock fault";
  if (answer.outcome !== "answered") throw new Error(`Expected an answer, but ${JSON.stringify(answer)} came.`);
  return UpdateRouteResponse.decode(answer.response);
};

describe("a valid update", () => {
  it("answers 200 with a body of the documented type", async () => {
    await fc.assert(
      fc.asyncProperty(validUpdates, async (body) => {
        const answer = await answerTo(updateRouteResponse({ ...place, body }));
        expect(answer).toMatchObject({ case: 200, body: { routeResponseId: expect.stringMatching(/^[a-z0-9]{6}$/) } });
      }),
    );
  });
});

describe("an update that breaks one rule answers 400", () => {
  it.each(Object.entries(brokenUpdates(fc.string())))("%s", async (_, bodies) => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        expect(await answerTo(untypedUpdate(place, body))).toMatchObject({ case: 400 });
      }),
    );
  });
});

describe("an answer of the mock alone", () => {
  it("is 404 as a problem of Prism's own where no operation has the path", async () => {
    const answer = await answerTo({ method: "PATCH", target: "/v2/nothing", headers: [] });
    expect(answer).toMatchObject({ case: "undocumented", unexpected: "contentType", response: { status: 404 } });
  });

  it("is 401 without credentials, where the document has 403", async () => {
    const answer = await prism.send(untypedUpdate(place, {}), { deadline: 5000 });
    expect(answer).toMatchObject({ outcome: "answered", response: { status: 401 } });
  });
});

describe("a request that breaks Prism is told as its own fault, and the next one is answered", () => {
  it.each([
    ["a body that is no JSON, at which it hangs", { ...untypedUpdate(place, {}), body: "{" }],
    ["a refusal of a name beyond U+00FF, at which it dies", untypedUpdate(place, { responseModels: { 漢: 1 } })],
  ])("%s", async (_, request) => {
    expect(await answerTo(request)).toBe("mock fault");
    expect(await answerTo(updateRouteResponse({ ...place, body: {} }))).toMatchObject({ case: 200 });
  });
});
