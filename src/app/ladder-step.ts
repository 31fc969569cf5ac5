import type { ManagerId } from "../domain/ids.ts";
import type { LadderEffect, LadderEvent } from "../domain/ladder.ts";
import type { Lead } from "../domain/lead.ts";
import type { ManagerLoad } from "../domain/routing.ts";
import { createChooseForOffer } from "../routing/choose-for-offer.ts";
import { underVariant } from "../routing/experiments/assign-variant.ts";
import { climb } from "../watch/ladder/climb.ts";
import { queueDelayMs } from "../watch/ladder/queue-delay.ts";
import { applyTurn } from "./converse-step.ts";
import type { StepContext } from "./step-context.ts";
import type { StepDraft } from "./step-draft.ts";

export const ladderTimer = (lead: Lead) => `ladder:${lead.id}`;
export const slaTimer = (lead: Lead) => `sla:${lead.id}`;

/** When the promised answer has to be looked at next. */
export function setSlaTimer(draft: StepDraft, lead: Lead, dueAt: Date): void {
  draft.setTimer({ key: slaTimer(lead), kind: "sla", dueAt, body: { leadId: lead.id } });
}

/** Stage 6 for one event of a lead: the pure climb, and what it asks for put into the draft. */
export function applyLadder(
  draft: StepDraft,
  lead: Lead,
  event: LadderEvent,
  loads: readonly ManagerLoad[],
  context: StepContext,
): void {
  const { makeId } = context;
  const business = underVariant(context.business, lead.trace.experiment);
  const result = climb(lead, event, {
    business,
    loads,
    at: draft.at,
    makeId,
    chooseFor: createChooseForOffer(lead.request, business, loads, draft.at),
  });
  if (result.lead !== lead) draft.setLead(result.lead);
  noteChanges(draft, lead, result.lead, context);
  const still = new Set(holdersOf(result.lead));
  const freed = holdersOf(lead).filter((managerId) => !still.has(managerId));
  wakeIfFull(draft, freed, loads, business);
  for (const effect of result.effects) applyEffect(draft, result.lead, effect, loads, context);
}

/** Leads that nobody took may wait for somebody who had no place left and has one again. */
export function wakeIfFull(
  draft: StepDraft,
  freed: readonly ManagerId[],
  loads: readonly ManagerLoad[],
  { team }: StepContext["business"],
): void {
  const wasFull = freed.some((managerId) => {
    const capacity = team.find(({ id }) => id === managerId)?.capacity ?? Number.POSITIVE_INFINITY;
    return (loads.find((load) => load.managerId === managerId)?.open ?? 0) >= capacity;
  });
  if (wasFull) draft.wakeBacklog();
}

/** Everybody whose places the lead takes: by an open offer, or as its owner. */
function holdersOf({ ladder, offers }: Lead): readonly ManagerId[] {
  const asked = offers.filter((offer) => offer.endedAt === undefined).map(({ managerId }) => managerId);
  return ladder.status === "taken" ? [...asked, ladder.by] : asked;
}

function applyEffect(
  draft: StepDraft,
  lead: Lead,
  effect: LadderEffect,
  loads: readonly ManagerLoad[],
  context: StepContext,
): void {
  const leadId = lead.id;
  switch (effect.kind) {
    case "alert":
      draft.emit(`alert:${effect.offerId}`, {
        kind: "send_alert",
        leadId,
        offerId: effect.offerId,
        managerId: effect.managerId,
      });
      return;
    case "close_alert":
      draft.emit(`alert:${effect.offerId}`, { kind: "close_alert", leadId, offerId: effect.offerId });
      return;
    case "add_task":
      if (context.hasCrm)
        draft.emit(`crm:${leadId}`, {
          kind: "crm_add_task",
          leadId,
          managerId: effect.managerId,
          title: effect.title,
        });
      return;
    case "reassign":
      if (context.hasCrm) draft.emit(`crm:${leadId}`, { kind: "crm_update_lead", leadId });
      return;
    case "took":
      giveToManager(draft, effect.managerId, loads, context);
      return;
    case "tell_manager":
      draft.emit(`manager:${effect.managerId}`, {
        kind: "notify_manager",
        managerId: effect.managerId,
        leadId,
        text: effect.text,
      });
      return;
    case "set_timer":
      draft.setTimer({
        key: ladderTimer(lead),
        kind: "ladder",
        dueAt: new Date(effect.dueAt.getTime() + queueMs(lead, effect.dueAt)),
        body: { leadId },
      });
      return;
    case "cancel_timer":
      draft.cancelTimer(ladderTimer(lead));
      return;
  }
}

