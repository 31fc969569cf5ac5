import type { Business, LadderRung } from "../domain/business.ts";
import type { Conversation } from "../domain/conversation.ts";
import type { MakeId } from "../domain/ids.ts";
import type { Lead, LeadRequest } from "../domain/lead.ts";
import type { RoutingTrace } from "../domain/routing.ts";
import { slaDueAt } from "./sla-due.ts";

export interface HandOff {
  readonly conversation: Omit<Conversation, "state">;
  readonly request: LeadRequest;
  /** What routing decided: the rungs are copied, so that a later edit of routing.yaml never touches this lead. */
  readonly routing: {
    readonly trace: RoutingTrace;
    readonly ladderName: string;
    readonly rungs: readonly LadderRung[];
  };
  readonly business: Business;
  readonly at: Date;
  readonly makeId: MakeId;
}

/** Makes a lead of a request that people should deal with. It waits at the foot of its ladder until `started`. */
export function handOffLead({ conversation, request, routing, business, at, makeId }: HandOff): Lead {
  return {
    id: makeId("lead"),
    conversationId: conversation.id,
    contactId: conversation.contactId,
    thread: conversation.thread,
    createdAt: at,
    displayName: conversation.displayName,
    origin: conversation.origin,
    request,
    slaDueAt: slaDueAt(request, business, at),
    rungs: routing.rungs,
    ladderName: routing.ladderName,
    ladder: { status: "held", until: at },
    offers: [],
    skips: [],
    trace: routing.trace,
    crm: { drift: [] },
  };
}

/**
 * The lead after its request has learnt something (a phone, another service). A higher priority brings the promised
 * answer forward; nothing ever puts it off.
 */
export function updateLeadRequest(lead: Lead, request: LeadRequest, business: Business): Lead {
  const due = slaDueAt(request, business, lead.createdAt);
  return { ...lead, request, slaDueAt: due < lead.slaDueAt ? due : lead.slaDueAt };
}
