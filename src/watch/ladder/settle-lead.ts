import type { ManagerId } from "../../domain/ids.ts";
import type { LadderContext, LadderResult } from "../../domain/ladder.ts";
import { takingOf, type Lead, type LeadOutcome, type TakenVia } from "../../domain/lead.ts";
import { LADDER_WORDS } from "./ladder-words.ts";
import { endOffers, openOffers } from "./offers.ts";

/**
 * A manager takes the lead. The first one wins, whether the lead was offered to him or not; a later one is told who has
 * it and nothing changes; the same one again is silent. Only who got it on offer because its owner keeps the customer
 * waiting takes it from the owner.
 */
export function takeLead(
  lead: Lead,
  managerId: ManagerId,
  via: TakenVia,
  context: LadderContext,
): LadderResult {
  const { ladder } = lead;
  const { business } = context;
  const words = LADDER_WORDS[business.language];
  const nameOf = (id: ManagerId): string =>
    business.team.find((manager) => manager.id === id)?.name ?? String(id);
  switch (ladder.status) {
    case "taken":
      if (ladder.by === managerId) return { lead, effects: [] };
      if (openOffers(lead).some((offer) => offer.managerId === managerId)) {
        return takeOver(lead, ladder.by, managerId, via, context);
      }
      return {
        lead,
        effects: [{ kind: "tell_manager", managerId, text: words.takenBy(nameOf(ladder.by)) }],
      };
    case "closed":
      return { lead, effects: [{ kind: "tell_manager", managerId, text: words.closedAlready }] };
    case "held":
    case "offering":
    case "ended": {
      // A button of somebody who has left the team takes nothing.
      if (!business.team.some((manager) => manager.id === managerId)) return { lead, effects: [] };
      return giveTo(lead, managerId, via, context);
    }
  }
}

function giveTo(lead: Lead, managerId: ManagerId, via: TakenVia, { at }: LadderContext): LadderResult {
  const ended = endOffers(lead, at, (offer) => (offer.managerId === managerId ? "taken" : "withdrawn"));
  return {
    lead: { ...ended.lead, ladder: { status: "taken", by: managerId, at, via } },
    effects: [...ended.effects, { kind: "cancel_timer" }, { kind: "took", managerId }],
  };
}

/** The old owner hears of it, and the card that said "yours" says whose the lead is now. */
function takeOver(
  lead: Lead,
  from: ManagerId,
  managerId: ManagerId,
  via: TakenVia,
  context: LadderContext,
): LadderResult {
  const { business } = context;
  const name = business.team.find((manager) => manager.id === managerId)?.name ?? String(managerId);
  const cards = lead.offers.filter((offer) => offer.managerId === from && offer.outcome === "taken");
  const given = giveTo(lead, managerId, via, context);
  return {
    lead: given.lead,
    effects: [
      ...cards.map((offer) => ({ kind: "close_alert" as const, offerId: offer.id })),
      ...given.effects,
      { kind: "tell_manager", managerId: from, text: LADDER_WORDS[business.language].takenOverBy(name) },
    ],
  };
}

/**
 * A manager has written to the customer: the promise is kept, and whoever wrote has the lead unless another one has
 * taken it. Heads who had it on offer because the owner was silent are called off.
 */
export function answerLead(lead: Lead, managerId: ManagerId, context: LadderContext): LadderResult {
  const { ladder } = lead;
  if (ladder.status === "closed") return { lead, effects: [] };
  const isTheirs =
    ladder.status !== "taken" || openOffers(lead).some((offer) => offer.managerId === managerId);
  const taken = isTheirs ? takeLead(lead, managerId, "reply", context) : { lead, effects: [] };
  const ended =
    taken.lead.ladder.status === "taken"
      ? endOffers(taken.lead, context.at, () => "withdrawn")
      : { lead: taken.lead, effects: [] };
  const effects = [...taken.effects, ...ended.effects];
  if (lead.firstHumanReplyAt) return { lead: ended.lead, effects };
  return { lead: { ...ended.lead, firstHumanReplyAt: context.at }, effects };
}

/**
 * The lead is over (booked, refused, spam): whatever was open is withdrawn. A closed one learns how it went when that is
 * told later; the last word counts.
 */
export function closeLead(
  lead: Lead,
  { reason, outcome }: { readonly reason: string; readonly outcome?: LeadOutcome | undefined },
  { at }: LadderContext,
): LadderResult {
  if (lead.ladder.status === "closed") {
    const isKnown = outcome === undefined || outcome === lead.ladder.outcome;
    return { lead: isKnown ? lead : { ...lead, ladder: { ...lead.ladder, outcome } }, effects: [] };
  }
  const ended = endOffers(lead, at, () => "withdrawn");
  const taking = takingOf(lead);
  const closing = {
    ...(outcome === undefined ? {} : { outcome }),
    ...(taking ? { takenBy: taking.by, takenAt: taking.at } : {}),
  };
  return {
    lead: { ...ended.lead, ladder: { status: "closed", at, reason, ...closing } },
    effects: [...ended.effects, { kind: "cancel_timer" }],
  };
}
