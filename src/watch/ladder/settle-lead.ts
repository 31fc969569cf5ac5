import type { ManagerId } from "../../domain/ids.ts";
import type { LadderContext, LadderResult } from "../../domain/ladder.ts";
import { takingOf, type Lead, type LeadOutcome, type TakenVia } from "../../domain/lead.ts";
import { LADDER_WORDS } from "./ladder-words.ts";
import { endOffers } from "./offers.ts";

/**
 * A manager takes the lead. The first one wins, whether the lead was offered to him or not; a later one is told who has
 * it and nothing changes; the same one again is silent.
 */
export function takeLead(
  lead: Lead,
  managerId: ManagerId,
  via: TakenVia,
  { business, at }: LadderContext,
): LadderResult {
  const { ladder } = lead;
  const words = LADDER_WORDS[business.language];
  const nameOf = (id: ManagerId): string =>
    business.team.find((manager) => manager.id === id)?.name ?? String(id);
  switch (ladder.status) {
    case "taken":
      if (ladder.by === managerId) return { lead, effects: [] };
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
      const ended = endOffers(lead, at, (offer) => (offer.managerId === managerId ? "taken" : "withdrawn"));
      return {
        lead: { ...ended.lead, ladder: { status: "taken", by: managerId, at, via } },
        effects: [...ended.effects, { kind: "cancel_timer" }, { kind: "took", managerId }],
      };
    }
  }
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
