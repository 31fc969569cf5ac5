import type { Category, Language, Priority, Sentiment } from "./category.ts";
import { takingOf, type Lead, type LeadOutcome, type OfferOutcome } from "./lead.ts";
import type { ChannelName } from "./message.ts";
import { SLOT_NAMES, type SlotName } from "./slot.ts";

export interface PastOffer {
  readonly managerId: string;
  readonly at: Date;
  /** Absent while it is open. */
  readonly endedAt?: Date | undefined;
  readonly outcome?: OfferOutcome | undefined;
}

/**
 * A request of the past as routing saw it, and what became of it. No names, phones or texts: of the slots only the city
 * and which others were known.
 */
export interface PastRequest {
  readonly id: string;
  readonly at: Date;
  readonly category: Category;
  readonly priority: Priority;
  readonly urgent: boolean;
  readonly sentiment: Sentiment;
  readonly language?: Language | undefined;
  readonly source: ChannelName;
  /** `id` in services.yaml, or words. */
  readonly service?: string | undefined;
  /** `id` of a branch, or words. */
  readonly branch?: string | undefined;
  readonly city?: string | undefined;
  readonly vip?: boolean | undefined;
  readonly returning?: boolean | undefined;
  /** `id` of the manager who dealt with this contact before. */
  readonly manager?: string | undefined;
  /** Expected value, rubles. */
  readonly value?: number | undefined;
  readonly has: readonly SlotName[];
  /** What happened: the rule that matched and everything after it. */
  readonly rule?: string | undefined;
  readonly offers: readonly PastOffer[];
  readonly takenBy?: string | undefined;
  readonly takenAt?: Date | undefined;
  readonly repliedAt?: Date | undefined;
  readonly slaDueAt?: Date | undefined;
  readonly closedAt?: Date | undefined;
  readonly outcome?: LeadOutcome | undefined;
}

/** A stored lead as a request of the past, without anything personal. */
export function toPastRequest(lead: Lead): PastRequest {
  const { request, ladder } = lead;
  const taking = takingOf(lead);
  const { city } = request.slots;
  return {
    id: lead.id,
    at: lead.createdAt,
    category: request.category,
    priority: request.priority,
    urgent: request.urgent,
    sentiment: request.sentiment,
    language: request.language,
    source: request.source,
    service: request.serviceId,
    branch: request.branchId,
    city: city === undefined ? undefined : String(city),
    vip: request.isVip,
    returning: request.isReturning,
    manager: request.stickyManagerId,
    value: request.expectedValue,
    has: SLOT_NAMES.filter((slot) => request.slots[slot] !== undefined),
    rule: lead.trace.rule,
    offers: lead.offers.map(({ managerId, offeredAt, deliveredAt, endedAt, outcome }) => ({
      managerId,
      // The wait runs from the delivery.
      at: deliveredAt ?? offeredAt,
      endedAt,
      outcome,
    })),
    takenBy: taking?.by,
    takenAt: taking?.at,
    repliedAt: lead.firstHumanReplyAt,
    slaDueAt: lead.slaDueAt,
    closedAt: ladder.status === "closed" ? ladder.at : undefined,
    outcome: ladder.status === "closed" ? ladder.outcome : undefined,
  };
}
