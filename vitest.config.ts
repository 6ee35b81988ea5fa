import { defineConfig } from "vitest/config";

// biome-ignore lint/style/noDefaultExport: the test runner wants its settings so.
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], testTimeout: 30_000, hookTimeout: 60_000, pool: "forks" },
});
