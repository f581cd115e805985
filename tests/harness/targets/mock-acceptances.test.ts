import { describe, expect, test } from "vitest";

import type { HeaderLine } from "../../../runtime/wire.ts";
import { answer, explain, FORM, request } from "./look-alikes.ts";

describe("an acceptance of what is invalid is Prism's own where it looks at nothing that is wrong", () => {
  const INVALID = Buffer.from([0x22, 0x80, 0x22]);

  test.each([
    ["another property beside allOf", 'POST /closed {"b":1}', /allOf/],
    ["too great a number beside allOf", 'POST /closed {"a":10}', undefined],
    ["both", 'POST /closed {"a":10,"b":1}', undefined],
    ["0x10", "GET /two?q=a&n=0x10", /as JavaScript/],
    ["no number at all", "GET /two?q=a&n=x", undefined],
    ["another name in the query", "GET /two?Q=a", /differs in case/],
    ["no name in the query", "GET /two", undefined],
    ["an object in the query", "GET /spread?o[a]=x", /lower case/],
    ["a number beside an object", "GET /spread?n=x", undefined],
    ["brackets", "GET /list[]?n[]=x", /brackets/],
    ["a number beside brackets", "GET /list[]?n=x", undefined],
    ["no body but null", "POST /maybe null", /optional body of null/],
    ["no body but false", "POST /maybe false", undefined],
    ["one more than int64 has", 'POST /big {"n":9223372036854775808}', /rounds numbers/],
    ["far more", 'POST /big {"n":92233720368547758080}', undefined],
    ["a fraction that a double loses", 'POST /big {"n":9007199254740993.01}', /rounds numbers/],
    ["a fraction", 'POST /big {"n":1.5}', undefined],
    ["a body by a broken pattern", 'POST /pattern "?"', /under the flag u/],
    ["a number beside a broken pattern", 'POST /pattern?n=x "a"', undefined],
  ])("%s", (_title, line, want) => {
    const taken = explain("negativeDataRejection", request(line), answer(200, [], "1"));
    expect(taken).toMatch(want ?? /^not explained$/);
  });

  test.each([
    [
      "a stranger in a form's object",
      { ...request("POST /order address%5Bx%5D=a&address%5Bcity%5D=a"), headers: FORM },
      /by the names/,
    ],
    ["a field beside it", { ...request("POST /order n=ab"), headers: FORM }, undefined],
    ["a cookie", request("GET /jar", ["cookie", "c=x"]), /cookie/],
    ["a number beside a cookie", request("GET /jar?n=x", ["cookie", "c=1"]), undefined],
    ["bytes that are not UTF-8", { ...request("POST /any 1"), body: INVALID }, /UTF-8/],
    ["bytes that are, and no JSON", { ...request("POST /any 1"), body: Buffer.from("{") }, undefined],
  ])("%s", (_title, sent, want) => {
    expect(explain("negativeDataRejection", sent, answer(200, [], "1"))).toMatch(want ?? /^not explained$/);
  });

  test("what Prism has complained of it has seen", () => {
    const seen = answer(200, ["request query.n type must be integer"], "1");
    expect(explain("negativeDataRejection", request("GET /two?q=a&n=0x10"), seen)).toBe("not explained");
  });

  test("credentials of a wrong form are taken for credentials, none are not", () => {
    const served = (...headers: readonly HeaderLine[]): string =>
      explain("ignoredAuth", request("GET /secured", ...headers), answer(200, [], "1"));
    expect(served(["authorization", "Bearer ?"])).toMatch(/^falseAcceptance: .* not at their form/);
    expect(served()).toBe("not explained");
  });
});
