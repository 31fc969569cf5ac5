import { describe, expect, it } from "vitest";
import { applyInput } from "../../../src/app/apply-input.ts";
import type { StepContext } from "../../../src/app/step-context.ts";
import { openDraft } from "../../../src/app/step-draft.ts";
import type { StepInput } from "../../../src/app/step-inputs.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { Lead } from "../../../src/domain/lead.ts";
import { createPrometheus } from "../../../src/platform/prometheus.ts";
import { aBusiness, aManager } from "../../support/builders/business.ts";
import { aConversation, WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aLead, anOffer, countingIds } from "../../support/builders/lead.ts";
import { aLoad } from "../../support/builders/manager.ts";

const AT = new Date(WEDNESDAY_11.getTime() + 60_000);
const anna = asId<"manager">("anna");
const boris = asId<"manager">("boris");
const context: StepContext = {
  business: aBusiness({
    team: [
      aManager("anna", { capacity: 2 }),
      aManager("boris", { name: "Борис", capacity: 9 }),
      aManager("olga", { name: "Ольга", role: "head" }),
    ],
  }),
  channels: {},
  makeId: countingIds(),
  metrics: createPrometheus().metrics,
  hasCrm: false,
};
const offered = aLead({ ladder: { status: "offering", rung: 0, expiresAt: AT }, offers: [anOffer("anna")] });
const taken = aLead({ ladder: { status: "taken", by: anna, at: AT, via: "telegram" } });

const ladderTimer: StepInput = {
  kind: "timer",
  timer: { key: "ladder:lead_1", timer: "ladder", dueAt: AT, body: { leadId: taken.id } },
};
const desk = (action: Extract<StepInput, { kind: "desk" }>["action"]): StepInput => ({
  kind: "desk",
  key: "1",
  action,
});

/** Whether the step wakes the backlog, with so many leads open at Anna. */
function wakes(lead: Lead, input: StepInput, open = 2): boolean {
  const draft = openDraft({ conversation: aConversation(), leads: [lead] }, lead.thread, AT, countingIds());
  applyInput(draft, input, [aLoad("anna", { open }), aLoad("boris", { open: 3 })], context);
  return draft.toWrite().wakesBacklog === true;
}

describe("a manager who was full has a place again, and the backlog is woken,", () => {
  it.each<[string, Lead, StepInput]>([
    ["when an offer runs out", offered, ladderTimer],
    ["when an offer is declined", offered, desk({ kind: "decline", leadId: taken.id, managerId: anna })],
    [
      "when a colleague takes the lead",
      offered,
      desk({ kind: "take", leadId: taken.id, managerId: boris, via: "telegram" }),
    ],
    [
      "when the card can't be delivered",
      offered,
      {
        kind: "report",
        report: { kind: "alert_failed", leadId: taken.id, offerId: asId("ofr_anna"), reason: "blocked" },
      },
    ],
    ["when a lead on offer is closed", offered, desk({ kind: "close", leadId: taken.id })],
    ["when a taken lead is closed", taken, desk({ kind: "close", leadId: taken.id, managerId: anna })],
  ])("%s", (_, lead, input) => {
    expect(wakes(lead, input)).toBe(true);
  });

  it("but not by whoever had places all along", () => {
    expect(wakes(offered, ladderTimer, 1)).toBe(false);
  });

  it("nor when the place is only filled in another way", () => {
    const take = desk({ kind: "take", leadId: taken.id, managerId: anna, via: "telegram" });
    expect(wakes(offered, take)).toBe(false);
  });
});
