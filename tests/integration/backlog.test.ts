import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBacklog } from "../../src/adapters/postgres/backlog.ts";
import { openDatabase, type Database } from "../../src/adapters/postgres/open-database.ts";
import { createTimerStore } from "../../src/adapters/postgres/timers.ts";
import { systemClock } from "../../src/platform/system-clock.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

const AT = new Date("2026-03-16T07:00:00.000Z");
const HOUR_MS = 3_600_000;

describe("waking the backlog", () => {
  let test: TestDatabase;
  let database: Database;

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

  async function addLead(id: string, status: string, priority: string, hoursAgo: number): Promise<void> {
    await database.pool.query(
      `insert into lead (id, conversation_id, thread, lane, created_at, category, priority, source, status,
        expected_value, data) values ($1, $1, 'telegram:' || $1, 1, $2, 'lead_b2c', $3, 'telegram', $4, 0, '{}')`,
      [id, new Date(AT.getTime() - hoursAgo * HOUR_MS), priority, status],
    );
  }

  it("fires the timers of leads that have run out, the most urgent and oldest first", async () => {
    await addLead("young", "ended", "normal", 1);
    await addLead("old", "ended", "normal", 20);
    await addLead("urgent", "ended", "critical", 2);
    await addLead("taken", "taken", "critical", 2);
    await addLead("closed", "closed", "critical", 2);
    await addLead("ancient", "ended", "critical", 24 * 8);
    await database.pool.query(
      `insert into timer (key, lane, thread, kind, run_at, body)
       values ('ladder:old', 1, 'telegram:old', 'ladder', $1, '{"leadId":"old"}')`,
      [new Date(AT.getTime() + 24 * HOUR_MS)],
    );
    await createBacklog(database.pool).wake(AT);
    const { rows } = await database.pool.query("select key, run_at, body from timer order by run_at");
    expect(rows.map((row) => [row.key, row.run_at.getTime() - AT.getTime(), row.body.leadId])).toEqual([
      ["ladder:urgent", 0, "urgent"],
      ["ladder:old", 300, "old"],
      ["ladder:young", 600, "young"],
    ]);
  });

  it("never puts a wake-up off, and wakes each lead once", async () => {
    const timers = createTimerStore(database.pool);
    await createBacklog(database.pool).wake(new Date(AT.getTime() + HOUR_MS));
    const later = new Date(AT.getTime() + 1_000);
    expect((await timers.fire(later, 10)).dueAt).toHaveLength(3);
    expect((await timers.fire(later, 10)).dueAt).toHaveLength(0);
  });
});
