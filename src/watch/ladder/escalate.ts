import type { ManagerId } from "../../domain/ids.ts";
import type { LadderContext, LadderResult } from "../../domain/ladder.ts";
import type { Lead, Offer } from "../../domain/lead.ts";
import { openOffers, reachedRung } from "./offers.ts";

/**
 * The heads get a late lead on offer, besides whoever has it on offer, has its task, or has taken it and not answered.
 * The wait of the rung goes on as it was; with an owner who is silent whoever of them takes it first is the new owner.
 */
export function escalate(
  lead: Lead,
  managerIds: readonly ManagerId[],
  { at, makeId, business }: LadderContext,
): LadderResult {
  const { ladder } = lead;
  if (ladder.status === "held" || ladder.status === "closed" || lead.firstHumanReplyAt) {
    return { lead, effects: [] };
  }
  const rung = ladder.status === "offering" ? ladder.rung : Math.max(0, reachedRung(lead));
  const busy = new Set(openOffers(lead).map((offer) => offer.managerId));
  if (ladder.status === "taken") busy.add(ladder.by);
  const offers = managerIds
    .filter((managerId) => !busy.has(managerId) && business.team.some(({ id }) => id === managerId))
    .map((managerId): Offer => ({ id: makeId("offer"), managerId, rung, offeredAt: at }));
  if (offers.length === 0) return { lead, effects: [] };
  return {
    lead: { ...lead, offers: [...lead.offers, ...offers] },
    effects: offers.map(({ id, managerId }) => ({ kind: "alert", offerId: id, managerId })),
  };
}
