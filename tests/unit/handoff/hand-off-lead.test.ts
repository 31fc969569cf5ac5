import { describe, expect, it } from "vitest";
import { handOffLead, updateLeadRequest } from "../../../src/handoff/hand-off-lead.ts";
import { aBranch, aBusiness } from "../../support/builders/business.ts";
import { aConversation, WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aLead, aLeadRequest, aTrace, countingIds } from "../../support/builders/lead.ts";

const business = aBusiness({ branches: [aBranch()] });
const rungs = [{ offer: "next", waitMs: 60_000 }];

const handOff = (at: Date, request = aLeadRequest(), owner = business) =>
  handOffLead({
    conversation: aConversation({ displayName: "Маша", origin: { page: "https://example.com/" } }),
    request,
    routing: { trace: aTrace(), ladderName: "standard", rungs },
    business: owner,
    at,
    makeId: countingIds(),
  });

describe("handing off", () => {
  it("makes a lead that waits at the foot of its ladder", () => {
    expect(handOff(WEDNESDAY_11)).toMatchObject({
      id: "lead_1",
      conversationId: "conv_1",
      thread: "telegram:100",
      displayName: "Маша",
      origin: { page: "https://example.com/" },
      ladder: { status: "held", until: WEDNESDAY_11 },
      ladderName: "standard",
      rungs,
      offers: [],
      crm: { drift: [] },
    });
  });

  it("promises an answer in working time", () => {
    expect(handOff(WEDNESDAY_11).slaDueAt).toEqual(new Date("2026-03-11T11:30:00+03:00"));
    const closing = new Date("2026-03-11T20:50:00+03:00");
    expect(handOff(closing).slaDueAt).toEqual(new Date("2026-03-12T10:20:00+03:00"));
    expect(handOff(closing, aLeadRequest({ priority: "critical" })).slaDueAt).toEqual(
      new Date("2026-03-11T20:55:00+03:00"),
    );
  });

  it("promises an answer by the wall clock where the owner says so", () => {
    const wall = { ...business, sla: { ...business.sla, clock: "wall" as const } };
    const night = new Date("2026-03-11T23:40:00+03:00");
    expect(handOff(night, aLeadRequest(), wall).slaDueAt).toEqual(new Date("2026-03-12T00:10:00+03:00"));
  });
});

describe("a lead that has learnt something", () => {
  it("is promised earlier when it has become more important, and never later", () => {
    const lead = aLead();
    const critical = updateLeadRequest(lead, aLeadRequest({ priority: "critical" }), business);
    expect(critical.slaDueAt).toEqual(new Date("2026-03-11T11:05:00+03:00"));
    const low = updateLeadRequest(critical, aLeadRequest({ priority: "low" }), business);
    expect(low.slaDueAt).toEqual(critical.slaDueAt);
    expect(low.request.priority).toBe("low");
  });
});
