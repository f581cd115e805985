import { describe, expect, test } from "vitest";

import { neverAnswered } from "../../../harness/targets/mock-features.ts";
import { isOwnFault, mockViolations } from "../../../harness/targets/mock-violations.ts";
import type { HeaderLine, WireResponse } from "../../../runtime/wire.ts";

const response = (status: number, headers: readonly HeaderLine[], body = ""): WireResponse => ({
  status,
  headers,
  body: Buffer.from(body),
});
const PROBLEM: HeaderLine = ["content-type", "application/problem+json"];
const entry = (location: readonly string[], severity = "Error"): object => ({
  location,
  severity,
  code: "type",
  message: "m",
});
const places = (answer: WireResponse): readonly string[] =>
  mockViolations(answer).map(({ side, location }) => [side, ...location].join("."));

describe("what Prism says that is wrong", () => {
  const header = (text: string): WireResponse => response(200, [["SL-Violations", text]]);
  const list = JSON.stringify([entry(["request", "body", "a"]), entry(["response"]), entry(["response", "body", "b"])]);

  test.each([
    ["in the header", header(list), ["request.body.a", "response", "response.body.b"]],
    ["in a header that was cut", header(`Too many violations! ${list.slice(0, -9)}`), ["request.body.a", "response"]],
    ["in a header that was cut in its first entry", header(`Too many violations! ${list.slice(0, 9)}`), []],
    ["a warning is none", header(JSON.stringify([entry(["request", "query"], "Warning")])), []],
    ["a header that is no list", header("{"), []],
    ["in the body of its own answer", problem("UNPROCESSABLE_ENTITY"), ["request.path.id"]],
    ["a problem of the API's is none of Prism's", response(422, [PROBLEM], '{"validation":[{}]}'), []],
  ])("%s", (_rule, answer, want) => {
    expect(places(answer)).toEqual(want);
  });
});

function problem(type: string, status = 422): WireResponse {
  const validation = [entry(["path", "id"])];
  return response(status, [PROBLEM], JSON.stringify({ type: `https://stoplight.io/prism/errors#${type}`, validation }));
}

test.each([
  [true, problem("UNKNOWN", 500)],
  [true, response(500, [], '{"error":{"code":"internal_server_error","message":"Internal Server Error"}}')],
  [false, problem("UNPROCESSABLE_ENTITY")],
  [false, response(500, [], '{"message":"from the document"}')],
  [false, response(500, [], "")],
])("a 500 is Prism's own fault only in Prism's own words: %s for %j", (want, answer) => {
  expect(isOwnFault(answer)).toBe(want);
});

test.each([
  [true, "application/json", "{"],
  [true, "Application/JSON; charset=utf-8", "NaN"],
  [true, "application/problem+json", "[1,]"],
  [true, "application/json", "\ufeff{}"],
  [true, "application/json", Buffer.from([0x22, 0x80])],
  [false, "application/json", '{"a":1e400}'],
  [false, "application/json", Buffer.from('"é"')],
  [false, "application/json", ""],
  [false, "application/jsonl", "{"],
  [false, "text/plain", "{"],
])("Prism leaves a body unanswered: %s for %s %j", (want, mediaType, body) => {
  expect(neverAnswered({ method: "POST", target: "/", headers: [["Content-Type", mediaType]], body })).toBe(want);
});
