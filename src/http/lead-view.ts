import type { Business } from "../domain/business.ts";
import { categoryName, priorityName } from "../domain/category.ts";
import { ownerOf, takingOf, type Lead } from "../domain/lead.ts";
import type { TranscriptLine } from "../domain/message.ts";
import { personView } from "./manager-name.ts";

export interface LeadViewContext {
  readonly business: Business;
  readonly at: Date;
  readonly describeNextStep: (lead: Lead, at: Date) => string;
}

/** A lead as the API shows it; dates become ISO when it is written as JSON. */
export function leadView(lead: Lead, context: LeadViewContext) {
  const { business } = context;
  const { request } = lead;
  const owner = ownerOf(lead);
  return {
    id: lead.id,
    conversationId: lead.conversationId,
    createdAt: lead.createdAt,
    category: request.category,
    categoryName: categoryName(request.category, business.language),
    also: request.also,
    priority: request.priority,
    priorityName: priorityName(request.priority, business.language),
    urgent: request.urgent,
    sentiment: request.sentiment,
    language: request.language,
    source: request.source,
    origin: lead.origin,
    slots: request.slots,
    openQuestion: request.openQuestion,
    service: named(request.serviceId, business.services),
    branch: named(request.branchId, business.branches),
    isVip: request.isVip,
    isReturning: request.isReturning,
    pBooking: request.pBooking,
    expectedValue: request.expectedValue,
    customer: {
      name: textOf(request.slots.name) ?? lead.displayName ?? null,
      phone: textOf(request.slots.phone) ?? null,
    },
    status: lead.ladder.status,
    owner: owner === undefined ? null : personView(owner, business),
    nextStep: nextStepOf(lead, context),
    ladder: ladderView(lead, business),
    offers: lead.offers.map(({ managerId, ...offer }) => ({
      ...offer,
      manager: personView(managerId, business),
    })),
    offersBefore: lead.offersBefore ?? 0,
    skips: lead.skips.map(({ managerId, ...skip }) => ({
      ...skip,
      manager: managerId === undefined ? null : personView(managerId, business),
    })),
    trace: lead.trace,
    clocks: clocksOf(lead, []),
    slaDueAt: lead.slaDueAt,
    firstHumanReplyAt: lead.firstHumanReplyAt ?? null,
    crm: lead.crm,
  };
}

function named(id: string | undefined, among: readonly { readonly id: string; readonly name: string }[]) {
  if (id === undefined) return null;
  return { id, name: among.find((candidate) => candidate.id === id)?.name ?? id };
}

function textOf(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function nextStepOf(lead: Lead, { describeNextStep, at }: LeadViewContext) {
  const sentence = describeNextStep(lead, at);
  return sentence === "" ? null : { sentence, at: nextStepAt(lead) };
}

function nextStepAt({ ladder }: Lead): Date | null {
  switch (ladder.status) {
    case "held":
      return ladder.until;
    case "offering":
      return ladder.expiresAt;
    case "taken":
    case "ended":
    case "closed":
      return null;
  }
}

function ladderView(lead: Lead, business: Business) {
  const { ladder } = lead;
  const common = { name: lead.ladderName, rungs: lead.rungs };
  switch (ladder.status) {
    case "held":
    case "offering":
      return { ...common, ...ladder };
    case "closed": {
      const { takenBy, ...closed } = ladder;
      return { ...common, ...closed, ...(takenBy ? { takenBy: personView(takenBy, business) } : {}) };
    }
    case "taken":
      return { ...common, ...ladder, by: personView(ladder.by, business) };
    case "ended":
      return { ...common, ...ladder, taskFor: personView(ladder.taskFor, business) };
  }
}

/**
 * The lead's clocks, kept apart. The first two need the transcript: the contact's first message of this request and the
 * bot's first answer to it.
 */
export function clocksOf(lead: Lead, lines: readonly TranscriptLine[]) {
  const before = lines.filter((line) => line.at <= lead.createdAt);
  // What a manager wrote last before this lead belongs to an earlier request.
  const lastHuman = before.findLastIndex((line) => line.author === "manager");
  const received = before.slice(lastHuman + 1).find((line) => line.author === "contact");
  const botReplied = received && lines.find((line) => line.author === "bot" && line.at >= received.at);
  const firstOffer = lead.offers.at(0);
  return {
    receivedAt: received?.at ?? null,
    botRepliedAt: botReplied?.at ?? null,
    qualifiedAt: lead.createdAt,
    offeredAt: firstOffer?.offeredAt ?? null,
    deliveredAt: lead.offers.find((offer) => offer.deliveredAt !== undefined)?.deliveredAt ?? null,
    takenAt: takingOf(lead)?.at ?? takenOffer(lead)?.endedAt ?? null,
    humanRepliedAt: lead.firstHumanReplyAt ?? null,
    crmWrittenAt: lead.crm.writtenAt ?? null,
  };
}

function takenOffer(lead: Lead) {
  return lead.offers.find((offer) => offer.outcome === "taken");
}
