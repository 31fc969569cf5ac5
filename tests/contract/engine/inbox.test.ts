import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { InboxEvent } from "../../../src/ports/inbox.ts";
import { ENGINES, WAITS, type Engine, type EngineProcess } from "../../support/engine/engines.ts";
import { anEvent, AT, claimOne, later, LATE } from "../../support/engine/steps.ts";

describe.each(ENGINES)("the inbox in %s", (_name, open) => {
  let engine: Engine;
  let process: EngineProcess;
  let other: EngineProcess;

  beforeAll(async () => {
    engine = await open();
    [process, other] = [await engine.join(), await engine.join()];
  });
  afterAll(async () => {
    await process.leave();
    await other.leave();
    await engine.close();
  });
  beforeEach(() => engine.clear());

  const accept = (changes: Partial<InboxEvent> = {}) => process.inbox.accept(anEvent(changes));
  const isDue = async (at: Date) => {
    const claims = await process.lanes.claim(at, 1);
    for (const claim of claims) await process.lanes.defer(claim, claim.firstAt);
    return claims.length > 0;
  };
  const dueAt = async () => (await process.lanes.nextDueAt())?.getTime();

  it("keeps an event once, however often, however fast and through whichever process it comes", async () => {
    const twin = anEvent({ externalId: "twin" });
    const stores = [process.inbox, other.inbox];
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => stores[n % 2]!.accept(twin)));
    expect(outcomes.filter((outcome) => outcome === "new")).toHaveLength(1);
    expect(await accept({ externalId: "twin" })).toBe("seen");
    expect(await process.lanes.read(await claimOne(process.lanes))).toHaveLength(1);
  });

  it("knows an event again after it was dealt with", async () => {
    await accept({ externalId: "old" });
    const claim = await claimOne(process.lanes);
    const rows = await process.lanes.read(claim);
    const write = { thread: rows[0]!.thread, conversation: undefined, lines: [], leads: [], setTimers: [] };
    await process.lanes.commit({
      claim,
      consumed: rows.map((row) => row.id),
      at: AT,
      yieldsToNew: false,
      needsRoster: false,
      decide: () => ({ ...write, cancelTimers: [], outbox: [], events: [], supersedesUnsure: false }),
    });
    expect(await accept({ externalId: "old", receivedAt: LATE })).toBe("seen");
    expect(await process.lanes.claim(later(120_000), 1)).toEqual([]);
  });

  it("takes the same id of two sources for two events", async () => {
    expect(await accept({ externalId: "same" })).toBe("new");
    expect(await accept({ externalId: "same", source: "desk", kind: "desk" })).toBe("new");
    expect(await process.lanes.read(await claimOne(process.lanes))).toHaveLength(2);
  });

  it("gives a thread's events back in the order in which they came, as they were", async () => {
    await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        accept({ externalId: `n${n}`, body: { n, at: AT, none: undefined } }),
      ),
    );
    const rows = await process.lanes.read(await claimOne(process.lanes));
    expect(rows.map((row) => row.body)).toEqual(
      Array.from({ length: 100 }, (_, n) => ({ n, at: AT.toISOString() })),
    );
    expect(rows[0]).toMatchObject({
      source: "telegram",
      kind: "channel",
      receivedAt: AT,
      thread: "telegram:1",
    });
  });

  it("makes a first message due after the shortest wait", async () => {
    await accept();
    expect(await isDue(later(WAITS.minWaitMs - 1))).toBe(false);
    expect(await isDue(later(WAITS.minWaitMs))).toBe(true);
  });

  it("puts a burst off by its quiet time, at most until the cap", async () => {
    await accept();
    await accept({ receivedAt: later(200) });
    expect(await dueAt()).toBe(later(1400).getTime());
    await accept({ receivedAt: later(3900) });
    expect(await dueAt()).toBe(later(4000).getTime());
  });

  it("makes a burst due at once when something other than a message comes, and lets it stay so", async () => {
    await accept();
    await accept({ source: "desk", kind: "desk", receivedAt: later(100) });
    expect(await dueAt()).toBe(later(100).getTime());
    await accept({ receivedAt: later(150) });
    expect(await dueAt()).toBe(later(100).getTime());
  });

  it("leaves the due time of a lane alone that failed and waits for its repeat", async () => {
    await accept();
    await process.lanes.fail(await claimOne(process.lanes), later(90_000));
    await accept({ receivedAt: later(100) });
    expect(await dueAt()).toBe(later(90_000).getTime());
  });

  it("keeps texts with NUL characters and half surrogates, without these", async () => {
    await accept({ body: { text: `a\u0000b\ud800c` } });
    const [row] = await process.lanes.read(await claimOne(process.lanes));
    expect(row?.body).toEqual({ text: "ab\ufffdc" });
  });

  it("refuses what can't be kept, and keeps its neighbours", async () => {
    const bad = accept({ receivedAt: new Date(Number.NaN) });
    const [good, refused] = await Promise.allSettled([accept({ externalId: "good" }), bad]);
    expect(good).toEqual({ status: "fulfilled", value: "new" });
    expect(refused.status).toBe("rejected");
  });
});
