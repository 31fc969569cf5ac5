import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createConsoleReads } from "../../src/adapters/postgres/console-reads.ts";
import { createInbox } from "../../src/adapters/postgres/inbox.ts";
import { openDatabase, type Database } from "../../src/adapters/postgres/open-database.ts";
import { createMaintenanceStore } from "../../src/adapters/postgres/retention.ts";
import { systemClock } from "../../src/platform/system-clock.ts";
import type { TidyRequest } from "../../src/ports/maintenance-store.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

const AT = new Date("2026-03-11T08:00:00.000Z");
const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(AT.getTime() - days * DAY);

describe("the store's upkeep", () => {
  let test: TestDatabase;
  let database: Database;

  const openTest = () =>
    openDatabase({ url: test.url, dataDir: "", path: "", clock: systemClock, onTrouble: () => undefined });
  const query = async (sql: string, values: unknown[] = []) => (await database.pool.query(sql, values)).rows;
  const column = async (sql: string) => (await query(sql)).map((row) => Object.values(row)[0]);
  const request = (changes: Partial<TidyRequest> = {}): TidyRequest => ({
    at: AT,
    finishedBefore: daysAgo(30),
    eventsBefore: new Date("2024-03-01T00:00:00Z"),
    signal: new AbortController().signal,
    ...changes,
  });
  const tidy = (changes: Partial<TidyRequest> = {}) =>
    createMaintenanceStore(database.pool).tidy(request(changes));

  /** @param processedAt When its turn ended; undefined leaves it open. */
  const received = async (id: string, options: { receivedAt: Date; processedAt?: Date; failedAt?: Date }) => {
    const [turn] = options.processedAt
      ? await query("insert into turn (lane, node, committed_at, inputs) values (1, 1, $1, 1) returning id", [
          options.processedAt,
        ])
      : [];
    await query(
      `insert into inbox (source, ext_id, lane, thread, kind, body, received_at, turn_id, failed_at)
       values ('telegram', $1, 1, 'telegram:1', 'channel', '{}', $2, $3, $4)`,
      [id, options.receivedAt, turn?.id, options.failedAt],
    );
  };
  const effect = (id: string, createdAt: Date, changes: { doneAt?: Date; deadAt?: Date } = {}) =>
    query(
      `insert into outbox (id, order_key, key, kind, body, created_at, run_at, done_at, dead_at)
       values ($1, $1, $1, 'crm_create_lead', '{"kind":"crm_create_lead","leadId":"lead_1"}', $2, $2, $3, $4)`,
      [id, createdAt, changes.doneAt, changes.deadAt],
    );
  const happened = (at: string, type = "lead_created") =>
    query("insert into event (at, type, data) values ($1, $2, '{}')", [at, type]);
  const months = () =>
    column(
      `select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = 'event'::regclass and c.relname <> 'event_rest' order by 1`,
    );

  beforeAll(async () => {
    test = await createTestDatabase();
    database = await openTest();
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });
  beforeEach(async () => {
    await query("truncate inbox, lane, timer, outbox, turn, event, bucket");
    for (const month of await months()) await query(`drop table ${String(month)}`);
  });

  describe("of inbox, outbox and turns", () => {
    it("removes what was processed long ago, and nothing open, failed or dead", async () => {
      const old = daysAgo(40);
      await received("old and processed", { receivedAt: old, processedAt: old });
      await received("old and open", { receivedAt: old });
      await received("old and set aside", { receivedAt: old, failedAt: old });
      await received("young and processed", { receivedAt: daysAgo(2), processedAt: daysAgo(2) });
      await effect("old and done", old, { doneAt: old });
      await effect("old, done lately", old, { doneAt: daysAgo(1) });
      await effect("old and pending", old);
      await effect("old and dead", old, { deadAt: old });
      await effect("young and done", daysAgo(1), { doneAt: daysAgo(1) });
      expect(await tidy()).toMatchObject({ inbox: 1, outbox: 1, turns: 1 });
      expect(await column("select ext_id from inbox order by id")).toEqual([
        "old and open",
        "old and set aside",
        "young and processed",
      ]);
      expect(await column("select id from outbox order by seq")).toEqual([
        "old, done lately",
        "old and pending",
        "old and dead",
        "young and done",
      ]);
      expect(await query("select 1 from turn")).toHaveLength(1);
    });

    it("counts from the end of the turn, so that an old message imported today stays known", async () => {
      await received("imported", { receivedAt: daysAgo(400), processedAt: daysAgo(1) });
      await tidy();
      const inbox = createInbox({
        pool: database.pool,
        minWaitMs: 0,
        quietMs: 0,
        capMs: 0,
        onStored: () => undefined,
      });
      const again = {
        source: "telegram",
        externalId: "imported",
        thread: "telegram:1",
        kind: "channel",
      } as const;
      expect(await inbox.accept({ ...again, body: {}, receivedAt: daysAgo(400) })).toBe("seen");
    });

    it("goes through any number of rows, also past many that must stay", async () => {
      await query(
        `insert into turn (lane, node, committed_at, inputs) select 1, 1, $1, 1 from generate_series(1, 9000)`,
        [daysAgo(40)],
      );
      await query(
        `insert into inbox (source, ext_id, lane, thread, kind, body, received_at, turn_id, failed_at)
         select 's', n::text, 1, 'telegram:1', 'channel', '{}', $1, case when n > 3000 then (select min(id) from turn) end,
           case when n <= 3000 then $1::timestamptz end
         from generate_series(1, 9000) n`,
        [daysAgo(40)],
      );
      expect(await tidy()).toMatchObject({ inbox: 6000, turns: 9000 });
      expect(await column("select count(*) from inbox")).toEqual([3000]);
    });

    it("is done by one process at a time", async () => {
      const other = new Client({ connectionString: test.url });
      await other.connect();
      await other.query("select pg_advisory_lock(4245, 1)");
      expect(await tidy()).toBeUndefined();
      await other.end();
      await expect.poll(() => tidy()).toBeDefined();
    });

    it("stops between slices when the gateway stops", async () => {
      await received("old", { receivedAt: daysAgo(40), processedAt: daysAgo(40) });
      expect(await tidy({ signal: AbortSignal.abort() })).toMatchObject({ inbox: 0, outbox: 0, turns: 0 });
    });

    it("forgets rate limits that have run out", async () => {
      await query("insert into bucket values ('gone', $1), ('now', $2)", [
        AT.getTime() - 2 * 3_600_000,
        AT.getTime() + 1000,
      ]);
      await tidy();
      expect(await column("select key from bucket")).toEqual(["now"]);
    });
  });

  describe("of events", () => {
    it("makes this month and the next two, once", async () => {
      expect(await tidy()).toMatchObject({ monthsMade: ["2026-03", "2026-04", "2026-05"] });
      expect(await months()).toEqual(["event_2026_03", "event_2026_04", "event_2026_05"]);
      expect(await tidy()).toMatchObject({ monthsMade: [] });
      await happened("2026-03-11T08:00:00Z");
      await happened("2026-05-31T23:59:59.999Z");
      expect(await column("select count(*) from event_rest")).toEqual([0]);
    });

    it("moves what the default partition has collected into months, with the same ids", async () => {
      await happened("2025-12-31T23:59:59.999Z", "last year");
      await happened("2026-01-01T00:00:00Z", "new year");
      await happened("2026-03-01T10:00:00Z", "this month");
      const before = await query("select id, at, type from event order by id");
      const tidied = await tidy();
      expect(tidied?.monthsMade.toSorted()).toEqual(["2025-12", "2026-01", "2026-03", "2026-04", "2026-05"]);
      expect(await query("select id, at, type from event order by id")).toEqual(before);
      expect(await column("select count(*) from event_rest")).toEqual([0]);
      expect(await column("select type from event_2026_01")).toEqual(["new year"]);
      await happened("2026-03-02T10:00:00Z");
      const ids = await column("select id from event order by id");
      expect(new Set(ids).size).toBe(4);
    });

    it("drops months that are wholly too old, and strays of that age", async () => {
      await happened("2024-01-10T00:00:00Z");
      await happened("2024-03-10T00:00:00Z");
      await tidy({ eventsBefore: new Date("2023-01-01T00:00:00Z") });
      await happened("2023-06-10T00:00:00Z", "stray");
      expect(await tidy()).toMatchObject({ monthsDropped: ["2024-01"] });
      expect(await column("select at from event order by at")).toEqual([new Date("2024-03-10T00:00:00Z")]);
    });

    it("refuses no event that is written while its month is split off", async () => {
      const stopping = new AbortController();
      let written = 0;
      const write = async () => {
        while (!stopping.signal.aborted) {
          await happened("2026-03-11T08:00:00Z");
          written += 1;
        }
      };
      const writers = [write(), write(), write(), write()];
      for (let round = 0; round < 10; round += 1) {
        await tidy();
        if (round < 9) await joinBack();
      }
      stopping.abort();
      await Promise.all(writers);
      expect(written).toBeGreaterThan(0);
      expect(await column("select count(*) from event")).toEqual([written]);
      expect(await column("select count(*) from event_rest")).toEqual([0]);
    });

    /** As if nobody had looked after the store: the month's rows are in the default partition again. */
    async function joinBack(): Promise<void> {
      const client = await database.pool.connect();
      await client.query("begin; lock table event in access exclusive mode");
      for (const month of ["event_2026_03", "event_2026_04", "event_2026_05"])
        await client.query(`alter table event detach partition ${month}`);
      await client.query("insert into event_rest overriding system value select * from event_2026_03");
      await client.query("drop table event_2026_03, event_2026_04, event_2026_05; commit");
      client.release();
    }

    it("gives way when somebody holds the table, rather than let messages queue up behind it", async () => {
      const reader = new Client({ connectionString: test.url });
      await reader.connect();
      await reader.query("begin; lock table event in row exclusive mode");
      await expect(tidy()).rejects.toThrow(/lock timeout/);
      await reader.query("rollback");
      await reader.end();
      expect(await tidy()).toMatchObject({ monthsMade: ["2026-03", "2026-04", "2026-05"] });
    });
  });

  it("measures the oldest snapshot, the inbox and the size", async () => {
    const store = createMaintenanceStore(database.pool);
    const calm = await store.measure();
    expect(calm.databaseBytes).toBeGreaterThan(1_000_000);
    const reader = new Client({ connectionString: test.url });
    await reader.connect();
    await reader.query("begin isolation level repeatable read");
    await reader.query("select 1 from inbox");
    const { rows } = await reader.query("select pg_sleep(0.3), clock_timestamp() - now() as age");
    expect(rows).toHaveLength(1);
    expect((await store.measure()).oldestSnapshotSeconds).toBeGreaterThan(0.25);
    await reader.end();
  });

  it("cleans the hot tables up sooner than others", async () => {
    const options = await query(
      "select relname, array_to_string(reloptions, ' ') as options from pg_class where relname in ('lane', 'timer', 'outbox', 'inbox') order by 1",
    );
    expect(options.map((row) => row.relname)).toEqual(["inbox", "lane", "outbox", "timer"]);
    for (const row of options) expect(row.options).toMatch(/autovacuum_vacuum_scale_factor=0.0[12]/);
    expect(options[1].options).toContain("fillfactor=70");
  });
});

