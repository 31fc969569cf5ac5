import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { TEMPLATE } from "./global-database.ts";

export interface TestDatabase {
  readonly url: string;
  /** Drops it; connections that are still open are cut. */
  drop(): Promise<void>;
}

/** A database of its own, cloned from the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const host = inject("databaseHost");
  const name = `t_${randomBytes(6).toString("hex")}`;
  await onServer(host, `create database ${name} template ${TEMPLATE}`);
  return {
    url: `postgres:///${name}?user=dozor&host=${encodeURIComponent(host)}`,
    drop: () => onServer(host, `drop database if exists ${name} with (force)`),
  };
}

async function onServer(host: string, statement: string): Promise<void> {
  const admin = new Client({ host, user: "dozor", database: "postgres" });
  await admin.connect();
  try {
    // Cloning waits for nobody else to clone at the same time.
    await admin.query("select pg_advisory_lock(1)");
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
