import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringifyJson, type Json } from "../../../model/json.ts";
import type { Operation, Parameter, Schema } from "../../../model/model.ts";
import { classify } from "../../../harness/wire/classify.ts";
import { decodeParameter, takeApart } from "../../../harness/wire/decode.ts";
import { encode } from "../../../harness/wire/encode.ts";
import type { WireRequest } from "../../../runtime/wire.ts";
import type { Values } from "../../../harness/case.ts";
import { readPath } from "../../../harness/wire/path.ts";
import { operation, parameter, schemas, valuesOf } from "./language.ts";

/** Every style in every location that OpenAPI gives it. */
const STYLES: readonly (readonly [Parameter["in"], Parameter["style"], boolean])[] = [
  ...(["simple", "label", "matrix"] as const).flatMap((style) => [
    ["path", style, false] as const,
    ["path", style, true] as const,
  ]),
  ...(["form", "spaceDelimited", "pipeDelimited"] as const).flatMap((style) => [
    ["query", style, false] as const,
    ["query", style, true] as const,
  ]),
  ["query", "deepObject", true],
  ["header", "simple", false],
  ["header", "simple", true],
  ["cookie", "form", false],
  ["cookie", "form", true],
  ["cookie", "cookie", false],
  ["cookie", "cookie", true],
];

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom(..."ab01.,;|=&%+ -[]{}".split("")) }),
  fc.constantFrom("true", "null", "1", "01", ""),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  fc.constantFrom(1e21, 1e-7, -1.5),
);

const { anyJson } = fc.letrec<{ anyJson: Json }>((tie) => ({
  anyJson: fc.oneof(
    { maxDepth: 2 },
    fc.constant(null),
    fc.boolean(),
    number,
    text,
    fc.array(tie("anyJson"), { maxLength: 3 }),
    fc.dictionary(text, tie("anyJson"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

/** Schemas and the values that they describe: each type alone, and types together, where one text can be several values. */
const described: Readonly<Record<string, { readonly schema: Schema; readonly arbitrary: fc.Arbitrary<Json> }>> = {
  string: { schema: { type: "string" }, arbitrary: text },
  number: { schema: { type: "number" }, arbitrary: number },
  boolean: { schema: { type: "boolean" }, arbitrary: fc.boolean() },
  "string or number": { schema: { type: ["string", "number"] }, arbitrary: fc.oneof(text, number) },
  strings: { schema: { type: "array", items: { type: "string" } }, arbitrary: fc.array(text, { maxLength: 4 }) },
  integers: {
    schema: { type: "array", items: { type: "integer" }, maxItems: 4 },
    arbitrary: fc.array(fc.integer(), { maxLength: 4 }),
  },
  "a string or strings": {
    schema: { type: ["string", "array"], items: { type: "string" } },
    arbitrary: fc.oneof(text, fc.array(text, { maxLength: 3 })),
  },
  members: {
    schema: { type: "object", additionalProperties: { type: ["string", "boolean"] } },
    arbitrary: fc.dictionary(text, fc.oneof(text, fc.boolean()), { maxKeys: 3, noNullPrototype: true }),
  },
  anything: {
    schema: true,
    arbitrary: anyJson,
  },
};

/** What is written as nothing: a reader sees no parameter. */
const TRACELESS = ["[]", "{}", "null"];

/** The JSON texts of all values that the parameter is read as; of what the standard leaves open, any value. */
function readings(get: Operation, one: Parameter, sent: WireRequest): Pick<readonly string[], "includes"> {
  const match = readPath(get.path, sent.target);
  const parts = match.outcome === "matched" ? takeApart(sent, match.pieces) : undefined;
  if (parts === undefined) return [];
  const decoded = decodeParameter(one, parts, [one], () => undefined);
  if (decoded.outcome === "readings") return decoded.readings.map(({ value }) => stringifyJson(value));
  return decoded.outcome === "absent" ? TRACELESS : { includes: () => decoded.outcome === "unclear" };
}

/** The request, or the next value where the style cannot carry this one. */
function sendable(get: Operation, given: Values): WireRequest {
  const outcome = encode(get, given);
  return outcome.outcome === "encoded" ? outcome.request : never();
}

function never(): never {
  fc.pre(false);
  throw new Error("not reached");
}

const cases = STYLES.flatMap(([place, style, explode]) =>
  Object.keys(described).map((kind) => ({ place, style, explode, kind })),
);

describe.each(cases)("$kind in $place, style $style, explode $explode", ({ place, style, explode, kind }) => {
  const { schema, arbitrary } = described[kind] ?? { schema: true, arbitrary: fc.constant(null) };
  const one = parameter(place, "p", schema, { style, explode });
  const get = operation({ path: place === "path" ? "/things/{p}/end" : "/things", parameters: [one] });

  test("is never invalid, and its value is among the readings", () => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        const sent = sendable(get, valuesOf(one, value));
        expect(classify(get, sent, schemas).kind).not.toBe("invalid");
        expect(readings(get, one, sent)).toSatisfy((all: ReturnType<typeof readings>) =>
          all.includes(stringifyJson(value)),
        );
      }),
      { numRuns: 60 },
    );
  });
});