describe("what the console shows of the outbox", () => {
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
    const add = (id: string, done: Date | null, dead: Date | null) =>
      database.pool.query(
        `insert into outbox (id, order_key, key, kind, thread, body, created_at, run_at, done_at, dead_at, last_error)
         values ($1, $1, $1, 'notify_manager', 'telegram:1', $5, $2, $2, $3, $4, 'no_address')`,
        [
          id,
          AT,
          done,
          dead,
          { kind: "notify_manager", managerId: "anna", leadId: "lead_1", text: "Клиент ждёт" },
        ],
      );
    await add("pending", null, null);
    await add("dead", null, AT);
    for (let n = 1; n <= 60; n += 1) await add(`done ${n}`, AT, null);
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  it("is what waits and what died first, then the newest that arrived", async () => {
    const shown = await createConsoleReads(database.kysely).outbox(5);
    expect(shown.map(({ id, status }) => [id, status])).toEqual([
      ["dead", "dead"],
      ["pending", "pending"],
      ["done 60", "done"],
      ["done 59", "done"],
      ["done 58", "done"],
    ]);
  });

  it("holds what a dead letter would have said, and nothing of the others", async () => {
    const reads = createConsoleReads(database.kysely);
    expect(await reads.deadLetter("dead")).toMatchObject({
      id: "dead",
      status: "dead",
      thread: "telegram:1",
      diedAt: AT,
      effect: { kind: "notify_manager", text: "Клиент ждёт" },
    });
    expect(await reads.deadLetter("pending")).toBeUndefined();
    expect(await reads.deadLetter("done 1")).toBeUndefined();
  });
});
