import { describe, expect, it } from "vitest";
import { asId } from "../../../../src/domain/ids.ts";
import type { LadderContext, LadderEvent } from "../../../../src/domain/ladder.ts";
import type { Lead } from "../../../../src/domain/lead.ts";
import { createChooseForOffer } from "../../../../src/routing/choose-for-offer.ts";
import { climb } from "../../../../src/watch/ladder/climb.ts";
import { aBusiness, aManager } from "../../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../../support/builders/conversation.ts";
import { aLead, anOffer, countingIds } from "../../../support/builders/lead.ts";

const business = aBusiness({
  team: [aManager("anna"), aManager("olga", { name: "Ольга", role: "head" })],
});
const olga = asId<"manager">("olga");
const anna = asId<"manager">("anna");
const LATER = new Date(WEDNESDAY_11.getTime() + 60_000);
const ESCALATED: LadderEvent = { kind: "escalated", managerIds: [olga] };

function play(lead: Lead, event: LadderEvent) {
  const context: LadderContext = {
    business,
    loads: [],
    at: LATER,
    makeId: countingIds(),
    chooseFor: createChooseForOffer(lead.request, business, [], LATER),
  };
  return climb(lead, event, context);
}

const offering = aLead({
  ladder: { status: "offering", rung: 0, expiresAt: new Date(LATER.getTime() + 60_000) },
  offers: [anOffer("anna")],
});

describe("a late lead that is escalated", () => {
  it("is put before the head besides whoever has it on offer", () => {
    const { lead, effects } = play(offering, ESCALATED);
    expect(lead.offers.map(({ managerId, rung, outcome }) => [managerId, rung, outcome])).toEqual([
      ["anna", 0, undefined],
      ["olga", 0, undefined],
    ]);
    expect(effects.filter(({ kind }) => kind === "alert")).toEqual([
      { kind: "alert", offerId: lead.offers[1]?.id, managerId: olga },
    ]);
    expect(lead.ladder).toEqual(offering.ladder);
  });

  it("goes to whoever takes it first, and the other card is closed", () => {
    const escalated = play(offering, ESCALATED).lead;
    const { lead, effects } = play(escalated, { kind: "taken", managerId: olga, via: "telegram" });
    expect(lead.ladder).toMatchObject({ status: "taken", by: olga });
    expect(lead.offers.map(({ outcome }) => outcome)).toEqual(["withdrawn", "taken"]);
    expect(effects.filter(({ kind }) => kind === "close_alert")).toHaveLength(2);
    expect(play(lead, { kind: "taken", managerId: anna, via: "telegram" }).lead).toBe(lead);
  });

  it("stays with the head when the manager declines, and goes on when both have", () => {
    const escalated = play(offering, ESCALATED).lead;
    const declined = play(escalated, { kind: "declined", managerId: anna }).lead;
    expect(declined.ladder.status).toBe("offering");
    expect(play(declined, { kind: "declined", managerId: olga }).lead.ladder.status).toBe("ended");
  });

  it("is not offered twice to the same head", () => {
    const once = play(offering, ESCALATED).lead;
    expect(play(once, ESCALATED)).toEqual({ lead: once, effects: [] });
  });

  it.each<[string, Lead["ladder"]]>([
    ["closed", { status: "closed", at: WEDNESDAY_11, reason: "console" }],
    ["held", { status: "held", until: LATER }],
  ])("is left as it is when it is %s", (_, ladder) => {
    const lead = aLead({ ladder });
    expect(play(lead, ESCALATED)).toEqual({ lead, effects: [] });
  });

  it("is put before the head when its ladder has run out with somebody else", () => {
    const ended = aLead({
      ladder: { status: "ended", at: WEDNESDAY_11, task: "Перезвонить", taskFor: anna },
    });
    const { lead } = play(ended, ESCALATED);
    expect(lead.offers.map(({ managerId }) => managerId)).toEqual([olga]);
    expect(lead.ladder).toEqual(ended.ladder);
  });
});

describe("a late lead that was taken and not answered", () => {
  const taken = aLead({
    ladder: { status: "taken", by: anna, at: WEDNESDAY_11, via: "telegram" },
    offers: [anOffer("anna", { endedAt: WEDNESDAY_11, outcome: "taken" })],
  });
  const escalated = play(taken, ESCALATED).lead;

  it("is put before the head and stays with its owner until the head takes it", () => {
    expect(escalated.ladder).toEqual(taken.ladder);
    expect(escalated.offers.map(({ managerId, outcome }) => [managerId, outcome])).toEqual([
      ["anna", "taken"],
      ["olga", undefined],
    ]);
  });

  it("is the head's after a Take: the old owner is told, the old card is edited, the portal follows", () => {
    const { lead, effects } = play(escalated, { kind: "taken", managerId: olga, via: "telegram" });
    expect(lead.ladder).toMatchObject({ status: "taken", by: olga });
    expect(effects).toEqual([
      { kind: "close_alert", offerId: "ofr_anna" },
      { kind: "close_alert", offerId: escalated.offers[1]?.id },
      { kind: "cancel_timer" },
      { kind: "took", managerId: olga },
      {
        kind: "tell_manager",
        managerId: anna,
        text: "Клиент ждал дольше обещанного, и заявку взяла Ольга. Она больше не за вами.",
      },
      { kind: "reassign" },
    ]);
    const late = play(lead, { kind: "taken", managerId: anna, via: "telegram" });
    expect(late.lead).toBe(lead);
    expect(late.effects).toMatchObject([{ kind: "tell_manager", text: "Заявку уже взяла Ольга." }]);
  });

  it("is not for anybody else to take", () => {
    const boris = asId<"manager">("boris");
    const { lead } = play(escalated, { kind: "taken", managerId: boris, via: "telegram" });
    expect(lead).toBe(escalated);
  });

  it("stays with the owner who answers after all, and the head's card is closed", () => {
    const { lead, effects } = play(escalated, { kind: "answered", managerId: anna });
    expect(lead.firstHumanReplyAt).toEqual(LATER);
    expect(lead.ladder).toEqual(taken.ladder);
    expect(lead.offers[1]?.outcome).toBe("withdrawn");
    expect(effects).toEqual([{ kind: "close_alert", offerId: escalated.offers[1]?.id }]);
  });

  it("is the head's when the head simply answers the customer", () => {
    const { lead } = play(escalated, { kind: "answered", managerId: olga });
    expect(lead.ladder).toMatchObject({ status: "taken", by: olga, via: "reply" });
    expect(lead.firstHumanReplyAt).toEqual(LATER);
  });

  it("stays with the owner when the head declines", () => {
    const { lead } = play(escalated, { kind: "declined", managerId: olga });
    expect(lead.ladder).toEqual(taken.ladder);
  });

  it("is left alone once somebody has answered", () => {
    const answered = { ...taken, firstHumanReplyAt: WEDNESDAY_11 };
    expect(play(answered, ESCALATED)).toEqual({ lead: answered, effects: [] });
  });
});
