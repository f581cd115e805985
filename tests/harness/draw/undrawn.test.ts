import { describe, expect, test } from "vitest";
import { newDrawing } from "../../../harness/draw/positive.ts";
import { undrawn } from "../../../harness/draw/undrawn.ts";
import { schemaEngine } from "../../../harness/schema/index.ts";
import type { Operation } from "../../../model/model.ts";
import { body, operation, parameter } from "../wire/language.ts";

const told = (of: Operation): readonly string[] =>
  undrawn(
    newDrawing(
      of,
      schemaEngine(() => undefined),
      undefined,
    ),
  ).map(({ message }) => message);
const named = { type: "object", required: ["name"], properties: { name: { type: "string" } } };

describe("what is never sent is told", () => {
  test("an object as XML, which nothing writes, beside JSON, which is sent", () =>
    expect(told(operation({ requestBody: body({ "application/json": named, "application/xml": named }) }))).toEqual([
      "op is called without a body of application/xml: its values have no form there",
    ]));
  test("a body without values", () =>
    expect(told(operation({ requestBody: body({ "application/json": { enum: [] } }) }))).toEqual([
      "op is called without a body of application/json: no value for it is found",
    ]));
  test("a parameter without values", () =>
    expect(told(operation({ parameters: [parameter("query", "q", { type: "string", pattern: "a^" })] }))).toEqual([
      "op is called without query.q: no value for it is found",
    ]));
});

test("of what is sent nothing is told", () =>
  expect(
    told(
      operation({
        parameters: [parameter("query", "q", { type: "string" }), parameter("header", "accept", false)],
        requestBody: body({ "application/json": named, "application/xml": { type: "string" } }),
      }),
    ),
  ).toEqual([]));
