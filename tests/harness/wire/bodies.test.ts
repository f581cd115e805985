import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringifyJson, type Json } from "../../../model/json.ts";
import type { Schema } from "../../../model/model.ts";
import { classify } from "../../../harness/wire/classify.ts";
import { decodeBody } from "../../../harness/wire/decodeBody.ts";
import { parseMediaType } from "../../../harness/wire/mediaType.ts";
import { body, encoded, operation, posted, schemas, values, verdict } from "./language.ts";

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("1", "true", "", "null", "{}", "--part-boundary-0", "\r\n"),
);
const members: Schema = {
  type: "object",
  properties: {
    text: { type: "string" },
    count: { type: "integer" },
    flags: { type: "array", items: { type: "boolean" } },
    inner: { type: "object" },
  },
  additionalProperties: { type: "string" },
};
const record = fc.record(
  {
    text,
    count: fc.integer(),
    flags: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
    inner: fc.record({ "a b": text }, { noNullPrototype: true }),
    "other &=": text,
  },
  { requiredKeys: [], noNullPrototype: true },
);

interface Row {
  readonly mediaType: string;
  readonly schema: Schema;
  readonly arbitrary: fc.Arbitrary<Json>;
  readonly kinds: readonly string[];
}

const rows: readonly Row[] = [
  { mediaType: "application/json", schema: members, arbitrary: record, kinds: ["valid"] },
  {
    mediaType: "application/x-www-form-urlencoded",
    schema: members,
    arbitrary: record,
    kinds: ["valid", "undecidable"],
  },
  { mediaType: "multipart/form-data", schema: members, arbitrary: record, kinds: ["valid", "undecidable"] },
  { mediaType: "text/plain", schema: { type: "string" }, arbitrary: text, kinds: ["valid", "undecidable"] },
  {
    mediaType: "text/plain",
    schema: { type: ["number", "boolean"] },
    arbitrary: fc.oneof(fc.integer(), fc.boolean()),
    kinds: ["valid"],
  },
  {
    mediaType: "application/octet-stream",
    schema: { type: "string" },
    arbitrary: text,
    kinds: ["valid", "undecidable"],
  },
];

describe.each(rows)("$mediaType of $schema", ({ mediaType, schema, arbitrary, kinds }) => {
  const requestBody = body({ [mediaType]: schema });
  const post = operation({ method: "POST", requestBody });
  const [documented] = requestBody.content;

  test("is read as what was written, and never invalid", () => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        const request = encoded(post, values({ body: { mediaType, content: { value } } }));
        const received = parseMediaType(request.headers[0]?.[1] ?? "");
        const bytes = new TextEncoder().encode(typeof request.body === "string" ? request.body : "");
        const read = received && documented ? decodeBody(received, documented, bytes, () => undefined) : undefined;
        const readings = read?.outcome === "readings" ? read.readings.map((reading) => sorted(reading.value)) : [];
        expect(readings).toContain(sorted(value));
        expect(kinds).toContain(classify(post, request, schemas).kind);
      }),
    );
  });
});

test.each([
  ["a file that is JSON is a file all the same", "undecidable", "string"],
  ["where no text may stand, JSON is what it says", "body#/a type", "integer"],
])("a part of a form: %s", (_rule, want, type) => {
  const requestBody = body({ "multipart/form-data": { type: "object", properties: { a: { type } } } });
  const part =
    '--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: application/json\r\n\r\n{}\r\n--x--\r\n';
  const post = operation({ method: "POST", requestBody });
  expect(verdict(post, posted(part, "multipart/form-data; boundary=x"))).toBe(want);
});

/** JSON text with members in the order of their names. */
function sorted(value: Json): string {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord
    ? stringifyJson(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))))
    : stringifyJson(value);
}
