import { describe, expect, it } from "vitest";
import { handOff } from "../../../src/app/hand-off-step.ts";
import { applyLadder } from "../../../src/app/ladder-step.ts";
import type { StepContext } from "../../../src/app/step-context.ts";
import { openDraft, type StepDraft } from "../../../src/app/step-draft.ts";
import type { Business } from "../../../src/domain/business.ts";
import type { Lead } from "../../../src/domain/lead.ts";
import type { Metrics } from "../../../src/ports/metrics.ts";
import { aBusiness, aManager } from "../../support/builders/business.ts";
import {
  aConversation,
  aConversationState,
  aRequest,
  WEDNESDAY_11,
} from "../../support/builders/conversation.ts";
import { countingIds } from "../../support/builders/lead.ts";

const MINUTE = 60_000;
const nothing = () => undefined;
const metrics = new Proxy({} as Metrics, { get: () => nothing });

const base = aBusiness({
  team: [aManager("anna"), aManager("dina", { role: "duty" }), aManager("olga", { role: "head" })],
});
const dutyFirst = {
  rules: [],
  sla: { ...base.sla, targetsMs: { ...base.sla.targetsMs, normal: 12 * MINUTE } },
  fallback: { ...base.fallback, to: { role: "duty" as const }, ladder: "quick" },
  ladders: {
    quick: [
      { offer: "next", waitMs: 7 * MINUTE },
      { offer: "head", task: "Позвонить" },
    ],
  },
};

/** Only one variant gets conversations, so that a test knows which. */
function aTrial(share: { now: number; duty: number }): Business {
  const variants = [
    { id: "now", share: share.now },
    { id: "duty", share: share.duty, routing: dutyFirst },
  ];
  return { ...base, experiments: [{ id: "duty_first", variants }] };
}

const contextOf = (business: Business): StepContext => ({
  business,
  channels: {},
  makeId: countingIds(),
  metrics,
  hasCrm: false,
});

function handOver(business: Business): { readonly draft: StepDraft; readonly lead: Lead } {
  const conversation = aConversation({ state: aConversationState({ request: aRequest() }) });
  const context = contextOf(business);
  const draft = openDraft({ conversation, leads: [] }, conversation.thread, WEDNESDAY_11, context.makeId);
  handOff(draft, [], context);
  const [lead] = draft.toWrite().leads;
  if (!lead) throw new Error("nothing was handed over");
  return { draft, lead };
}

describe("a hand-over during an experiment", () => {
  it("is decided by the variant's rules, ladder and promise, and keeps the variant with the decision", () => {
    const { draft, lead } = handOver(aTrial({ now: 1e-9, duty: 1 }));
    expect(lead.trace.experiment).toEqual({ id: "duty_first", variant: "duty" });
    expect(lead.trace.sentences.at(-1)).toBe("Эксперимент «duty_first», вариант «duty».");
    expect(lead.offers.map(({ managerId }) => managerId)).toEqual(["dina"]);
    expect(lead.ladderName).toBe("quick");
    expect(lead.slaDueAt).toEqual(new Date(WEDNESDAY_11.getTime() + 12 * MINUTE));
    const qualified = draft.toWrite().events.find(({ type }) => type === "lead_qualified");
    expect(qualified?.data).toMatchObject({ experiment: { id: "duty_first", variant: "duty" } });
  });

  it("goes by routing.yaml in the control, and says so", () => {
    const { lead } = handOver(aTrial({ now: 1, duty: 1e-9 }));
    expect(lead.trace.experiment).toEqual({ id: "duty_first", variant: "now" });
    expect(lead.offers.map(({ managerId }) => managerId)).toEqual(["anna"]);
  });

  it("goes by routing.yaml alone when there is no experiment", () => {
    expect(handOver(base).lead.trace).not.toHaveProperty("experiment");
  });

  it("stays with its variant later, and goes on by routing.yaml when the experiment is gone", () => {
    const trial = aTrial({ now: 1e-9, duty: 1 });
    const { lead } = handOver(trial);
    const later = new Date(WEDNESDAY_11.getTime() + 8 * MINUTE);
    const goOn = (business: Business): Lead | undefined => {
      const context = contextOf(business);
      const draft = openDraft({ conversation: undefined, leads: [lead] }, lead.thread, later, context.makeId);
      applyLadder(draft, lead, { kind: "timer_due" }, [], context);
      return draft.lead(lead.id);
    };
    expect(goOn({ ...trial, rules: [] })?.ladder).toMatchObject({ status: "ended", taskFor: "olga" });
    expect(goOn(base)?.ladder).toMatchObject({ status: "ended", taskFor: "olga" });
  });
});
