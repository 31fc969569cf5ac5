import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { laneOf } from "../../../src/domain/lane.ts";
import { ENGINES, type Engine, type EngineProcess } from "../../support/engine/engines.ts";
import { anEvent, aWrite, claimOne, commit, later, takeStep } from "../../support/engine/steps.ts";

describe.each(ENGINES)("timers in %s", (_name, open) => {
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

  const set = (key: string, dueMs: number, cancelTimers: readonly string[] = []) =>
    takeStep(process, "telegram:1", {
      setTimers: [{ key, kind: "ladder", dueAt: later(dueMs), body: { leadId: "lead_1" } }],
      cancelTimers,
    });
  const fire = async (ms: number, limit = 100) => (await process.timers.fire(later(ms), limit)).dueAt;

  it("fire when they are due, into their conversation's lane, which is due at once", async () => {
    await set("ladder:1", 1000);
    expect(await fire(999)).toEqual([]);
    expect(await process.lanes.claim(later(999_999), 1)).toEqual([]);
    expect(await fire(1500)).toEqual([later(1000)]);
    const claim = await claimOne(process.lanes, later(1500));
    expect(claim.lane).toBe(laneOf("telegram:1"));
    expect(await process.lanes.read(claim)).toMatchObject([
      {
        kind: "timer",
        thread: "telegram:1",
        receivedAt: later(1500),
        body: {
          key: "ladder:1",
          timer: "ladder",
          dueAt: expect.stringMatching(/^2026-03-11T08:00:01/),
          body: { leadId: "lead_1" },
        },
      },
    ]);
  });

  it("fire once, however many processes look at the same moment", async () => {
    for (let n = 0; n < 20; n += 1) await set(`ladder:${n}`, 1000 + n);
    const looks = await Promise.all(
      [process, other, process, other].map(({ timers }) => timers.fire(later(5000), 15)),
    );
    expect(looks.flatMap((look) => look.dueAt)).toHaveLength(20);
    expect(await process.lanes.read(await claimOne(process.lanes, later(5000)))).toHaveLength(20);
  });

  it("fire the earliest first, and tell when the next one will be", async () => {
    await set("b", 2000);
    await set("a", 1000);
    await set("c", 9000);
    expect(await fire(5000, 1)).toEqual([later(1000)]);
    expect(await process.timers.fire(later(5000), 5)).toEqual({
      dueAt: [later(2000)],
      nextDueAt: later(9000),
    });
    expect((await process.timers.fire(later(9000), 5)).nextDueAt).toBeUndefined();
  });

  it("are replaced by setting them again, and gone when cancelled", async () => {
    await set("ladder:1", 1000);
    await set("ladder:1", 5000);
    expect(await fire(1000)).toEqual([]);
    await set("ladder:2", 9000, ["ladder:1"]);
    expect(await fire(9000)).toEqual([later(9000)]);
  });

  it("are set when the same step sets and cancels them", async () => {
    await set("ladder:1", 1000, ["ladder:1"]);
    expect(await fire(1000)).toEqual([later(1000)]);
  });

  it("fire again when they are set again for the same moment", async () => {
    await set("ladder:1", 1000);
    await fire(1000);
    const claim = await claimOne(process.lanes);
    await commit(process.lanes, claim, await process.lanes.read(claim), aWrite("telegram:1"));
    await set("ladder:1", 1000);
    expect(await fire(1000)).toEqual([later(1000)]);
    expect(await process.lanes.read(await claimOne(process.lanes))).toHaveLength(1);
  });

  it("make a burst's lane due at once, and mark a lane that is being worked on", async () => {
    await set("ladder:1", 1000);
    await process.inbox.accept(anEvent({ receivedAt: later(900) }));
    await fire(1000);
    const claim = await claimOne(process.lanes, later(1000));
    const rows = await process.lanes.read(claim);
    await set("ladder:2", 1000).catch(() => undefined);
    expect(rows.map((row) => row.kind)).toEqual(["channel", "timer"]);
  });
});
