import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import * as inputs from "../../generated/apigatewayv2/arbitraries.ts";
import * as api from "../../generated/apigatewayv2/index.ts";
import { arbitrariesOf } from "../../harness/arbitraries/index.ts";
import { schemaEngine } from "../../harness/schema/index.ts";
import { modelOfFile, outputOf } from "./language.ts";

type Input = api.UpdateRouteResponse.Input;

const model = await modelOfFile("spec/apigatewayv2.yaml");
const engine = schemaEngine(model.resolve);

/** Whether the document allows a body of updateRouteResponse, by the validator alone. */
const isAllowed = (body: unknown): boolean => {
  const schema = { $ref: "#/components/schemas/UpdateRouteResponseRequest" };
  const parsed = JSON.parse(JSON.stringify(body));
  return engine.validate({ schema, pointer: "#/test" }, parsed, { view: "request" }).length === 0;
};

describe("an arbitrary of a builder's inputs", () => {
  it("gives inputs that the builder takes and the document allows", () => {
    fc.assert(
      fc.property(inputs.updateRouteResponse, (input) => {
        expect(api.updateRouteResponse(input)).toMatchObject({ method: "PATCH" });
        expect(isAllowed(input.body)).toBe(true);
      }),
    );
  });

  it("shrinks to the smallest input that still shows it", () => {
    const failing = fc.property(inputs.updateRouteResponse, ({ body }) => body.routeResponseKey === undefined);
    expect(fc.check(failing, { seed: 1 }).counterexample).toMatchObject([{ body: { routeResponseKey: null } }]);
  });

  it("is there for every operation that takes an input", () => {
    for (const arbitrary of Object.values(inputs)) {
      expect(fc.sample<object>(arbitrary, { numRuns: 3, seed: 1 })).toHaveLength(3);
    }
    expect(Object.keys(inputs).filter((name) => !(name in api))).toEqual([]);
  });
});

describe("broken in one named way", () => {
  const isObject = (body: unknown) => typeof body === "object" && body !== null && !Array.isArray(body);

  test.each([
    ["enum", "body#/routeResponseKey", ({ body }: Input) => body.routeResponseKey !== "$default"],
    ["type", "body", ({ body }: Input) => !isObject(body)],
    ["requiredBody", "body", (input: Input) => !("body" in input)],
  ])("%s at %s", (name, at, isBroken) => {
    expect(fc.check(fc.property(inputs.updateRouteResponse.broken(name, at), isBroken))).toMatchObject({
      failed: false,
    });
  });

  it("a length too much, in the builder of another operation", () => {
    const names = fc.sample(inputs.createApi.broken("maxLength", "body#/name"), { numRuns: 5, seed: 1 });
    for (const { body } of names) expect(body.name.length).toBeGreaterThan(128);
  });

  it("each of the named ways is outside of the document", () => {
    const inBody = inputs.updateRouteResponse.violations.filter(({ at }) => at.startsWith("body#"));
    expect(inBody.length).toBeGreaterThan(3);
    for (const { name, at } of inBody) {
      for (const { body } of fc.sample(inputs.updateRouteResponse.broken(name, at), { numRuns: 5, seed: 1 })) {
        expect(isAllowed(body), `${name} at ${at}`).toBe(false);
      }
    }
  });

  it("a way that the document does not make possible is refused with those that it does", () => {
    expect(() => inputs.updateRouteResponse.broken("minimum")).toThrow(/enum at body#\/routeResponseKey.*minimum came/);
  });
});

it("nothing is read before a value is drawn", () => {
  const missing = arbitrariesOf(new URL("file:///nowhere/contract.json"))("get");
  expect(() => fc.sample(missing)).toThrow("nowhere");
});

it("a builder that takes its parameters by place gets them so", async () => {
  const inPlace = (place: string) => ({ name: "id", in: place, required: true, schema: { type: "integer" } });
  const operation = { operationId: "get", parameters: [inPlace("path"), inPlace("query")], responses: {} };
  const output = await outputOf(
    { openapi: "3.1.0", info: { title: "T", version: "1" }, paths: { "/{id}": { get: operation } } },
    { arbitraries: "covenant/arbitraries" },
  );
  expect(output.get("arbitraries.ts")).toContain('export const get = inputsOf_<GetInput>("get", "grouped");');
});
