import type { ManagerId, OfferId } from "../../domain/ids.ts";
import type { LadderEffect } from "../../domain/ladder.ts";
import { offersOfLadder, type Lead, type Offer, type OfferOutcome } from "../../domain/lead.ts";

/** Offers that wait for an answer. */
export function openOffers(lead: Lead): readonly Offer[] {
  return lead.offers.filter((offer) => offer.endedAt === undefined);
}

/** Everybody the lead was put before on its ladder so far, once each. */
export function offeredTo(lead: Lead): readonly ManagerId[] {
  return [...new Set(offersOfLadder(lead).map((offer) => offer.managerId))];
}

/** The highest rung of its ladder that the lead was offered on; -1 before the first offer. */
export function reachedRung(lead: Lead): number {
  return Math.max(-1, ...offersOfLadder(lead).map((offer) => offer.rung));
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
