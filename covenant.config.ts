import { defineConfig } from "./cli/config.ts";

export default defineConfig({
  documents: [
    {
      document: "spec/apigatewayv2.yaml",
      out: "generated/apigatewayv2",
      runtime: "../../runtime",
      arbitraries: "../../harness/arbitraries",
    },
  ],
});
