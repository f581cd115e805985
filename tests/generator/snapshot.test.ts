import { describe, expect, it, test } from "vitest";
import { compareGenerated, generate } from "../../generator/index.ts";
import { modelOfFile } from "./language.ts";

const FRESH = { missing: [], outdated: [], stale: [], edited: [], foreign: [] };

describe("what is committed is what the document gives", () => {
  test.each([
    [
      "spec/apigatewayv2.yaml",
      "generated/apigatewayv2",
      { runtime: "../../runtime", arbitraries: "../../harness/arbitraries" },
    ],
    ["tests/generator/features.yaml", "tests/generator/features", { runtime: "../../../runtime" }],
    ["tests/generator/brands.yaml", "tests/generator/brands", { runtime: "../../../runtime", brands: true }],
  ])("%s in %s", async (document, out, options) => {
    const files = await generate(await modelOfFile(document), options);
    expect(await compareGenerated(out, files)).toEqual(FRESH);
  });

  it("twice the same", async () => {
    const document = "tests/generator/features.yaml";
    expect(await generate(await modelOfFile(document))).toEqual(await generate(await modelOfFile(document)));
  });
});
