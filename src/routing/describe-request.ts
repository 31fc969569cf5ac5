import type { Business, Service } from "../domain/business.ts";
import type { Conversation, RequestState } from "../domain/conversation.ts";
import { findService } from "../domain/find-service.ts";
import type { LeadRequest } from "../domain/lead.ts";
import { channelOf } from "../domain/message.ts";
import type { Slots } from "../domain/slot.ts";
import { findBranch } from "./find-branch.ts";

/** A request worth this many average ones is handled as VIP. */
export const VIP_VALUE_FACTOR = 5;

/** What is known of the contact beyond this conversation; only proven facts, never a claim. */
export interface ContactFacts {
  /** The CRM or an earlier conversation knows this person by a verified phone. */
  readonly isReturning?: boolean | undefined;
  /** The CRM marks this person as VIP. */
  readonly isVip?: boolean | undefined;
}

function wantedService(business: Business, slots: Slots): Service | undefined {
  for (const words of [slots.service, slots.product]) {
    const service = words === undefined ? undefined : findService(business, String(words));
    if (service) return service;
  }
  return undefined;
}

/**
 * What routing looks at, gathered from the request in progress, its conversation and the business: service and branch
 * by the customer's words, VIP by service or value, and the manager who dealt with this contact before. What the
 * contact told in earlier requests and a phone that the channel vouches for stand in for what was not asked again.
 */
export function toLeadRequest(
  request: RequestState,
  conversation: Conversation,
  business: Business,
  facts: ContactFacts = {},
): LeadRequest {
  const service = wantedService(business, request.slots);
  const branch = findBranch(business, request.slots, service);
  const { verifiedPhone, lastManagerId, state } = conversation;
  const known = verifiedPhone === undefined ? state.profile : { phone: verifiedPhone, ...state.profile };
  const isValuable = request.expectedValue >= VIP_VALUE_FACTOR * business.averageValue;
  return {
    category: request.category,
    also: request.also,
    priority: request.priority,
    urgent: request.urgent,
    sentiment: state.lastUnderstanding?.sentiment ?? "neutral",
    action: request.action,
    language: state.language,
    source: channelOf(conversation.thread),
    slots: { ...known, ...request.slots },
    ...(request.openQuestion === undefined ? {} : { openQuestion: request.openQuestion }),
    ...(service ? { serviceId: service.id } : {}),
    ...(branch ? { branchId: branch.id } : {}),
    isVip: facts.isVip === true || service?.isVip === true || isValuable,
    isReturning: facts.isReturning ?? lastManagerId !== undefined,
    ...(lastManagerId === undefined ? {} : { stickyManagerId: lastManagerId }),
    pBooking: request.pBooking,
    expectedValue: request.expectedValue,
  };
}
