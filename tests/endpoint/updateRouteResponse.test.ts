import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEndpoint, type Endpoint } from "../../endpoint/server.ts";
import {
  createRouteResponse,
  CreateRouteResponse,
  type GetRouteResponse,
  updateRouteResponse,
  UpdateRouteResponse,
} from "../../generated/apigatewayv2/index.ts";
import {
  apiAt,
  brokenUpdates,
  untypedUpdate,
  validUpdates,
  type Api,
  type Place,
  type Update,
} from "../support/routeResponse.ts";

/** UpdateRouteResponse as the document describes it, held against the real endpoint. */

let endpoint: Endpoint;
let api: Api;
let place: Place;

beforeAll(async () => {
  endpoint = await startEndpoint();
  api = apiAt(endpoint.url);
  place = await api.makePlace();
});
afterAll(() => endpoint.close());

const statusOf = async (body: unknown): Promise<UpdateRouteResponse.Answer["case"]> =>
  UpdateRouteResponse.decode(await api.send(untypedUpdate(place, body))).case;

const present = (
  answer: UpdateRouteResponse.Answer | GetRouteResponse.Answer,
): Extract<UpdateRouteResponse.Answer, { case: 200 }>["body"] => {
  if (answer.case !== 200) throw new Error(`Expected 200, but ${answer.response.status} came.`);
  return answer.body;
};

/** What a route response is after an update: members that were left out as before, maps merged key by key. */
const merged = (before: Update, update: Update): Update => ({
  ...before,
  ...update,
  responseModels: { ...before.responseModels, ...update.responseModels },
  responseParameters: Object.fromEntries(
    [
      ...new Set([...Object.keys(before.responseParameters ?? {}), ...Object.keys(update.responseParameters ?? {})]),
    ].map((key) => [key, { ...own(before.responseParameters, key), ...own(update.responseParameters, key) }]),
  ),
});

const own = <Value>(map: { readonly [key: string]: Value } | null | undefined, key: string): Value | undefined =>
  map && Object.hasOwn(map, key) ? map[key] : undefined;

describe("a valid update", () => {
  it("answers 200 with what was sent, and keeps what was not", async () => {
    await fc.assert(
      fc.asyncProperty(validUpdates, async (update) => {
        const before = present(await api.read(place));
        expect(present(await api.update(place, update))).toEqual({
          ...merged(before, update),
          routeResponseId: place.routeResponseId,
        });
      }),
    );
  });

  it("is what a read shows afterwards", async () => {
    await fc.assert(
      fc.asyncProperty(validUpdates, async (update) => {
        const answered = present(await api.update(place, update));
        expect(present(await api.read(place))).toEqual(answered);
      }),
    );
  });

  it("changes nothing when it is sent a second time", async () => {
    await fc.assert(
      fc.asyncProperty(validUpdates, async (update) => {
        const once = present(await api.update(place, update));
        expect(present(await api.update(place, update))).toEqual(once);
      }),
    );
  });

  it("clears the model selection expression by an empty string, and by nothing else", async () => {
    await api.update(place, { modelSelectionExpression: "pet" });
    expect(present(await api.update(place, { modelSelectionExpression: null }))).toHaveProperty(
      "modelSelectionExpression",
      "pet",
    );
    expect(present(await api.update(place, { modelSelectionExpression: "" }))).not.toHaveProperty(
      "modelSelectionExpression",
    );
  });

  it("takes a model out of the map by an empty string, and nothing out by an empty map", async () => {
    await api.update(place, { responseModels: { a: "first", b: "second" } });
    expect(present(await api.update(place, { responseModels: {} })).responseModels).toMatchObject({
      a: "first",
      b: "second",
    });
    expect(present(await api.update(place, { responseModels: { a: "" } })).responseModels).not.toHaveProperty("a");
  });
});

describe("an update that breaks one rule answers 400 and changes nothing", () => {
  it.each(Object.entries(brokenUpdates()))("%s", async (_, bodies) => {
    const before = present(await api.read(place));
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        expect(await statusOf(body)).toBe(400);
      }),
    );
    expect(present(await api.read(place))).toEqual(before);
  });

  it("a response model that no model of the API is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 128 }).filter((name) => !["first", "second"].includes(name)),
        async (name) => {
          expect(await statusOf({ responseModels: { a: name } })).toBe(400);
        },
      ),
    );
  });
});

describe("an update of what is not there answers 404", () => {
  const ids = fc.string({ unit: "grapheme", minLength: 1 }).filter((id) => id !== "." && id !== "..");
  it.each(["apiId", "routeId", "routeResponseId"] as const)("for an unknown %s", async (member) => {
    await fc.assert(
      fc.asyncProperty(ids, validUpdates, async (id, update) => {
        expect((await api.update({ ...place, [member]: id }, update)).case).toBe(404);
      }),
    );
  });
});

describe("a conflict answers 409", () => {
  it("when the key is taken: a route has one response for $default", async () => {
    const again = await api.send(createRouteResponse({ ...place, body: { routeResponseKey: "$default" } }));
    expect(CreateRouteResponse.decode(again).case).toBe(409);
  });
});

describe("beyond the throttle", () => {
  it("an update answers 429, and is taken again later", async () => {
    const throttled = await startEndpoint({ throttle: { rate: 1, burst: 3 } });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      statuses.push(
        (
          await apiAt(throttled.url).send(
            updateRouteResponse({ apiId: "a", routeId: "b", routeResponseId: "c", body: {} }),
          )
        ).status,
      );
    }
    await throttled.close();
    expect(statuses).toEqual([404, 404, 404, 429, 429]);
  });
});
