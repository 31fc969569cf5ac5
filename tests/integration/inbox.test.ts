import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createInbox } from "../../src/adapters/postgres/inbox.ts";
import { openDatabase, type Database } from "../../src/adapters/postgres/open-database.ts";
import { laneOf } from "../../src/domain/lane.ts";
import type { Thread } from "../../src/domain/message.ts";
import { systemClock } from "../../src/platform/system-clock.ts";
import type { Inbox, InboxEvent } from "../../src/ports/inbox.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

const AT = new Date("2026-03-11T08:00:00.000Z");

describe("the inbox", () => {
  let database: Database;
  let test: TestDatabase;
  let inbox: Inbox;
  let stored = 0;

  const anEvent = (externalId: string, changes: Partial<InboxEvent> = {}): InboxEvent => ({
    source: "telegram",
    externalId,
    thread: "telegram:1",
    kind: "channel",
    body: { text: "Здравствуйте" },
    receivedAt: AT,
    ...changes,
  });
  const laneRow = async (thread: Thread) => {
    const { rows } = await database.pool.query("select * from lane where lane = $1", [laneOf(thread)]);
    return rows[0];
  };
  const after = (ms: number) => new Date(AT.getTime() + ms);

  beforeAll(async () => {
    test = await createTestDatabase();
    database = await openDatabase({
      url: test.url,
      dataDir: "",
      path: "",
      clock: systemClock,
      onTrouble: () => undefined,
    });
    inbox = createInbox({
      pool: database.pool,
      minWaitMs: 300,
      quietMs: 1200,
      capMs: 4000,
      onStored: () => (stored += 1),
    });
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  it("keeps an event once, however often and however fast it comes", async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => inbox.accept(anEvent("dup"))));
    expect(outcomes.filter((outcome) => outcome === "new")).toHaveLength(1);
    expect(await inbox.accept(anEvent("dup"))).toBe("seen");
    const { rows } = await database.pool.query("select 1 from inbox where ext_id = 'dup'");
    expect(rows).toHaveLength(1);
  });

  it("takes the same id of two sources for two events", async () => {
    expect(await inbox.accept(anEvent("same"))).toBe("new");
    expect(await inbox.accept(anEvent("same", { source: "widget", thread: "widget:x" }))).toBe("new");
  });

  it("stores many events in few commits and keeps their order within a thread", async () => {
    stored = 0;
    const thread: Thread = "telegram:many";
    await Promise.all(Array.from({ length: 1000 }, (_, n) => inbox.accept(anEvent(`many-${n}`, { thread }))));
    const { rows } = await database.pool.query("select ext_id from inbox where thread = $1 order by id", [
      thread,
    ]);
    expect(rows.map((row) => row.ext_id)).toEqual(Array.from({ length: 1000 }, (_, n) => `many-${n}`));
    expect(stored).toBeLessThan(20);
  });

  it("puts a burst off by its quiet time, at most until the cap", async () => {
    const thread: Thread = "telegram:burst";
    await inbox.accept(anEvent("b1", { thread }));
    expect((await laneRow(thread)).due_at).toEqual(after(300));
    await inbox.accept(anEvent("b2", { thread, receivedAt: after(200) }));
    expect((await laneRow(thread)).due_at).toEqual(after(1400));
    await inbox.accept(anEvent("b3", { thread, receivedAt: after(3900) }));
    expect((await laneRow(thread)).due_at).toEqual(after(4000));
  });

  it("makes a lane due at once when something other than a message comes", async () => {
    const thread: Thread = "telegram:action";
    await inbox.accept(anEvent("a1", { thread }));
    await inbox.accept(anEvent("a2", { thread, source: "desk", kind: "desk", receivedAt: after(100) }));
    expect((await laneRow(thread)).due_at).toEqual(after(100));
  });

  it("stores texts with NUL characters and half surrogates, which the database refuses", async () => {
    const odd = anEvent("odd", { body: { text: `a\u0000b\ud800c` } });
    expect(await inbox.accept(odd)).toBe("new");
    const { rows } = await database.pool.query(
      "select body->>'text' as text from inbox where ext_id = 'odd'",
    );
    expect(rows[0].text).toBe("ab\ufffdc");
  });

  it("acknowledges nothing when the database refuses", async () => {
    const broken = createInbox({
      pool: database.pool,
      minWaitMs: 0,
      quietMs: 0,
      capMs: 0,
      onStored: () => undefined,
    });
    const bad = anEvent("bad", { receivedAt: new Date(Number.NaN) });
    const [good, refused] = await Promise.allSettled([broken.accept(anEvent("good")), broken.accept(bad)]);
    expect(good).toEqual({ status: "fulfilled", value: "new" });
    expect(refused.status).toBe("rejected");
  });
});
