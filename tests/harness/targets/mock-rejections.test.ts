import { describe, expect, test } from "vitest";

import type { HeaderLine } from "../../../runtime/wire.ts";
import { answer, explain, FORM, JSON_TYPE, request, TEXT, VENDOR } from "./look-alikes.ts";

describe("a refusal of what is valid is Prism's own where all that it complains of is", () => {
  const refused = (line: string, ...complaints: readonly string[]): string =>
    explain("positiveDataAcceptance", request(line), answer(400, complaints));
  const MISSING = "request body required Body parameter is required";

  test.each([
    ["of no body, at null", "POST /any null", [MISSING], /for no body/],
    ["of no body, at one", "POST /any 1", [MISSING], undefined],
    ["of a text with a comma", "GET /things/a,b", ["request path.id type must be string"], /commas/],
    ["of a text without", "GET /things/ab", ["request path.id type must be string"], undefined],
    ["of 19.99", "POST /price 19.99", ["request body multipleOf must be multiple of 0.01"], /in binary/],
    ["of twice twelve", "POST /dozen 24", ["request body multipleOf must be multiple of 12"], undefined],
    ["of an empty text", "GET /two?q=", ["request query required must have required property 'q'"], /empty text/],
    ["of a text that is there", "GET /two?q=a", ["request query required must have required property 'q'"], undefined],
    ["of Accept", "GET /two?q=a", ["request header required must have required property 'accept'"], /named Accept/],
    ["of another header", "GET /two?q=a", ["request header required must have required property 'x'"], undefined],
    ["of an object in the query", "GET /spread?o[a]=1", ["request query.o type must be object"], /lower case/],
    ["of a number beside it", "GET /spread?n=1", ["request query.n type must be integer"], undefined],
    ["of any type", "POST /any 1", ["request body 415 No supported content types, but"], /no content type in consumes/],
    ["of this type", "POST /any 1", ["request body 415 Supported content types: text/csv"], undefined],
    ["of nothing at all", "GET /two?q=a", [], undefined],
    ["of that and more", "POST /any null", [MISSING, "request query.n type must be integer"], undefined],
  ] satisfies (readonly [string, string, string[], RegExp | undefined])[])("%s", (_title, line, complaints, want) => {
    expect(refused(line, ...complaints)).toMatch(want ?? /^not explained$/);
  });

  test.each([
    ["of a list with bars", "GET /split?l=1|2", [], "request query.l.0 type must be integer", /pipeDelimited/],
    ["of a list with commas", "GET /commas?l=1,2", [], "request query.l.0 type must be integer", undefined],
    ["of an encoded comma", "GET /words?l=a%2C", [], "request query.l.1 minLength must not be short", /encoded commas/],
    ["of none", "GET /words?l=a", [], "request query.l.1 minLength must not be short", undefined],
    [
      "of an object in a form that was not sent",
      "POST /order n=a",
      FORM,
      "request body.address required property address must have required property 'city'",
      /not there/,
    ],
    [
      "of one that was sent",
      "POST /order address[city]=a",
      FORM,
      "request body.address required property address must have required property 'city'",
      undefined,
    ],
    ["of a text body that is a number", "POST /types 0", TEXT, "request body type must be integer", /as text/],
    ["of JSON that is a number", "POST /any 0", [JSON_TYPE], "request body type must be integer", undefined],
    [
      "of JSON of another type",
      "POST /types {}",
      VENDOR,
      "request body required must have required property 'a'",
      /schema of application\/json/,
    ],
    [
      "of JSON itself",
      "POST /types {}",
      [JSON_TYPE],
      "request body required must have required property 'a'",
      undefined,
    ],
  ] satisfies (readonly [string, string, HeaderLine[], string, RegExp | undefined])[])(
    "%s",
    (_title, line, headers, said, want) => {
      const sent = { ...request(line), headers };
      expect(explain("positiveDataAcceptance", sent, answer(400, [said]))).toMatch(want ?? /^not explained$/);
    },
  );
});
