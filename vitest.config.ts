import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // The default leaves one processor idle; the tests wait as much as they work.
    maxWorkers: "100%",
    include: ["tests/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
