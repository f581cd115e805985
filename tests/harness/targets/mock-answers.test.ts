import { describe, expect, test } from "vitest";

import type { WireResponse } from "../../../runtime/wire.ts";
import { answer, explain, request } from "./look-alikes.ts";

describe("a wrong answer is Prism's own where Prism says so, the document's where the document has it", () => {
  const SCHEMA = "responseSchemaConformance";

  test.each([
    [
      "made up",
      SCHEMA,
      "/body",
      answer(200, ["response body.a type must be string"], '{"a":1}'),
      /^wrongAnswer: .* own making/,
    ],
    [
      "made up, but another place",
      SCHEMA,
      "/body",
      answer(200, ["response body.c type must be string"], '{"a":1}'),
      /^not explained/,
    ],
    ["made up, and Prism says nothing", SCHEMA, "/body", answer(200, [], '{"a":1}'), /^not explained/],
    [
      "the document's example",
      SCHEMA,
      "/body",
      answer(200, [], '{"b":1}'),
      /^documentExample: .*\/b\/example contradicts/,
    ],
    ["not the example of that member", SCHEMA, "/body", answer(200, [], '{"b":2}'), /^not explained/],
    ["nothing for a schema that takes anything", "contentTypeConformance", "/any", answer(200, []), /^not explained/],
    ["nothing for a schema of objects", "contentTypeConformance", "/empty", answer(200, []), /^not explained/],
  ] satisfies (readonly [string, string, string, WireResponse, RegExp])[])("%s", (_title, check, path, came, want) => {
    expect(explain(check, request(path === "/any" ? "POST /any 1" : `GET ${path}`), came)).toMatch(want);
  });

  test.each([
    ["Prism's own words", '{"type":"https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY"}', /^ownAnswer/],
    ["a problem of anybody else's", '{"type":"about:blank"}', /^not explained/],
  ])("a status that nobody documents: %s", (_title, body, want) => {
    const came = {
      status: 422,
      headers: [["content-type", "application/problem+json"] as const],
      body: Buffer.from(body),
    };
    expect(explain("statusCodeConformance", request("GET /two?q=a"), came)).toMatch(want);
  });

  test("an operation told by a query in its path is answered by another only where there is another", () => {
    const answered = (line: string): string => explain("positiveDataAcceptance", request(line), answer(400, []));
    expect(answered("GET /one?v=2&n=1")).toMatch(/^wrongAnswer: .* a query in a path/);
    expect(answered("GET /alone?v=2&n=1")).toBe("not explained");
  });

  test("a documented refusal is the answer to everything only where there is no success", () => {
    const answered = (line: string): string => explain("positiveDataAcceptance", request(line), answer(400, []));
    expect(answered("GET /refusal")).toMatch(/^wrongAnswer: .* no success/);
    expect(answered("GET /body")).toBe("not explained");
  });
});
