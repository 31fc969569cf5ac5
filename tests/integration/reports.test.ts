import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createConsoleReads } from "../../src/adapters/postgres/console-reads.ts";
import { openDatabase, type Database } from "../../src/adapters/postgres/open-database.ts";
import { systemClock } from "../../src/platform/system-clock.ts";
import type { ConsoleReads, PageMark } from "../../src/ports/console-reads.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

const FROM = new Date("2026-03-10T18:00:00Z");
const TO = new Date("2026-03-11T18:00:00Z");
const NOON = new Date("2026-03-11T06:00:00Z");

describe("reports over a day", () => {
  let test: TestDatabase;
  let database: Database;
  let reads: ConsoleReads;

  const query = (sql: string, values: unknown[]) => database.pool.query(sql, values);
  const lead = (id: string, value: number, takenAt?: Date) =>
    query(
      `insert into lead (id, conversation_id, thread, lane, created_at, category, priority, source, status,
         expected_value, taken_at, outcome, data)
       values ($1, 'conv_1', 'widget:1', 1, $2, 'lead_b2c', 'normal', 'widget', 'taken', $3, $4, 'won', '{}')`,
      [id, NOON, value, takenAt],
    );
  const offer = (id: string, leadId: string, managerId: string, outcome: string | undefined, at = NOON) =>
    query("insert into offer (id, lead_id, manager_id, offered_at, outcome) values ($1, $2, $3, $4, $5)", [
      id,
      leadId,
      managerId,
      at,
      outcome,
    ]);

  beforeAll(async () => {
    test = await createTestDatabase();
    database = await openDatabase({
      url: test.url,
      dataDir: "",
      path: "",
      clock: systemClock,
      onTrouble: () => undefined,
    });
    reads = createConsoleReads(database.kysely);
    await lead("lead_1", 2500, new Date(NOON.getTime() + 90_000));
    await lead("lead_2", 4000);
    await offer("offer_1", "lead_1", "anna", "expired");
    await offer("offer_2", "lead_1", "vera", "taken");
    await offer("offer_3", "lead_2", "anna", "declined");
    await offer("offer_4", "lead_2", "vera", undefined);
    await offer("offer_5", "lead_2", "anna", "declined", TO);
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  it("counts each manager's offers by what became of them, with the value of what was taken", async () => {
    expect(await reads.ledger(FROM, TO)).toMatchObject([
      { managerId: "anna", offered: 2, taken: 0, declined: 1, expired: 1, value: 0, won: 0 },
      { managerId: "vera", offered: 2, taken: 1, declined: 0, expired: 0, value: 2500, won: 1 },
    ]);
  });

  it("counts leads by category and source, with the middle time until they were taken", async () => {
    expect(await reads.stats(FROM, TO)).toMatchObject({
      leads: 2,
      taken: 1,
      medianTakeSeconds: 90,
      byCategory: { lead_b2c: 2 },
      bySource: { widget: 2 },
    });
  });

  it("shows each lead and conversation on exactly one page, though all came at one moment", async () => {
    const ids = Array.from({ length: 7 }, (_, index) => `same_${index}`);
    for (const id of ids)
      await query(
        `insert into conversation (id, contact_id, thread, lane, started_at, last_message_at, ownership, data)
         values ($1, $1, 'widget:' || $1, 1, $2, $2, 'bot', jsonb_build_object('id', $1::text, 'state', '{"ownership":{"status":"bot"}}'::jsonb))`,
        [id, NOON],
      );
    const seen: string[] = [];
    for (let before: PageMark | undefined; ;) {
      const page = await reads.conversations({ limit: 2, before });
      seen.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (!last) break;
      before = { at: last.lastMessageAt, id: last.id };
    }
    expect(seen.toSorted()).toEqual(ids);
  });
});
