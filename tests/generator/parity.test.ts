import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { updateRouteResponse } from "../../generated/apigatewayv2/index.ts";
import type { Values } from "../../harness/case.ts";
import { encode } from "../../harness/wire/encode.ts";
import type { Model } from "../../model/index.ts";
import type { Json } from "../../model/json.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import { addPet, alert1, getPet, listPets } from "./features/index.ts";
import { modelOfFile } from "./language.ts";

/** The harness makes requests from the model, builders from printed code: two ways to the same bytes. */
const models: Record<string, Model> = {};
beforeAll(async () => {
  models["api"] = await modelOfFile("spec/apigatewayv2.yaml");
  models["features"] = await modelOfFile("tests/generator/features.yaml");
});
const encoded = (document: string, id: string, values: Partial<Values>): WireRequest | string => {
  const operation = models[document]?.operations.find((one) => one.id === id);
  if (operation === undefined) throw new Error(`no operation ${id}`);
  const result = encode(operation, { path: {}, query: {}, header: {}, cookie: {}, ...values });
  return result.outcome === "encoded" ? result.request : "unencodable";
};
const built = (build: () => WireRequest): WireRequest | string => {
  try {
    return build();
  } catch (error) {
    if (error instanceof TypeError || error instanceof URIError) return "unencodable";
    throw error;
  }
};

const text = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ unit: "grapheme", minLength: 1 }),
  fc.constantFrom("", ".", "..", "a/b", "%2F", "ü", "\ud800"),
);
const word = fc.stringMatching(/^[a-z]{1,5}$/);
const words = fc.array(word, { minLength: 1, maxLength: 3 });
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const given = (values: { readonly [name: string]: Json | undefined }): { [name: string]: Json } =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );

describe("a builder and the harness make the same request", () => {
  it("of path parameters and a JSON body", () => {
    const path = fc.record({ apiId: text, routeId: text, routeResponseId: text }, { noNullPrototype: true });
    const body = fc.record(
      { modelSelectionExpression: text, responseModels: fc.dictionary(word, text, { noNullPrototype: true }) },
      { requiredKeys: [], noNullPrototype: true },
    );
    fc.assert(
      fc.property(path, body, (path, body) => {
        const content = { mediaType: "application/json", content: { value: body } };
        expect(built(() => updateRouteResponse({ ...path, body }))).toEqual(
          encoded("api", "updateRouteResponse", { path, body: content }),
        );
      }),
    );
  });

  it("of queries, headers and cookies in their styles", () => {
    const query = fc.record({
      limit: optional(fc.integer()),
      tags: optional(words),
      filter: optional(fc.record({ age: fc.integer() }, { noNullPrototype: true })),
      where: optional(fc.dictionary(word, word, { minKeys: 1, noNullPrototype: true })),
      path: optional(fc.string({ minLength: 1 })),
    });
    const rest = fc.record({
      list: optional(fc.array(fc.integer(), { minLength: 1 })),
      session: optional(word),
      flags: optional(words),
    });
    fc.assert(
      fc.property(query, rest, word, (query, { list, session, flags }, trace) => {
        const request = built(() => listPets({ ...query, "X-Trace": trace, "x-list": list, session, flags }));
        const values = {
          query: given(query),
          header: given({ "X-Trace": trace, "x-list": list }),
          cookie: given({ session, flags }),
        };
        expect(request).toEqual(encoded("features", "listPets", values));
      }),
    );
  });

  it("of labels, matrices and mixed segments", () => {
    fc.assert(
      fc.property(
        word,
        word,
        fc.array(fc.integer(), { minLength: 1 }),
        fc.dictionary(word, word, { minKeys: 1, noNullPrototype: true }),
        (name, extension, point, keys) => {
          const path = { name, extension, point, keys, $: "$" };
          expect(built(() => alert1(path))).toEqual(encoded("features", "*/ alert(1) //", { path }));
        },
      ),
    );
  });

  it("of one name in two places", () => {
    fc.assert(
      fc.property(fc.integer(), text, fc.boolean(), (id, q, body) => {
        const request = built(() => getPet({ path: { id }, query: { id: q }, header: { body } }));
        expect(request).toEqual(encoded("features", "get-pet", { path: { id }, query: { id: q }, header: { body } }));
      }),
    );
  });

  it("of forms and texts", () => {
    const form = { name: "R x", tags: ["a", "b"] };
    const body = (mediaType: string, value: Values["query"] | string) =>
      encoded("features", "addPet", { body: { mediaType, content: { value } } });
    expect(addPet({ contentType: "application/x-www-form-urlencoded", body: form })).toEqual(
      body("application/x-www-form-urlencoded", form),
    );
    expect(addPet({ contentType: "multipart/form-data", body: { name: "Rex", photo: "p" } })).toEqual(
      body("multipart/form-data", { name: "Rex", photo: "p" }),
    );
    expect(addPet({ contentType: "text/plain", body: "Rex" })).toEqual(body("text/plain", "Rex"));
    expect(addPet()).toEqual(encoded("features", "addPet", {}));
  });
});
