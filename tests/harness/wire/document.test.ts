import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Json } from "../../../model/json.ts";
import { readDocument, type MediaType, type Model, type Operation } from "../../../model/index.ts";
import { schemaEngine, type SchemaEngine } from "../../../harness/schema/index.ts";
import { viewsOf, type Views } from "../../../harness/views.ts";
import { classify } from "../../../harness/wire/classify.ts";
import { encode } from "../../../harness/wire/encode.ts";
import { values } from "./language.ts";

let model: Model;
let engine: SchemaEngine;
let views: Views;

beforeAll(async () => {
  const read = await readDocument("spec/apigatewayv2.yaml");
  if (read.outcome !== "read") throw new Error("the document cannot be read");
  ({ model } = read);
  engine = schemaEngine(model.resolve);
  views = viewsOf(model, engine);
});

/** What is said of a request with this body; credentials and path are good. */
function judged(operation: Operation, media: MediaType, value: Json) {
  const open: Operation = { ...operation, security: [], parameters: [], path: "/x" };
  const encoded = encode(open, values({ body: { mediaType: media.mediaType, content: { value } } }));
  if (encoded.outcome !== "encoded") throw new Error(encoded.reason);
  return classify(open, encoded.request, views.request);
}

function bodies(): readonly (readonly [Operation, MediaType])[] {
  return model.operations.flatMap((operation) =>
    (operation.requestBody?.content ?? []).map((media) => [operation, media] as const),
  );
}

describe("bodies of our own document", () => {
  test("there are some", () => expect(bodies().length).toBeGreaterThan(5));

  test("drawn ones are never invalid", () => {
    for (const [operation, media] of bodies()) {
      const sampled = engine.sample(media.schema, { view: "request" });
      if (sampled.outcome !== "sampled") throw new Error(`${sampled.pointer} cannot be drawn`);
      fc.assert(
        fc.property(sampled.arbitrary, (value) => {
          expect(judged(operation, media, value)).not.toHaveProperty("failures");
        }),
        { numRuns: 30 },
      );
    }
  });

  test("broken ones are invalid, by the keyword that was broken and no other", () => {
    for (const [operation, media] of bodies()) {
      for (const { keyword, arbitrary } of engine.negate(media.schema, { view: "request" })) {
        fc.assert(
          fc.property(arbitrary, (value) => {
            expect(judged(operation, media, value)).toMatchObject({ kind: "invalid", failures: [{ keyword }] });
          }),
          { numRuns: 5 },
        );
      }
    }
  });
});
