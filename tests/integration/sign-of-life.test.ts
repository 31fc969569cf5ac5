import { Client, Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { createInbox } from "../../src/adapters/postgres/inbox.ts";
import { joinNode, type Node } from "../../src/adapters/postgres/join-node.ts";
import { createLaneStore } from "../../src/adapters/postgres/lanes.ts";
import { openDatabase, type Database } from "../../src/adapters/postgres/open-database.ts";
import { laneOf } from "../../src/domain/lane.ts";
import { runLanes } from "../../src/inbound/run-lanes.ts";
import { systemClock } from "../../src/platform/system-clock.ts";
import { createWaker } from "../../src/platform/waker.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { LaneStore } from "../../src/ports/lane-store.ts";
import { WAITS } from "../support/engine/engines.ts";
import { openLossyLine } from "../support/engine/lossy-line.ts";
import { startSlowNode, type SlowNode } from "../support/engine/slow-node.ts";
import { anEvent, AT, aWrite, claimOne, commit } from "../support/engine/steps.ts";
import { eventually } from "../support/gateway-process.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

const HOUR_MS = 3_600_000;
/** Whoever lives by it never gets to its next beat. */
const BEATLESS: Clock = {
  now: () => new Date(),
  sleep: (_ms, signal) =>
    new Promise((end) => (signal?.aborted ? end() : signal?.addEventListener("abort", () => end()))),
};

describe("the sign of life", () => {
  let test: TestDatabase;
  let database: Database;
  let node: Node;
  let lanes: LaneStore;
  /** Somebody who only meddles. */
  let admin: Client;
  const leaving: (() => Promise<void>)[] = [];

  const join = (clock: Clock = systemClock) =>
    joinNode({
      pool: database.pool,
      connection: database.connection,
      clock,
      name: "test",
      onTrouble: () => undefined,
    });
  const storeOf = (of: Node) => createLaneStore(database.pool, database.pool, of.id);
  const receive = (thread: "telegram:1" | "telegram:2" = "telegram:1") =>
    createInbox({ pool: database.pool, ...WAITS, onStored: () => undefined }).accept(anEvent({ thread }));
  const takeStep = async (store: LaneStore, type: string) => {
    const claim = await claimOne(store);
    return commit(
      store,
      claim,
      await store.read(claim),
      aWrite("telegram:1", { events: [{ type, data: {} }] }),
    );
  };
  const takeOver = () => lanes.takeOver(AT);
  const storedBy = async () =>
    (await admin.query<{ type: string }>("select type from event order by id")).rows.map((row) => row.type);
  const stopBeating = (number: number) =>
    admin.query("update node set beat_at = now() - interval '1 minute' where id = $1", [number]);
  const cut = (number: number) =>
    admin.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 4242
         and objid = $1::oid and database = (select oid from pg_database where datname = current_database())`,
      [number],
    );

  beforeAll(async () => {
    test = await createTestDatabase();
    database = await openDatabase({
      url: test.url,
      dataDir: "",
      path: "",
      clock: systemClock,
      onTrouble: () => undefined,
    });
    admin = new Client({ connectionString: test.url });
    await admin.connect();
    node = await join();
    lanes = storeOf(node);
  });
  beforeEach(async () => {
    await admin.query("truncate inbox, lane, outbox, event, turn");
  });
  afterEach(async () => {
    for (const leave of leaving.splice(0)) await leave();
  });
  afterAll(async () => {
    await node.leave();
    await admin.end();
    await database.close();
    await test.drop();
  });

  const another = async (clock?: Clock) => {
    const one = await join(clock);
    leaving.push(one.leave);
    return one;
  };

  it("outlives a pooled connection that breaks inside a transaction: the step fails and is taken again", async () => {
    await receive();
    const claim = await claimOne(lanes);
    const rows = await lanes.read(claim);
    // A commit that needs the roster waits for this lock with its transaction open.
    await admin.query("select pg_advisory_lock(4243)");
    const committing = commit(lanes, claim, rows, aWrite("telegram:1"), { needsRoster: true });
    const outcome = committing.catch((error: Error) => error);
    const pid = await eventually("the commit waits", async () => {
      const waiting = await admin.query<{ pid: number }>(
        `select pid from pg_locks where locktype = 'advisory' and objid = 4243 and not granted
           and database = (select oid from pg_database where datname = current_database())`,
      );
      return waiting.rows[0]?.pid;
    });
    await admin.query("select pg_terminate_backend($1)", [pid]);
    expect(await outcome).toBeInstanceOf(Error);
    await admin.query("select pg_advisory_unlock(4243)");
    await lanes.fail(claim, AT);
    expect(await takeStep(lanes, "again")).toBe("committed");
  });

  it("outlives a pooled connection that breaks between two statements", async () => {
    const client = await database.pool.connect();
    const { rows } = await client
      .query<{ pid: number }>("begin; select pg_backend_pid() as pid")
      .then((both) => (Array.isArray(both) ? both[1] : both));
    const ended = new Promise((done) => client.once("end", done));
    await admin.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    await ended;
    await expect(client.query("commit")).rejects.toThrow(/not queryable|terminated/);
    client.release(true);
    expect((await database.pool.query("select 1 as alive")).rows).toEqual([{ alive: 1 }]);
  });

  describe("of a process that was frozen in the middle of a turn", () => {
    let slow: SlowNode;
    beforeEach(async () => {
      slow = await startSlowNode(test.url);
    });
    afterEach(() => slow.stop());

    it("loses its lanes to others, and its late commit is refused", async () => {
      await receive();
      const number = await slow.claim();
      slow.freeze();
      expect(await takeOver()).toBe(0);
      // Its last beat may still be on its way.
      const freed = await eventually("its lane is free", async () => {
        await stopBeating(number);
        return (await takeOver()) || undefined;
      });
      expect(freed).toBe(1);
      expect(await takeStep(lanes, "by_other")).toBe("committed");
      slow.thaw();
      expect(await slow.commit()).toBe("lost");
      expect(await storedBy()).toEqual(["by_other"]);
    });

    it("comes back under a new number, and what it takes then is its own", async () => {
      const buried = await slow.number();
      slow.freeze();
      await eventually("it is buried", async () => {
        await stopBeating(buried);
        await takeOver();
        const { rowCount } = await admin.query("select from node where id = $1", [buried]);
        return rowCount === 0;
      });
      slow.thaw();
      const number = await eventually("a new number", async () => {
        const now = await slow.number().catch(() => buried);
        return now > buried && now;
      });
      await receive();
      expect(await slow.claim()).toBe(number);
      expect(await takeOver()).toBe(0);
      expect(await slow.commit()).toBe("committed");
    });
  });

  it("is not believed when the beat is lost while the lock is held", async () => {
    let aheadMs = 0;
    const stuck = await another({ ...BEATLESS, now: () => new Date(Date.now() + aheadMs) });
    await receive();
    const claim = await claimOne(storeOf(stuck));
    aheadMs = 11_000;
    expect(() => stuck.id()).toThrow(/beaten/);
    await stopBeating(claim.owner);
    expect(await takeOver()).toBe(1);
    expect(await takeStep(lanes, "by_other")).toBe("committed");
    expect(await commit(storeOf(stuck), claim, [], aWrite("telegram:1"))).toBe("lost");
    expect(await storedBy()).toEqual(["by_other"]);
  });

  it("is not believed when the lock is lost while the beat goes on", async () => {
    const cutOff = await another();
    const store = storeOf(cutOff);
    await receive();
    const claim = await claimOne(store);
    await cut(claim.owner);
    expect(await eventually("its work is free", async () => (await takeOver()) || undefined)).toBe(1);
    expect(await takeStep(lanes, "by_other")).toBe("committed");
    expect(await commit(store, claim, [], aWrite("telegram:1"))).toBe("lost");
    await eventually("a new number", async () => {
      try {
        return cutOff.id() > claim.owner;
      } catch {
        return false;
      }
    });
    await receive("telegram:2");
    expect(await takeStep(store, "by_itself")).toBe("committed");
    expect(await storedBy()).toEqual(["by_other", "by_itself"]);
  });

  it.each([
    ["behind", -HOUR_MS],
    ["ahead", HOUR_MS],
  ])(
    "is told by the database's clock: a machine an hour %s lives and buries nobody",
    async (_way, skewMs) => {
      const skewed: Clock = { ...systemClock, now: () => new Date(Date.now() + skewMs) };
      const stranger = await another(skewed);
      await receive();
      await claimOne(storeOf(stranger));
      expect(await takeOver()).toBe(0);
      await receive("telegram:2");
      await claimOne(lanes);
      expect(await storeOf(stranger).takeOver(skewed.now())).toBe(0);
    },
  );

  it("keeps the number of a dead process until all its work is free, however long a row is locked", async () => {
    const dying = await another(BEATLESS);
    await receive("telegram:1");
    await receive("telegram:2");
    const store = storeOf(dying);
    await claimOne(store);
    const { owner } = await claimOne(store);
    await stopBeating(owner);
    await admin.query("begin");
    await admin.query("select from lane where lane = $1 for update", [laneOf("telegram:1")]);
    expect(await takeOver()).toBe(1);
    expect(await takeOver()).toBe(0);
    await admin.query("rollback");
    expect(await takeOver()).toBe(1);
  });

  it("does not keep a lane whose claim was answered into a broken connection", async () => {
    const line = await openLossyLine(inject("databaseHost"));
    const hurry = new Pool({
      host: "127.0.0.1",
      port: line.port,
      user: "dozor",
      database: new URL(test.url).pathname.slice(1),
      max: 1,
    });
    hurry.on("error", () => undefined);
    const store = createLaneStore(database.pool, hurry, node.id);
    const warnings: string[] = [];
    const quiet = () => undefined;
    const warn = (_facts: object, message: string) => void warnings.push(message);
    const stopping = new AbortController();
    const done = new Promise<string>((tell) => {
      const running = runLanes(
        {
          store,
          clock: systemClock,
          waker: createWaker(systemClock),
          log: { debug: quiet, info: quiet, warn, error: warn },
          concurrency: 4,
          takeStep: async (claim) => {
            tell(await commit(store, claim, await store.read(claim), aWrite("telegram:1")));
          },
          maxAttempts: 5,
          noticesOf: () => [],
        },
        stopping.signal,
      );
      leaving.push(async () => {
        stopping.abort();
        await running;
        await hurry.end();
        await line.close();
      });
    });
    const lost = line.loseAnswerWith(laneOf("telegram:1"));
    await receive();
    await lost;
    expect(await done).toBe("committed");
    expect(warnings).toEqual(["lanes could not be claimed", "lanes were freed whose claim was lost"]);
  });
});