/** Whatever waits for an opening or a shift becomes due at one moment: the urgent and the old go first. */
function queueMs(lead: Lead, dueAt: Date): number {
  switch (lead.ladder.status) {
    case "held":
    case "ended":
      return queueDelayMs(lead, dueAt);
    case "offering":
    case "taken":
    case "closed":
      return 0;
  }
}

/** From now on the manager speaks and the bot is silent; the next request of this contact goes to the same manager. */
function giveToManager(
  draft: StepDraft,
  managerId: ManagerId,
  loads: readonly ManagerLoad[],
  context: StepContext,
): void {
  applyTurn(draft, { kind: "manager_took", managerId }, loads, context);
  const conversation = draft.conversation();
  if (conversation) draft.setConversation({ ...conversation, lastManagerId: managerId });
}

/** The journal and the metrics of what happened to offers. */
function noteChanges(draft: StepDraft, before: Lead, after: Lead, context: StepContext): void {
  const known = new Map(before.offers.map((offer) => [offer.id, offer]));
  for (const offer of after.offers) {
    const old = known.get(offer.id);
    const data = { managerId: offer.managerId, rung: offer.rung };
    if (!old) draft.note({ type: "lead_offered", leadId: after.id, data });
    if (offer.outcome && !old?.outcome) {
      draft.note({ type: `offer_${offer.outcome}`, leadId: after.id, data });
      context.metrics.offer(offer.outcome);
    }
  }
  if (after.firstHumanReplyAt && !before.firstHumanReplyAt) {
    draft.cancelTimer(slaTimer(after));
    draft.note({ type: "human_replied", leadId: after.id, data: {} });
  }
  if (after.offersBefore !== before.offersBefore)
    draft.note({
      type: "lead_rerouted",
      leadId: after.id,
      data: { ladder: after.ladderName, rule: after.trace.rule, category: after.request.category },
    });
  noteStatus(draft, before.ladder, after, context);
}

function noteStatus(draft: StepDraft, before: Lead["ladder"], after: Lead, context: StepContext): void {
  const leadId = after.id;
  const { ladder } = after;
  const told = before.status === "closed" ? before.outcome : undefined;
  if (ladder.status === "closed" && ladder.outcome !== undefined && ladder.outcome !== told)
    draft.note({ type: `lead_${ladder.outcome}`, leadId, data: { managerId: ladder.takenBy } });
  if (ladder.status === "taken" && before.status === "taken" && ladder.by !== before.by) {
    const data = { managerId: ladder.by, via: ladder.via, from: before.by };
    draft.note({ type: "lead_taken_over", leadId, data });
  }
  if (ladder.status === before.status) return;
  if (ladder.status === "taken") {
    context.metrics.takeSeconds((draft.at.getTime() - after.createdAt.getTime()) / 1000);
    draft.note({ type: "lead_taken", leadId, data: { managerId: ladder.by, via: ladder.via } });
  }
  if (ladder.status === "ended")
    draft.note({ type: "ladder_ended", leadId, data: { task: ladder.task, managerId: ladder.taskFor } });
  if (ladder.status === "closed") {
    draft.cancelTimer(slaTimer(after));
    draft.note({ type: "lead_closed", leadId, data: { reason: ladder.reason } });
  }
}
