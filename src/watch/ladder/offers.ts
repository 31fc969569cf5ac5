import type { ManagerId, OfferId } from "../../domain/ids.ts";
import type { LadderEffect } from "../../domain/ladder.ts";
import type { Lead, Offer, OfferOutcome } from "../../domain/lead.ts";

/** Offers that wait for an answer. */
export function openOffers(lead: Lead): readonly Offer[] {
  return lead.offers.filter((offer) => offer.endedAt === undefined);
}

/** Everybody the lead was put before so far, once each. */
export function offeredTo(lead: Lead): readonly ManagerId[] {
  return [...new Set(lead.offers.map((offer) => offer.managerId))];
}

/** Ends the open offers that `outcomeOf` gives an outcome; one that has ended never changes again. */
export function endOffers(
  lead: Lead,
  at: Date,
  outcomeOf: (offer: Offer) => OfferOutcome | undefined,
): { readonly lead: Lead; readonly effects: readonly LadderEffect[] } {
  const ended: OfferId[] = [];
  const offers = lead.offers.map((offer) => {
    const outcome = offer.endedAt === undefined ? outcomeOf(offer) : undefined;
    if (outcome === undefined) return offer;
    ended.push(offer.id);
    return { ...offer, endedAt: at, outcome };
  });
  return {
    lead: { ...lead, offers },
    effects: ended.map((offerId) => ({ kind: "close_alert", offerId })),
  };
}
