import { describe, expect, test } from "vitest";
import type { Json } from "../../model/json.ts";
import {
  asObject,
  at,
  bodyPointer,
  document,
  faults,
  members,
  operationOf,
  operations,
  pointerOf,
  textOf,
} from "./document.ts";

const component = (kind: string) => members(at(document, "components", kind));

/** Request and response objects with where they stand, and those that have a body. */
const contents = operations
  .flatMap(({ id, pointer, operation }) => [
    { place: `${id} request`, pointer: `${pointer}/requestBody`, holder: asObject(operation["requestBody"]) },
    ...Object.entries(asObject(operation["responses"])).map(([status, response]) => ({
      place: `${id} ${status}`,
      pointer: pointerOf(response, `${pointer}/responses/${status}`),
      holder: asObject(at(response)),
    })),
  ])
  .filter(({ holder }) => "content" in holder);

describe("examples", () => {
  test.each(contents)("of $place are there and valid", ({ pointer, holder }) => {
    const examples = members(at(holder, "content", "application/json", "examples"));
    const found = examples.map(([, { value }]) => faults(`${pointer}/content/application~1json/schema`, value));
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(examples.map(() => undefined));
  });

  test.each(
    ["parameters", "headers"].flatMap((kind) =>
      component(kind).map(([name, { example }]) => ({ kind, name, example })),
    ),
  )("of $kind $name are valid", ({ kind, name, example }) => {
    expect(faults(`#/components/${kind}/${name}/schema`, example)).toBeUndefined();
  });

  const ERROR_TYPE = "x-amzn-errortype";
  const errors = component("responses").filter(([, response]) => ERROR_TYPE in asObject(response["headers"]));
  const faultsOfType = (name: string, value: Json | undefined): string | undefined =>
    faults(`#/components/responses/${name}/headers/${ERROR_TYPE}/schema`, value);

  test.each(errors)(
    "of the error type of %s are valid, with a namespace before and a URL behind, and alone among errors",
    (name, response) => {
      const example = at(response, "headers", ERROR_TYPE, "example");
      expect(faultsOfType(name, example)).toBeUndefined();
      expect(faultsOfType(name, `aws.apigateway#${textOf(example)}:http://example.com/`)).toBeUndefined();
      expect(faultsOfType(name, "InternalServerErrorException")).toBeDefined();
    },
  );
});

describe("a request body", () => {
  const api = { name: "a", protocolType: "HTTP" };
  const model = { name: "A", schema: "{}" };
  const response = { routeResponseKey: "$default" };
  const letters = (count: number): string => "a".repeat(count);
  const faultsOf = (id: string, body: Json): string | undefined => faults(bodyPointer(operationOf(id)), body);

  test.each<[operation: string, why: string, body: Json]>([
    ["updateRouteResponse", "nothing is required of a PATCH", {}],
    ["updateRouteResponse", "unknown members are ignored", { unknown: 1 }],
    ["updateRouteResponse", "a null member reads as absent", { routeResponseKey: null, responseModels: null }],
    ["updateRouteResponse", "the empty string clears", { modelSelectionExpression: "" }],
    ["updateRouteResponse", "the empty string removes", { responseModels: { a: "" } }],
    ["updateRouteResponse", "a model name has up to 128 characters", { responseModels: { a: letters(128) } }],
    ["updateRouteResponse", "null reads as absent at any depth", { responseParameters: { a: { required: null } } }],
    ["createApi", "a tag may be empty", { ...api, tags: { a: "" } }],
    ["createApi", "-1 is the least age", { ...api, corsConfiguration: { maxAge: -1 } }],
    ["createModel", "a null member reads as absent", { ...model, contentType: null }],
  ])("of %s is right: %s", (id, _, body) => {
    expect(faultsOf(id, body)).toBeUndefined();
  });

  test.each<[operation: string, why: string, body: Json]>([
    ["updateRouteResponse", "null is no object", null],
    ["updateRouteResponse", "a list is no object", []],
    ["updateRouteResponse", "$default is the only key", { routeResponseKey: "a" }],
    ["updateRouteResponse", "null is no name of a model", { responseModels: { a: null } }],
    ["updateRouteResponse", "129 characters are no name of a model", { responseModels: { a: letters(129) } }],
    ["updateRouteResponse", "a string is no boolean", { responseParameters: { a: { required: "true" } } }],
    ["updateRouteResponse", "null is no constraint", { responseParameters: { a: null } }],
    ["createRouteResponse", "there is nothing to remove yet", { ...response, responseModels: { a: "" } }],
    ["createRouteResponse", "a required member that is null is absent", { routeResponseKey: null }],
    ["createRoute", "a route key has a character", { routeKey: "" }],
    ["createApi", "an enumeration is exact", { ...api, protocolType: "http" }],
    ["createApi", "an age is a day at most", { ...api, corsConfiguration: { maxAge: 86_401 } }],
    ["createApi", "null is no item of a list", { ...api, corsConfiguration: { allowMethods: [null] } }],
    ["createModel", "a name has letters and digits only", { ...model, name: "a b" }],
    ["createModel", "no JSON text is empty", { ...model, schema: "" }],
    ["updateModel", "a schema has up to 32768 characters", { schema: letters(32_769) }],
  ])("of %s is wrong: %s", (id, _, body) => {
    expect(faultsOf(id, body)).toBeDefined();
  });
});

describe("maxResults", () => {
  const faultsOf = (value: string): string | undefined => faults("#/components/parameters/MaxResults/schema", value);

  test.each(["1", "25", "007", "99999999999999999999"])("may be %s", (value) => {
    expect(faultsOf(value)).toBeUndefined();
  });

  test.each(["", "0", "00", "-1", "1.5", "ten", "1\n"])("may not be %j", (value) => {
    expect(faultsOf(value)).toBeDefined();
  });
});
