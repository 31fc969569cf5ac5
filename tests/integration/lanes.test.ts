import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createInbox } from "../../src/adapters/postgres/inbox.ts";
import { joinNode, type Node } from "../../src/adapters/postgres/join-node.ts";
import { createLaneStore } from "../../src/adapters/postgres/lanes.ts";
import { openDatabase, type Database } from "../../src/adapters/postgres/open-database.ts";
import { createOutboxStore } from "../../src/adapters/postgres/outbox.ts";
import { createTimerStore } from "../../src/adapters/postgres/timers.ts";
import { asId } from "../../src/domain/ids.ts";
import { laneOf } from "../../src/domain/lane.ts";
import type { Thread } from "../../src/domain/message.ts";
import { systemClock } from "../../src/platform/system-clock.ts";
import type { Inbox } from "../../src/ports/inbox.ts";
import type { CommitRequest, LaneClaim, LaneStore, StepWrite } from "../../src/ports/lane-store.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

const AT = new Date("2026-03-11T08:00:00.000Z");
/** Other test files share the server: only the locks of this database count. */
const OURS = `locktype = 'advisory' and classid = 4242
  and database = (select oid from pg_database where datname = current_database())`;
const later = (ms: number) => new Date(AT.getTime() + ms);

describe("the engine over PostgreSQL", () => {
  let test: TestDatabase;
  let database: Database;
  let first: Node;
  let second: Node;
  let lanes: LaneStore;
  let others: LaneStore;
  let inbox: Inbox;

  beforeAll(async () => {
    test = await createTestDatabase();
    database = await openDatabase({
      url: test.url,
      dataDir: "",
      path: "",
      clock: systemClock,
      onTrouble: () => undefined,
    });
    const node = () =>
      joinNode({
        pool: database.pool,
        connection: database.connection,
        clock: systemClock,
        name: "test",
        onTrouble: () => undefined,
      });
    [first, second] = [await node(), await node()];
    lanes = createLaneStore(database.pool, database.pool, first.id);
    others = createLaneStore(database.pool, database.pool, second.id);
    inbox = createInbox({
      pool: database.pool,
      minWaitMs: 0,
      quietMs: 0,
      capMs: 0,
      onStored: () => undefined,
    });
  });
  afterAll(async () => {
    await first.leave();
    await second.leave();
    await database.close();
    await test.drop();
  });
  beforeEach(async () => {
    await database.pool.query("truncate inbox, lane, timer, outbox, event, turn");
  });

  const receive = (thread: Thread, externalId: string = randomUUID()) =>
    inbox.accept({ source: "telegram", externalId, thread, kind: "channel", body: {}, receivedAt: AT });
  const nothing = (thread: Thread): StepWrite => ({
    thread,
    conversation: undefined,
    lines: [],
    leads: [],
    setTimers: [],
    cancelTimers: [],
    outbox: [],
    events: [],
    supersedesUnsure: false,
  });
  const commit = (
    store: LaneStore,
    claim: LaneClaim,
    consumed: readonly number[],
    write: StepWrite,
    changes: Partial<CommitRequest> = {},
  ) =>
    store.commit({
      claim,
      consumed,
      at: AT,
      yieldsToNew: false,
      needsRoster: false,
      decide: () => write,
      ...changes,
    });
  const claimOne = async (store: LaneStore, at = AT) => {
    const [claim] = await store.claim(at, 1);
    if (!claim) throw new Error("nothing to claim");
    return claim;
  };
  const count = async (sql: string) => Number((await database.pool.query(sql)).rows[0].count);

  it("gives a lane to one worker only", async () => {
    for (let n = 0; n < 50; n += 1) await receive(`telegram:${n}`);
    const claims = await Promise.all([lanes.claim(AT, 50), others.claim(AT, 50), lanes.claim(AT, 50)]);
    const taken = claims.flat().map((claim) => claim.lane);
    expect(taken).toHaveLength(50);
    expect(new Set(taken).size).toBe(50);
  });

  it("forgets a lane when all its work is done", async () => {
    await receive("telegram:1");
    const claim = await claimOne(lanes);
    const rows = await lanes.read(claim);
    expect(
      await commit(
        lanes,
        claim,
        rows.map((row) => row.id),
        nothing("telegram:1"),
      ),
    ).toBe("committed");
    expect(await count("select count(*) from lane")).toBe(0);
    expect(await count("select count(*) from inbox where turn_id is not null")).toBe(1);
  });

  it("keeps a lane for what came in while its step was under way", async () => {
    await receive("telegram:1");
    const claim = await claimOne(lanes);
    const rows = await lanes.read(claim);
    await receive("telegram:1");
    expect(
      await commit(
        lanes,
        claim,
        rows.map((row) => row.id),
        nothing("telegram:1"),
      ),
    ).toBe("committed");
    const next = await claimOne(lanes);
    expect(await lanes.read(next)).toHaveLength(1);
  });

  it("gives a step up when something new came in and the step prefers to start again", async () => {
    await receive("telegram:1");
    const claim = await claimOne(lanes);
    const rows = await lanes.read(claim);
    await receive("telegram:1");
    const ids = rows.map((row) => row.id);
    expect(await commit(lanes, claim, ids, nothing("telegram:1"), { yieldsToNew: true })).toBe("superseded");
    expect(await lanes.read(claim)).toHaveLength(2);
    expect(await commit(lanes, claim, ids, nothing("telegram:1"), { yieldsToNew: true })).toBe("committed");
  });

  it("refuses the commit of a worker that has lost its lane", async () => {
    await receive("telegram:1");
    const stale = await claimOne(lanes);
    const rows = await lanes.read(stale);
    await database.pool.query("update lane set owner = null");
    const fresh = await claimOne(others);
    const write = { ...nothing("telegram:1"), events: [{ type: "twice", data: {} }] };
    expect(
      await commit(
        lanes,
        stale,
        rows.map((row) => row.id),
        write,
      ),
    ).toBe("lost");
    expect(
      await commit(
        others,
        fresh,
        rows.map((row) => row.id),
        write,
      ),
    ).toBe("committed");
    expect(await count("select count(*) from event where type = 'twice'")).toBe(1);
  });

  it("stores nothing of a step whose decision fails", async () => {
    await receive("telegram:1");
    const claim = await claimOne(lanes);
    const rows = await lanes.read(claim);
    const failing = commit(
      lanes,
      claim,
      rows.map((row) => row.id),
      nothing("telegram:1"),
      {
        decide: () => {
          throw new Error("no decision");
        },
      },
    );
    await expect(failing).rejects.toThrow("no decision");
    await lanes.fail(claim, later(250));
    expect(await lanes.claim(AT, 1)).toHaveLength(0);
    expect((await claimOne(lanes, later(250))).attempt).toBe(1);
  });

  it("frees what a dead process held, at once", async () => {
    const dying = await joinNode({
      pool: database.pool,
      connection: database.connection,
      clock: systemClock,
      name: "dying",
      onTrouble: () => undefined,
    });
    await receive("telegram:1");
    await claimOne(createLaneStore(database.pool, database.pool, dying.id));
    expect(await lanes.takeOver(systemClock.now())).toBe(0);
    const { rows } = await database.pool.query(`select pid from pg_locks where ${OURS} and objid = $1`, [
      dying.id(),
    ]);
    const number = dying.id();
    await database.pool.query("select pg_terminate_backend($1)", [rows[0].pid]);
    await expect
      .poll(() => count(`select count(*) from pg_locks where ${OURS} and objid = ${number}`))
      .toBe(0);
    expect(await lanes.takeOver(systemClock.now())).toBe(1);
    expect(await lanes.claim(systemClock.now(), 1)).toHaveLength(1);
    await dying.leave();
  });

  it("sets poisoned events aside, says so, and lets the lane go on", async () => {
    await receive("telegram:1");
    const claim = await claimOne(lanes);
    const [row] = await lanes.read(claim);
    const notice = {
      id: asId<"effect">("eff_notice"),
      orderKey: "manager:head",
      key: "notice",
      effect: { kind: "notify_manager" as const, managerId: asId<"manager">("head"), text: "Отложено" },
    };
    await lanes.setAside(claim, row ? [row] : [], AT, "TypeError", [notice]);
    expect(await count("select count(*) from outbox where kind = 'notify_manager'")).toBe(1);
    expect(await count("select count(*) from event where type = 'set_aside'")).toBe(1);
    await receive("telegram:1");
    const next = await claimOne(lanes);
    expect(await lanes.read(next)).toHaveLength(1);
  });

  describe("timers", () => {
    const fireAll = async (at: Date) => (await createTimerStore(database.pool).fire(at, 100)).dueAt.length;
    const setTimer = async (key: string, dueAt: Date, cancelTimers: readonly string[] = []) => {
      await receive("telegram:t");
      const claim = await claimOne(lanes);
      const rows = await lanes.read(claim);
      const write: StepWrite = {
        ...nothing("telegram:t"),
        setTimers: [{ key, kind: "ladder", dueAt, body: {} }],
        cancelTimers,
      };
      await commit(
        lanes,
        claim,
        rows.map((row) => row.id),
        write,
      );
    };

    it("fire once, when they are due, into their conversation's lane", async () => {
      await setTimer("ladder:1", later(1000));
      expect(await fireAll(later(999))).toBe(0);
      const fired = await Promise.all([fireAll(later(1000)), fireAll(later(1000)), fireAll(later(1000))]);
      expect(fired.reduce((sum, one) => sum + one, 0)).toBe(1);
      const claim = await claimOne(lanes, later(1000));
      expect(claim.lane).toBe(laneOf("telegram:t"));
      expect((await lanes.read(claim)).map((row) => row.kind)).toEqual(["timer"]);
    });

    it("are replaced by setting them again, and gone when cancelled", async () => {
      await setTimer("ladder:1", later(1000));
      await setTimer("ladder:1", later(5000));
      expect(await fireAll(later(1000))).toBe(0);
      await setTimer("ladder:2", later(9000), ["ladder:1"]);
      expect(await fireAll(later(5000))).toBe(0);
      expect(await fireAll(later(9000))).toBe(1);
    });

    it("fire again after they were set again for the same moment", async () => {
      await setTimer("ladder:1", later(1000));
      expect(await fireAll(later(1000))).toBe(1);
      await lanes.claim(later(1000), 10);
      await database.pool.query("truncate lane");
      await setTimer("ladder:1", later(1000));
      expect(await fireAll(later(1000))).toBe(1);
      expect(await count("select count(*) from inbox where kind = 'timer'")).toBe(2);
    });
  });

  describe("the outbox", () => {
    const emit = async (thread: Thread, keys: readonly string[]) => {
      await receive(thread);
      const claim = await claimOne(lanes);
      const rows = await lanes.read(claim);
      const outbox = keys.map((key) => ({
        id: asId<"effect">(`eff_${key}`),
        orderKey: thread,
        key,
        effect: { kind: "crm_update_lead" as const, leadId: asId<"lead">("lead_1") },
      }));
      await commit(
        lanes,
        claim,
        rows.map((row) => row.id),
        { ...nothing(thread), outbox },
      );
    };
    const store = () => createOutboxStore(database.pool, first.id);
    const done = { kind: "done", note: {} } as const;

    it("lets only the oldest of an order key leave, and the next one after it", async () => {
      await emit("telegram:1", ["a", "b"]);
      await emit("telegram:2", ["c"]);
      const batch = await store().claim(AT, 10);
      expect(batch.map((one) => one.id)).toEqual(["eff_a", "eff_c"]);
      expect(await store().claim(AT, 10)).toEqual([]);
      for (const one of batch) expect(await store().settle(one, done, AT)).toBe(true);
      expect((await store().claim(AT, 10)).map((one) => one.id)).toEqual(["eff_b"]);
    });

    it("keeps later effects back while an earlier one waits for its repeat", async () => {
      await emit("telegram:1", ["a", "b"]);
      const [a] = await store().claim(AT, 10);
      if (!a) throw new Error("nothing claimed");
      await store().settle(a, { kind: "retry", dueAt: later(2000), isUnsure: false, error: "busy" }, AT);
      expect(await store().claim(later(1000), 10)).toEqual([]);
      expect((await store().claim(later(2000), 10)).map(({ id, attempt }) => [id, attempt])).toEqual([
        ["eff_a", 2],
      ]);
    });

    it("stores an effect once for the same key", async () => {
      await emit("telegram:1", ["a"]);
      await emit("telegram:1", ["a"]);
      expect(await count("select count(*) from outbox")).toBe(1);
    });

    it("passes what a delivery taught us back into the lane", async () => {
      await emit("telegram:1", ["a"]);
      const [a] = await store().claim(AT, 10);
      if (!a) throw new Error("nothing claimed");
      await store().settle(a, { kind: "done", note: { report: { kind: "contact_blocked" } } }, AT);
      const rows = await lanes.read(await claimOne(lanes));
      expect(rows.map(({ kind, body }) => ({ kind, body }))).toEqual([
        { kind: "report", body: { kind: "contact_blocked" } },
      ]);
    });

    it("keeps a dead letter until a person retries or discards it", async () => {
      await emit("telegram:1", ["a", "b"]);
      const [a] = await store().claim(AT, 10);
      if (!a) throw new Error("nothing claimed");
      await store().settle(a, { kind: "dead", error: "refused", note: {} }, AT);
      expect(await store().size()).toEqual({ pending: 1, dead: 1 });
      expect(await store().retry("eff_a")).toBe(true);
      expect((await store().claim(AT, 10)).map(({ id, attempt }) => [id, attempt])).toEqual([["eff_a", 1]]);
      expect(await store().discard("eff_a")).toBe(false);
    });
  });
});
