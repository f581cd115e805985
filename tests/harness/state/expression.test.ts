import { describe, expect, it } from "vitest";
import { evaluate, valueAt } from "../../../harness/state/expression.ts";
import { answered, asked } from "./language.ts";

const exchange = {
  path: "/pets/{petId}",
  request: { ...asked("PUT", "/pets/a%2Fb?limit=3", { name: "Rex" }), headers: [["X-Trace", "t1"]] as const },
  response: {
    ...answered(201, { id: 7, tags: ["x", { deep: null }], "a/b": true }),
    headers: [["Location", "/pets/7"]] as const,
  },
};

describe("a runtime expression", () => {
  it.each([
    ["$method", "PUT"],
    ["$statusCode", 201],
    ["$request.path.petId", "a/b"],
    ["$request.query.limit", "3"],
    ["$request.header.x-trace", "t1"],
    ["$request.body#/name", "Rex"],
    ["$response.header.location", "/pets/7"],
    ["$response.body#/id", 7],
    ["$response.body#/tags/1/deep", null],
    ["$response.body#/a~1b", true],
    ["pet {$response.body#/id} of {$request.body#/name}", "pet 7 of Rex"],
    ["literal", "literal"],
  ])("%s is %j", (expression, value) => expect(evaluate(expression, exchange)).toBe(value));

  it.each([
    "$response.body#/nothing",
    "$request.query.nothing",
    "$response.header.nothing",
    "$nonsense",
    "a {$response.body#/nothing}",
  ])("%s has no value here", (expression) => {
    expect(evaluate(expression, exchange)).toBeUndefined();
  });
});

it("a pointer does not reach what an object only inherits", () => expect(valueAt({}, "/toString")).toBeUndefined());
