import { defineConfig } from "vitest/config";

const project = (name: string, options: { globalSetup?: string[]; timeoutMs?: number } = {}) => ({
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    globalSetup: options.globalSetup ?? [],
    // Nothing is proved by it but that a test ends: a busy machine is ten times slower than a quiet one.
    testTimeout: options.timeoutMs ?? 60_000,
    hookTimeout: 120_000,
    // What is polled comes when it comes: how fast is no question of these tests.
    expect: { poll: { timeout: 15_000 } },
    // Real servers, browsers and time-outs on a busy machine: one more try, and the report says that it was needed.
    retry: name === "unit" || name === "architecture" ? 0 : 1,
    // Two cores run the database, the gateway and Chromium beside the tests.
    maxWorkers: 2,
  },
});

const database = ["tests/support/global-database.ts"];
const pages = ["tests/support/global-database.ts", "tests/support/global-build.ts"];

export default defineConfig({
  test: {
    projects: [
      project("architecture"),
      project("unit"),
      project("contract", { globalSetup: database, timeoutMs: 60_000 }),
      project("integration", { globalSetup: database, timeoutMs: 120_000 }),
      project("simulation", { globalSetup: database, timeoutMs: 240_000 }),
      project("e2e", { globalSetup: pages, timeoutMs: 240_000 }),
    ],
  },
});
