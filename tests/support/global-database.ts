import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../src/adapters/postgres/embedded/start-embedded.ts";
import { openDatabase } from "../../src/adapters/postgres/open-database.ts";
import { systemClock } from "../../src/platform/system-clock.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Socket folder of the test server; its template database holds the migrated schema. */
    databaseHost: string;
  }
}

export const TEMPLATE = "template_dozor";

/** One real PostgreSQL for a test run; each test file clones the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "dozor-test-"));
  const server = await startEmbeddedPostgres({
    dataDir,
    clock: systemClock,
    path: process.env["PATH"] ?? "",
    onCrash: () => undefined,
    settings: ["max_connections=200"],
  });
  const { host, user } = server.connection;
  const admin = new Client(server.connection);
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const template = await openDatabase({
    url: `postgres:///${TEMPLATE}?user=${user}&host=${encodeURIComponent(host)}`,
    dataDir,
    path: "",
    clock: systemClock,
    onTrouble: () => undefined,
  });
  await template.close();
  project.provide("databaseHost", host);
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
