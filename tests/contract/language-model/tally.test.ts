import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTally } from "../../../src/adapters/postgres/tally.ts";
import { createTestDatabase, type TestDatabase } from "../../support/test-database.ts";

describe("the tally of what models used", () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url });
    // `end` resolves before the sockets are closed, and `drop` cuts those: that is no fault of a test.
    pool.on("error", () => undefined);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it("loses no addition of many at once, and outlives whoever added", async () => {
    const tally = createTally(pool, "model");
    await Promise.all(Array.from({ length: 20 }, () => tally.add("tokens:2026-03-11", 100)));
    await tally.add("tokens:2026-03-11", -40);
    expect(await createTally(pool, "model").add("tokens:2026-03-11", 0)).toBe(1_960);
    expect(await tally.add("tokens:2026-03-12", 5)).toBe(5);
  });
});
