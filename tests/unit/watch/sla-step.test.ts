import { describe, expect, it } from "vitest";
import { applyInput } from "../../../src/app/apply-input.ts";
import type { StepContext } from "../../../src/app/step-context.ts";
import { openDraft } from "../../../src/app/step-draft.ts";
import type { StepInput } from "../../../src/app/step-inputs.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { Lead } from "../../../src/domain/lead.ts";
import { createPrometheus } from "../../../src/platform/prometheus.ts";
import { aBusiness, aManager } from "../../support/builders/business.ts";
import { aConversation, aConversationState, WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aLead, anOffer, countingIds } from "../../support/builders/lead.ts";

const after = (minutes: number): Date => new Date(WEDNESDAY_11.getTime() + minutes * 60_000);
const context: StepContext = {
  business: aBusiness({ team: [aManager("anna"), aManager("olga", { name: "Ольга", role: "head" })] }),
  channels: {},
  makeId: countingIds(),
  metrics: createPrometheus().metrics,
  hasCrm: false,
};
const offered = aLead({
  ladder: { status: "offering", rung: 0, expiresAt: after(60) },
  offers: [anOffer("anna")],
});

/** One step of the lead's lane: what it would store. */
function step(lead: Lead, at: Date, input: StepInput) {
  const draft = openDraft({ conversation: aConversation(), leads: [lead] }, lead.thread, at, countingIds());
  applyInput(draft, input, [], context);
  return draft.toWrite();
}

const wake = (lead: Lead, at: Date) =>
  step(lead, at, {
    kind: "timer",
    timer: { key: `sla:${lead.id}`, timer: "sla", dueAt: at, body: { leadId: lead.id } },
  });

describe("the step of an SLA timer", () => {
  it("reminds the manager and sets the next look", () => {
    const { outbox, setTimers, events } = wake(offered, after(15));
    expect(outbox.map(({ effect }) => effect)).toMatchObject([{ kind: "notify_manager", managerId: "anna" }]);
    expect(setTimers).toEqual([
      { key: "sla:lead_1", kind: "sla", dueAt: after(24), body: { leadId: "lead_1" } },
    ]);
    expect(events).toMatchObject([{ type: "sla_reminded", data: { step: "halfway" } }]);
  });

  it("puts the late lead before the head with a card of its own, and looks no more", () => {
    const { outbox, setTimers, leads, events } = wake(offered, after(30));
    expect(outbox.map(({ effect }) => effect)).toMatchObject([
      { kind: "notify_manager", managerId: "anna" },
      { kind: "notify_manager", managerId: "olga" },
      { kind: "send_alert", managerId: "olga" },
    ]);
    expect(leads[0]?.offers.map(({ managerId }) => managerId)).toEqual(["anna", "olga"]);
    expect(setTimers).toEqual([]);
    expect(events.map(({ type }) => type)).toEqual(["sla_breached", "lead_offered"]);
  });

  it("does nothing once a human has answered", () => {
    const { outbox, setTimers } = wake({ ...offered, firstHumanReplyAt: after(2) }, after(30));
    expect([outbox, setTimers]).toEqual([[], []]);
  });

  it("is stopped by the first answer of a manager", () => {
    const { cancelTimers, leads } = step(offered, after(3), {
      kind: "desk",
      key: "1",
      action: {
        kind: "reply",
        conversationId: asId("conv_1"),
        managerId: asId("anna"),
        text: "Здравствуйте!",
      },
    });
    expect(cancelTimers).toContain("sla:lead_1");
    expect(leads[0]?.firstHumanReplyAt).toEqual(after(3));
  });

  it("leaves lead and conversation with their owner when a colleague helps out with a word", () => {
    const anna = asId<"manager">("anna");
    const taken = {
      ...offered,
      ladder: { status: "taken", by: anna, at: after(1), via: "telegram" } as const,
    };
    const state = aConversationState({ ownership: { status: "human", managerId: anna, since: after(1) } });
    const snapshot = { conversation: aConversation({ state }), leads: [taken] };
    const draft = openDraft(snapshot, taken.thread, after(3), countingIds());
    const action = {
      kind: "reply",
      conversationId: asId<"conversation">("conv_1"),
      managerId: asId<"manager">("olga"),
      text: "Да",
    } as const;
    applyInput(draft, { kind: "desk", key: "1", action }, [], context);
    const { leads } = draft.toWrite();
    expect(leads[0]?.ladder).toEqual(taken.ladder);
    expect(leads[0]?.firstHumanReplyAt).toEqual(after(3));
    expect(draft.conversation()?.state.ownership).toMatchObject({ managerId: "anna" });
  });
});
