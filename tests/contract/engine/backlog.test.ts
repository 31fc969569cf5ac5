import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asId } from "../../../src/domain/ids.ts";
import type { Lead } from "../../../src/domain/lead.ts";
import { threadOf } from "../../../src/domain/message.ts";
import { aLead, aLeadRequest } from "../../support/builders/lead.ts";
import { ENGINES, type Engine, type EngineProcess } from "../../support/engine/engines.ts";
import { anEvent, AT, aWrite, claimOne, commit, LATE, later, takeStep } from "../../support/engine/steps.ts";

const HOUR_MS = 3_600_000;
const OLGA = asId<"manager">("olga");
const ENDED: Lead["ladder"] = { status: "ended", at: AT, task: "Перезвонить", taskFor: OLGA };

describe.each(ENGINES)("the backlog in %s", (_name, open) => {
  let engine: Engine;
  let process: EngineProcess;

  beforeAll(async () => {
    engine = await open();
    process = await engine.join();
  });
  afterAll(async () => {
    await process.leave();
    await engine.close();
  });
  beforeEach(() => engine.clear());

  /** A lead that came so many hours ago, in a conversation of its own. */
  async function keep(
    id: string,
    priority: Lead["request"]["priority"],
    hoursAgo: number,
    changes: Partial<Lead> = {},
    timerMs?: number,
  ): Promise<void> {
    const thread = threadOf("telegram", id);
    const lead = aLead({
      id: asId<"lead">(id),
      thread,
      createdAt: later(-hoursAgo * HOUR_MS),
      request: aLeadRequest({ priority }),
      ladder: ENDED,
      ...changes,
    });
    const due = timerMs === undefined ? [] : [later(timerMs)];
    await takeStep(process, thread, {
      leads: [lead],
      setTimers: due.map((dueAt) => ({ key: `ladder:${id}`, kind: "ladder", dueAt, body: { leadId: id } })),
    });
  }

  /** Leads whose ladder timers are due by a moment, in the order in which they fire. */
  async function firedBy(at: Date): Promise<readonly string[]> {
    const fired: string[] = [];
    for (;;) {
      const { dueAt } = await process.timers.fire(at, 1);
      if (dueAt.length === 0) return fired;
      const claim = await claimOne(process.lanes, at);
      const rows = await process.lanes.read(claim);
      for (const row of rows) fired.push((row.body as { body: { leadId: string } }).body.leadId);
      await commit(process.lanes, claim, rows, aWrite(rows[0]!.thread));
    }
  }

  async function fill(): Promise<void> {
    await keep("young", "normal", 1);
    await keep("old", "normal", 20, {}, 24 * HOUR_MS);
    await keep("urgent", "critical", 2);
    await keep("taken", "critical", 2, { ladder: { status: "taken", by: OLGA, at: AT, via: "console" } });
    await keep("answered", "critical", 2, { firstHumanReplyAt: AT });
    await keep("closed", "critical", 2, { ladder: { status: "closed", at: AT, reason: "console" } });
    await keep("ancient", "critical", 24 * 8);
  }

  it("is woken the most urgent and oldest first, and nothing else is", async () => {
    await fill();
    await process.backlog.wake(LATE);
    expect(await firedBy(new Date(LATE.getTime() + 599))).toEqual(["urgent", "old"]);
    expect(await firedBy(new Date(LATE.getTime() + 600))).toEqual(["young"]);
  });

  it("is woken by the step that frees a place, and by nothing that was not stored", async () => {
    await fill();
    await process.inbox.accept(anEvent({ thread: "telegram:77" }));
    const claim = await claimOne(process.lanes);
    const rows = await process.lanes.read(claim);
    const lost = { ...claim, token: claim.token + 1 };
    const freeing = aWrite("telegram:77", { wakesBacklog: true });
    const changes = { needsRoster: true, at: LATE };
    expect(await commit(process.lanes, lost, rows, freeing, changes)).toBe("lost");
    expect(await firedBy(later(HOUR_MS))).toEqual([]);
    expect(await commit(process.lanes, claim, rows, freeing, changes)).toBe("committed");
    expect(await firedBy(later(HOUR_MS))).toEqual(["urgent", "old", "young"]);
  });

  it("never has a wake-up put off, and each lead is woken once", async () => {
    await keep("soon", "normal", 1, {}, 1_000);
    await process.backlog.wake(later(HOUR_MS));
    await process.backlog.wake(later(2 * HOUR_MS));
    expect(await firedBy(later(1_000))).toEqual(["soon"]);
    expect(await firedBy(later(3 * HOUR_MS))).toEqual([]);
  });
});
