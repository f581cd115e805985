import { defineConfig } from "tsdown";

/** What is published: the command and its threads, `defineConfig`, and the engine of generated arbitraries. Flat, because the generator reads `../runtime/` beside its own folder. */
export default defineConfig({
  entry: {
    main: "cli/main.ts",
    thread: "cli/thread.ts",
    config: "cli/config.ts",
    arbitraries: "harness/arbitraries/index.ts",
  },
  outDir: "dist",
  format: "esm",
  platform: "node",
  target: "node24.18",
  fixedExtension: false,
  dts: true,
});
