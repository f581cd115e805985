import * as fc from "fast-check";
import { expect, test } from "vitest";
import { classify } from "../../../harness/wire/classify.ts";
import { body, operation, parameter, response, schemas, security } from "./language.ts";

const schema = {
  type: ["object", "array", "integer", "string"],
  properties: { a: { type: "integer" } },
  items: { type: "boolean" },
};
const everything = operation({
  method: "POST",
  path: "/{a}-{b}/{c}",
  parameters: [
    parameter("path", "a", schema),
    parameter("path", "b", schema, { style: "label", explode: true }),
    parameter("path", "c", schema, { style: "matrix", explode: true }),
    parameter("query", "d", schema),
    parameter("query", "e", schema, { style: "deepObject", explode: true }),
    parameter("query", "f", schema, { mediaType: "application/json" }),
    parameter("query", "g", schema, { style: "pipeDelimited", explode: false }),
    parameter("header", "h", schema, { explode: true }),
    parameter("cookie", "i", schema, { explode: false }),
  ],
  requestBody: body({
    "application/json": schema,
    "application/x-www-form-urlencoded": schema,
    "multipart/*": schema,
    "*/*": schema,
  }),
  responses: [response("200", "application/json")],
  security: security([{ type: "http", scheme: "bearer" }]),
});

const soup = fc.string({
  unit: fc.constantFrom(
    "a",
    "b",
    "d",
    "e",
    "1",
    "-",
    "/",
    "?",
    "&",
    "=",
    ";",
    ".",
    ",",
    "[",
    "]",
    "%",
    "%41",
    "%ff",
    "+",
    '"',
    "{",
    "}",
    ":",
    "|",
    " ",
    "ü",
    "\\",
    "\r\n",
    "--",
  ),
});
const header = fc.tuple(
  fc.constantFrom("h", "cookie", "accept", "authorization", "content-type", "X"),
  fc.oneof(
    soup,
    fc.constantFrom(
      "application/json",
      "multipart/x; boundary=a",
      "application/x-www-form-urlencoded",
      "i=1; i=2",
      "Bearer x",
    ),
  ),
);
const request = fc.record(
  {
    method: fc.constant("POST"),
    target: soup.map((text) => `/a-.b/;c=${text}`),
    headers: fc.array(header, { maxLength: 4 }),
    body: fc.oneof(soup, fc.uint8Array({ maxLength: 12 })),
  },
  { requiredKeys: ["method", "target", "headers"] },
);

test("whatever comes over the wire is judged, always alike", () => {
  fc.assert(
    fc.property(request, (given) => {
      const first = classify(everything, given, schemas);
      expect(["valid", "invalid", "undecidable"]).toContain(first.kind);
      expect(classify(everything, given, schemas)).toEqual(first);
    }),
    { numRuns: 500 },
  );
});
