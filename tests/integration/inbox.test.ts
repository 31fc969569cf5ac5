import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createInbox } from "../../src/adapters/postgres/inbox.ts";
import { openDatabase, type Database } from "../../src/adapters/postgres/open-database.ts";
import { systemClock } from "../../src/platform/system-clock.ts";
import { WAITS } from "../support/engine/engines.ts";
import { anEvent } from "../support/engine/steps.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

/** What an inbox must do whatever keeps it is in `tests/contract/engine`; this is how PostgreSQL does it cheaply. */
describe("the inbox over PostgreSQL", () => {
  let database: Database;
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase();
    database = await openDatabase({
      url: test.url,
      dataDir: "",
      path: "",
      clock: systemClock,
      onTrouble: () => undefined,
    });
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  it("stores many events in few commits, a thread's in their order", async () => {
    let commits = 0;
    const inbox = createInbox({ pool: database.pool, ...WAITS, onStored: () => (commits += 1) });
    const ids = Array.from({ length: 1_500 }, (_, n) => `many-${n}`);
    const outcomes = await Promise.all(ids.map((externalId) => inbox.accept(anEvent({ externalId }))));
    expect(new Set(outcomes)).toEqual(new Set(["new"]));
    const { rows } = await database.pool.query<{ ext_id: string }>("select ext_id from inbox order by id");
    expect(rows.map((row) => row.ext_id)).toEqual(ids);
    const { rows: made } = await database.pool.query("select count(distinct xmin::text) as count from inbox");
    expect(made).toEqual([{ count: commits }]);
    expect(commits).toBeLessThan(10);
  });
});
