import { offered } from "../conversation/ownership.ts";
import type { ManagerLoad } from "../domain/routing.ts";
import { ownerOf } from "../domain/lead.ts";
import { handOffLead, updateLeadRequest } from "../handoff/hand-off-lead.ts";
import { chooseAssignment } from "../routing/choose-assignment.ts";
import { routeAnew } from "../routing/route-anew.ts";
import { toLeadRequest } from "../routing/describe-request.ts";
import { assignVariant, noteVariant, underVariant } from "../routing/experiments/assign-variant.ts";
import { nextSlaMoment } from "../watch/sla-moments.ts";
import { applyLadder, setSlaTimer } from "./ladder-step.ts";
import type { StepContext } from "./step-context.ts";
import type { StepDraft } from "./step-draft.ts";

/** Stages 4 and 5: who gets the request, the lead made of it, its way into the CRM, and the first rung of its ladder. */
export function handOff(draft: StepDraft, loads: readonly ManagerLoad[], context: StepContext): void {
  const conversation = draft.conversation();
  const request = conversation?.state.request;
  if (!conversation || !request || request.leadId) return;
  const { business } = context;
  const leadRequest = toLeadRequest(request, conversation, business);
  const experiment = assignVariant(business, conversation.id, draft.at);
  const ruling = underVariant(business, experiment);
  const routing = chooseAssignment(leadRequest, ruling, loads, draft.at);
  const lead = handOffLead({
    conversation,
    request: leadRequest,
    routing: { ...routing, trace: noteVariant(routing.trace, experiment) },
    business: ruling,
    at: draft.at,
    makeId: context.makeId,
  });
  draft.setLead(lead);
  draft.setState(offered(conversation.state, lead.id));
  context.metrics.lead(leadRequest.category, leadRequest.source);
  draft.note({
    type: "lead_qualified",
    leadId: lead.id,
    data: {
      category: leadRequest.category,
      priority: leadRequest.priority,
      rule: routing.trace.rule,
      ...(experiment ? { experiment } : {}),
    },
  });
  if (context.hasCrm) {
    draft.emit(`crm:${lead.id}`, { kind: "crm_create_lead", leadId: lead.id });
    draft.emit(`crm:${lead.id}`, { kind: "crm_add_comment", leadId: lead.id, key: "handoff" });
  }
  setSlaTimer(draft, lead, nextSlaMoment(lead, ruling, draft.at) ?? lead.slaDueAt);
  applyLadder(draft, lead, { kind: "started" }, loads, context);
  const owner = ownerOf(draft.lead(lead.id) ?? lead);
  if (context.hasCrm && owner)
    draft.emit(`crm:${lead.id}`, { kind: "crm_add_task", leadId: lead.id, managerId: owner });
}

/**
 * The lead has learnt something: the CRM's record and the managers' open cards follow. When it has become another
 * request that other people answer for, it goes to them.
 */
export function updateLead(draft: StepDraft, loads: readonly ManagerLoad[], context: StepContext): void {
  const conversation = draft.conversation();
  const request = conversation?.state.request;
  const lead = request?.leadId ? draft.lead(request.leadId) : undefined;
  if (!conversation || !request || !lead) return;
  const { business } = context;
  const ruling = underVariant(business, lead.trace.experiment);
  const updated = updateLeadRequest(lead, toLeadRequest(request, conversation, business), ruling);
  draft.setLead(updated);
  // A higher priority brings the promise forward, perhaps into the past: then it is looked at now.
  if (updated.slaDueAt < lead.slaDueAt && !updated.firstHumanReplyAt)
    setSlaTimer(draft, updated, nextSlaMoment(updated, ruling, draft.at) ?? draft.at);
  draft.note({ type: "lead_updated", leadId: lead.id, data: { slots: Object.keys(request.slots) } });
  if (context.hasCrm) draft.emit(`crm:${lead.id}`, { kind: "crm_update_lead", leadId: lead.id });
  const anew = routeAnew(lead, updated, business, loads, draft.at);
  if (anew) {
    applyLadder(draft, updated, { kind: "rerouted", ...anew }, loads, context);
    return;
  }
  for (const offer of lead.offers)
    if (!offer.endedAt)
      draft.emit(`alert:${offer.id}`, { kind: "close_alert", leadId: lead.id, offerId: offer.id });
}
