import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { TEMPLATE } from "./global-database.ts";

export interface TestDatabase {
  readonly url: string;
  /** Drops it as soon as its last session has left; one that stays is cut. */
  drop(): Promise<void>;
}

/** A database of its own, cloned from the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const host = inject("databaseHost");
  const name = `t_${randomBytes(6).toString("hex")}`;
  await onServer(host, `create database ${name} template ${TEMPLATE}`);
  return {
    url: `postgres:///${name}?user=dozor&host=${encodeURIComponent(host)}`,
    drop: async () => {
      await sessionsGone(host, name);
      await onServer(host, `drop database if exists ${name} with (force)`);
    },
  };
}

const LEAVE_LIMIT_MS = 5_000;

/** `end` of a pool resolves before its sockets are closed; whoever is cut then gets an error that nobody expects. */
async function sessionsGone(host: string, name: string): Promise<void> {
  const admin = new Client({ host, user: "dozor", database: "postgres" });
  await admin.connect();
  try {
    const until = performance.now() + LEAVE_LIMIT_MS;
    for (let isUsed = true; isUsed && performance.now() < until;) {
      const { rows } = await admin.query("select 1 from pg_stat_activity where datname = $1 limit 1", [name]);
      isUsed = rows.length > 0;
    }
  } finally {
    await admin.end();
  }
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
