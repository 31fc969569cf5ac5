import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId } from "../../../../src/domain/ids.ts";
import type { LadderContext } from "../../../../src/domain/ladder.ts";
import type { Lead } from "../../../../src/domain/lead.ts";
import type { ManagerLoad } from "../../../../src/domain/routing.ts";
import { createChooseForOffer } from "../../../../src/routing/choose-for-offer.ts";
import { climb } from "../../../../src/watch/ladder/climb.ts";
import { queueDelayMs } from "../../../../src/watch/ladder/queue-delay.ts";
import { aBusiness, aManager, hoursOn } from "../../../support/builders/business.ts";
import { aLead, aLeadRequest, anOffer, countingIds } from "../../../support/builders/lead.ts";
import { aLoad } from "../../../support/builders/manager.ts";

const SATURDAY_NIGHT = new Date("2026-03-14T20:00:00Z");
const MONDAY_10 = new Date("2026-03-16T07:00:00Z");
const WORK_DAYS = ["mon", "tue", "wed", "thu", "fri"] as const;

const business = aBusiness({
  night: { say: "", handoff: "duty" },
  team: [
    aManager("anna", { shifts: hoursOn(WORK_DAYS, 10, 19) }),
    aManager("boris", { name: "Борис", shifts: hoursOn(WORK_DAYS, 12, 20) }),
    aManager("olga", { name: "Ольга", role: "head", shifts: hoursOn(WORK_DAYS, 9, 18) }),
  ],
});

/** A lead of a Saturday night whose ladder found nobody: its task is with the head, who has not seen the card yet. */
const ended = aLead({
  createdAt: SATURDAY_NIGHT,
  slaDueAt: SATURDAY_NIGHT,
  request: aLeadRequest({ branchId: "center" }),
  ladder: { status: "ended", at: SATURDAY_NIGHT, task: "Перезвонить", taskFor: asId<"manager">("olga") },
  offers: [anOffer("olga", { rung: 3, offeredAt: SATURDAY_NIGHT })],
});

function wake(lead: Lead, at: Date, loads: readonly ManagerLoad[] = []) {
  const context: LadderContext = {
    business,
    loads,
    at,
    makeId: countingIds(),
    chooseFor: createChooseForOffer(lead.request, business, loads, at),
  };
  return climb(lead, { kind: "timer_due" }, context);
}

const asked = (lead: Lead) => lead.offers.map(({ managerId }) => managerId);
const timerOf = (effects: ReturnType<typeof wake>["effects"]) =>
  effects.flatMap((effect) => (effect.kind === "set_timer" ? [effect.dueAt] : []))[0];

describe("a lead whose ladder has run out", () => {
  it("waits for the next shift of somebody who has not seen it", () => {
    const { lead, effects } = wake(ended, SATURDAY_NIGHT);
    expect(lead).toBe(ended);
    expect(timerOf(effects)).toEqual(MONDAY_10);
  });

  it("is put before whoever comes on shift, beside the person with the task", () => {
    const { lead, effects } = wake(ended, MONDAY_10);
    expect(asked(lead)).toEqual(["olga", "anna"]);
    expect(lead.ladder).toEqual(ended.ladder);
    expect(effects.map(({ kind }) => kind)).toEqual(["alert", "set_timer"]);
    expect(timerOf(effects)).toEqual(new Date("2026-03-16T09:00:00Z"));
  });

  it("asks everybody once and then wakes up no more", () => {
    const noon = new Date("2026-03-16T09:00:00Z");
    const second = wake(wake(ended, MONDAY_10).lead, noon);
    expect(asked(second.lead)).toEqual(["olga", "anna", "boris"]);
    expect(second.effects.at(-1)).toEqual({ kind: "cancel_timer" });
    expect(wake(second.lead, noon)).toEqual({ lead: second.lead, effects: [{ kind: "cancel_timer" }] });
  });

  it("passes over whoever is full or paused, and tries again when woken", () => {
    const full = wake(ended, MONDAY_10, [aLoad("anna", { open: 4 })]);
    expect(full.lead).toBe(ended);
    const freed = wake(ended, new Date("2026-03-16T08:00:00Z"), [aLoad("anna", { open: 3 })]);
    expect(asked(freed.lead)).toEqual(["olga", "anna"]);
  });

  it("goes to the first who takes it", () => {
    const { lead } = wake(ended, MONDAY_10);
    const context: LadderContext = {
      business,
      loads: [],
      at: MONDAY_10,
      makeId: countingIds(),
      chooseFor: () => ({ managerIds: [], excluded: [] }),
    };
    const taken = climb(lead, { kind: "taken", managerId: asId("anna"), via: "telegram" }, context);
    expect(taken.lead.ladder).toMatchObject({ status: "taken", by: "anna" });
    expect(taken.lead.offers.map(({ outcome }) => outcome)).toEqual(["withdrawn", "taken"]);
    expect(taken.effects).toContainEqual({ kind: "cancel_timer" });
  });

  it("is left alone once a human has answered, and a week after it came", () => {
    const answered = { ...ended, firstHumanReplyAt: SATURDAY_NIGHT };
    expect(wake(answered, MONDAY_10)).toEqual({ lead: answered, effects: [] });
    const old = { ...ended, createdAt: new Date("2026-03-01T20:00:00Z") };
    expect(wake(old, SATURDAY_NIGHT).effects).toEqual([{ kind: "cancel_timer" }]);
  });

  it("waits for opening before it bothers anybody, when the business says so", () => {
    const resting = { ...business, night: { say: "", handoff: "next_opening" as const } };
    const context: LadderContext = {
      business: resting,
      loads: [],
      at: new Date("2026-03-16T06:00:00Z"),
      makeId: countingIds(),
      chooseFor: createChooseForOffer(ended.request, resting, [], new Date("2026-03-16T06:00:00Z")),
    };
    expect(climb(ended, { kind: "timer_due" }, context).effects).toEqual([
      { kind: "set_timer", dueAt: MONDAY_10 },
    ]);
  });
});

describe("leads that become due at one moment", () => {
  const of = (priority: Lead["request"]["priority"], hoursAgo: number) =>
    queueDelayMs(
      aLead({
        createdAt: new Date(MONDAY_10.getTime() - hoursAgo * 3_600_000),
        request: aLeadRequest({ priority }),
      }),
      MONDAY_10,
    );

  it("go the more urgent first, and of equals the older", () => {
    expect(of("high", 0)).toBeLessThan(of("normal", 40));
    expect(of("normal", 10)).toBeLessThan(of("normal", 1));
  });

  it("never wait ten seconds for each other, and never swap", () => {
    const priority = fc.constantFrom("critical" as const, "high" as const, "normal" as const, "low" as const);
    const age = fc.double({ min: 0, max: 200, noNaN: true });
    fc.assert(
      fc.property(priority, age, age, (one, a, b) => {
        expect(of(one, Math.max(a, b))).toBeLessThanOrEqual(of(one, Math.min(a, b)));
        expect(of(one, a)).toBeLessThan(10_000);
      }),
    );
  });
});
