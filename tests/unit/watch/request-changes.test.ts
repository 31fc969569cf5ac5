import { describe, expect, it } from "vitest";
import { applyTurn } from "../../../src/app/converse-step.ts";
import type { StepContext } from "../../../src/app/step-context.ts";
import { openDraft } from "../../../src/app/step-draft.ts";
import type { RequestState } from "../../../src/domain/conversation.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { Lead } from "../../../src/domain/lead.ts";
import { createPrometheus } from "../../../src/platform/prometheus.ts";
import { createLocalUnderstander } from "../../../src/understanding/understand-message.ts";
import { aBusiness, aManager } from "../../support/builders/business.ts";
import {
  aConversation,
  aConversationState,
  aMessage,
  WEDNESDAY_11,
} from "../../support/builders/conversation.ts";
import { aLead, anOffer, aTrace, countingIds } from "../../support/builders/lead.ts";

const AT = new Date(WEDNESDAY_11.getTime() + 20_000);
const business = aBusiness({
  team: [
    aManager("anna"),
    aManager("boris", { name: "Борис" }),
    aManager("olga", { name: "Ольга", role: "head" }),
  ],
  rules: [
    { name: "Жалобы", when: { category: ["complaint"] }, to: { role: "head" }, choose: [], ladder: "urgent" },
  ],
  ladders: {
    standard: aLead().rungs,
    urgent: [
      { offer: "head", waitMs: 60_000 },
      { offer: "all", task: "Перезвонить срочно" },
    ],
  },
});
const context: StepContext = {
  business,
  channels: {},
  makeId: countingIds(),
  metrics: createPrometheus().metrics,
  hasCrm: true,
};

const booking: RequestState = {
  category: "lead_b2c",
  also: [],
  priority: "normal",
  urgent: false,
  action: "assign_manager",
  slots: { service: "маникюр", date: "2026-03-14", name: "Мария", phone: "+79991234567" },
  refused: [],
  asked: [],
  pBooking: 0.8,
  expectedValue: 1440,
  leadId: asId<"lead">("lead_1"),
};
/** A booking that Anna has on offer on the first step of the standard ladder. */
const offered = aLead({
  ladder: { status: "offering", rung: 0, expiresAt: new Date(AT.getTime() + 40_000) },
  offers: [anOffer("anna")],
  trace: aTrace({ rule: "default", chosen: asId<"manager">("anna") }),
  createdAt: WEDNESDAY_11,
});

/** What the step of a customer's message stores. */
async function write(text: string, lead: Lead = offered) {
  const state = aConversationState({
    greeted: true,
    request: booking,
    ownership: { status: "offered", leadId: lead.id },
  });
  const conversation = aConversation({ state });
  const understanding = await createLocalUnderstander(business).understand(
    { text, receivedAt: AT },
    { slots: booking.slots, category: booking.category, conversationKey: conversation.thread },
    AbortSignal.timeout(5_000),
  );
  const draft = openDraft({ conversation, leads: [lead] }, lead.thread, AT, countingIds());
  applyTurn(draft, { kind: "contact_wrote", messages: [aMessage(text)], understanding }, [], context);
  return draft.toWrite();
}

describe("an offered booking that turns into a complaint", () => {
  const COMPLAINT = "Это ужас! Мне в прошлый раз испортили ногти, я требую вернуть деньги";

  it("goes to the head on the urgent ladder, and has one owner", async () => {
    const { leads, events } = await write(COMPLAINT);
    const [lead] = leads;
    expect(lead?.request.category).toBe("complaint");
    expect(lead?.ladderName).toBe("urgent");
    expect(lead?.ladder).toMatchObject({ status: "offering", rung: 0 });
    expect(lead?.offers.map(({ managerId, outcome }) => [managerId, outcome])).toEqual([
      ["anna", "withdrawn"],
      ["olga", undefined],
    ]);
    expect(lead?.trace.rule).toBe("Жалобы");
    expect(events).toContainEqual({
      type: "lead_rerouted",
      leadId: "lead_1",
      data: { ladder: "urgent", rule: "Жалобы", category: "complaint" },
    });
  });

  it("edits the old card, sends the head a new one, moves the timer and tells the portal who answers now", async () => {
    const { outbox, setTimers, leads } = await write(COMPLAINT);
    const [, headOffer] = leads[0]?.offers ?? [];
    const effects = outbox.map(({ effect }) => effect).filter(({ kind }) => kind !== "send_message");
    expect(effects).toEqual(
      expect.arrayContaining([
        { kind: "close_alert", leadId: "lead_1", offerId: "ofr_anna" },
        { kind: "send_alert", leadId: "lead_1", offerId: headOffer?.id, managerId: "olga" },
        { kind: "crm_update_lead", leadId: "lead_1" },
      ]),
    );
    expect(setTimers.find(({ key }) => key === "ladder:lead_1")?.dueAt).toEqual(
      new Date(AT.getTime() + 65_000),
    );
    expect(setTimers.map(({ key }) => key)).toContain("sla:lead_1");
  });

  it("also when the booking's ladder had run out and its task was with somebody", async () => {
    const ended = {
      status: "ended",
      at: AT,
      task: "Перезвонить",
      taskFor: asId<"manager">("boris"),
    } as const;
    const { leads } = await write(COMPLAINT, {
      ...offered,
      ladder: ended,
      offers: [anOffer("boris", { rung: 3 })],
    });
    expect(leads[0]?.ladder).toMatchObject({ status: "offering", rung: 0 });
    expect(leads[0]?.offers.map(({ managerId, outcome }) => [managerId, outcome])).toEqual([
      ["boris", "withdrawn"],
      ["olga", undefined],
    ]);
  });

  it("asks the head though the head had the booking on offer before", async () => {
    const { leads } = await write(COMPLAINT, {
      ...offered,
      offers: [anOffer("olga", { endedAt: AT, outcome: "declined" }), anOffer("anna", { rung: 1 })],
    });
    expect(leads[0]?.offers.at(-1)).toMatchObject({ managerId: "olga", rung: 0 });
    expect(leads[0]?.offersBefore).toBe(2);
  });

  it("stays with the manager who has taken it", async () => {
    const ladder = { status: "taken", by: asId<"manager">("anna"), at: AT, via: "telegram" } as const;
    const { leads } = await write(COMPLAINT, { ...offered, ladder });
    expect(leads[0]?.ladder).toEqual(ladder);
  });
});

describe("an offered booking that only learns something", () => {
  it("stays with whoever looks at it, and the card is edited", async () => {
    const { leads, outbox } = await write("Лучше в 16:00, и ещё педикюр");
    expect(leads[0]?.ladder).toEqual(offered.ladder);
    expect(leads[0]?.offers).toEqual(offered.offers);
    expect(outbox.map(({ effect }) => effect)).toContainEqual({
      kind: "close_alert",
      leadId: "lead_1",
      offerId: "ofr_anna",
    });
  });
});
