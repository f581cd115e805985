import { expect, test } from "vitest";
import { FEATURES, featureModel } from "./documents.ts";
import { startReference } from "./server.ts";
import { told, trial } from "./trial.ts";

test("there is a document for each feature that makes tools cry wolf", () => {
  expect(FEATURES.length).toBeGreaterThanOrEqual(20);
});

// `bench/falseAlarms.ts` is the whole of it: ten seeds, 200,000 requests.
test.each(FEATURES)("a server that does what the document says is never blamed: %s", async (name) => {
  const model = await featureModel(name);
  const server = await startReference(model);
  const { findings, requests } = await trial(model, server.url, 20_261_122, { maxRequests: 500 });
  await server.close();
  expect(findings.map(told)).toEqual([]);
  expect(requests).toBeGreaterThan(20);
});
