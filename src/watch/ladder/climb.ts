import type { OfferId } from "../../domain/ids.ts";
import type { LadderContext, LadderEvent, LadderResult } from "../../domain/ladder.ts";
import { offersOfLadder, ownerOf, type Lead, type Offer } from "../../domain/lead.ts";
import { drainBacklog } from "./drain-backlog.ts";
import { climbFrom, waitOf } from "./climb-from.ts";
import { heldUntil, waitEnd } from "./ladder-time.ts";
import { endOffers, openOffers, reachedRung } from "./offers.ts";
import { escalate } from "./escalate.ts";
import { answerLead, closeLead, takeLead } from "./settle-lead.ts";

/**
 * Moves a lead along its ladder. Pure and total: events may come late, twice or in any order, and what no longer
 * applies changes nothing. At most one manager owns a lead at a time, an offer ends exactly once, and an unanswered
 * ladder ends in a task for a person. A `reassign` effect comes whenever the owner changes.
 */
export function climb(lead: Lead, event: LadderEvent, context: LadderContext): LadderResult {
  const result = applyEvent(lead, event, context);
  const owner = ownerOf(result.lead);
  if (owner === undefined || owner === ownerOf(lead)) return result;
  return { lead: result.lead, effects: [...result.effects, { kind: "reassign" }] };
}

function applyEvent(lead: Lead, event: LadderEvent, context: LadderContext): LadderResult {
  switch (event.kind) {
    case "started":
      return lead.ladder.status === "held" ? start(lead, context) : unchanged(lead);
    case "timer_due":
      return wakeUp(lead, context);
    case "alert_delivered":
      return noteDelivery(lead, event.offerId, event.at, context);
    case "alert_failed":
      return skipUnreachable(lead, event.offerId, event.reason, context);
    case "declined":
      return endOffer(
        lead,
        (offer) =>
          offer.managerId === event.managerId && (event.offerId === undefined || offer.id === event.offerId),
        "declined",
        context,
      );
    case "taken":
      return takeLead(lead, event.managerId, event.via, context);
    case "answered":
      return answerLead(lead, event.managerId, context);
    case "escalated":
      return escalate(lead, event.managerIds, context);
    case "rerouted":
      return reroute(lead, event, context);
    case "closed":
      return closeLead(lead, event, context);
  }
}

function unchanged(lead: Lead): LadderResult {
  return { lead, effects: [] };
}

/** Goes on from the first rung that had no offer yet. */
function start(lead: Lead, context: LadderContext): LadderResult {
  return goOn(lead, reachedRung(lead) + 1, context);
}

/** The next rung, or the next opening when nobody should be bothered before it. */
function goOn(lead: Lead, rung: number, context: LadderContext): LadderResult {
  const until = heldUntil(lead, context);
  if (until === undefined) return climbFrom(lead, rung, context);
  return {
    lead: { ...lead, ladder: { status: "held", until } },
    effects: [{ kind: "set_timer", dueAt: until }],
  };
}

/** A wake-up before its time belongs to a timer that was moved since: the moment that counts is set again. */
function wakeUp(lead: Lead, context: LadderContext): LadderResult {
  const { ladder } = lead;
  switch (ladder.status) {
    case "held":
      if (context.at < ladder.until) return { lead, effects: [{ kind: "set_timer", dueAt: ladder.until }] };
      return start(lead, context);
    case "offering": {
      if (context.at < ladder.expiresAt) {
        return { lead, effects: [{ kind: "set_timer", dueAt: ladder.expiresAt }] };
      }
      const expired = endOffers(lead, context.at, () => "expired");
      return after(expired, goOn(expired.lead, ladder.rung + 1, context));
    }
    case "ended":
      return drainBacklog(lead, context);
    case "taken":
    case "closed":
      return unchanged(lead);
  }
}

function noteDelivery(
  lead: Lead,
  offerId: OfferId,
  reportedAt: Date,
  { at, business }: LadderContext,
): LadderResult {
  const offer = openOffers(lead).find((one) => one.id === offerId);
  if (!offer || offer.deliveredAt !== undefined) return unchanged(lead);
  // The channel's clock is not ours: a delivery is never before the offer nor after now.
  const deliveredMs = Math.min(Math.max(reportedAt.getTime(), offer.offeredAt.getTime()), at.getTime());
  const deliveredAt = new Date(deliveredMs);
  const isFirst = !offersOfLadder(lead).some(
    (one) => one.rung === offer.rung && one.deliveredAt !== undefined,
  );
  const offers = lead.offers.map((one) => (one === offer ? { ...one, deliveredAt } : one));
  if (lead.ladder.status !== "offering" || !isFirst) return { lead: { ...lead, offers }, effects: [] };
  const expiresAt = waitEnd(lead, deliveredAt, waitOf(lead.rungs[offer.rung]), business);
  return {
    lead: { ...lead, offers, ladder: { ...lead.ladder, expiresAt } },
    effects: [{ kind: "set_timer", dueAt: expiresAt }],
  };
}

function skipUnreachable(lead: Lead, offerId: OfferId, reason: string, context: LadderContext): LadderResult {
  const offer = openOffers(lead).find((one) => one.id === offerId);
  if (!offer) return unchanged(lead);
  const skip = { rung: offer.rung, managerId: offer.managerId, reason, at: context.at };
  const noted = { ...lead, skips: [...lead.skips, skip] };
  return endOffer(noted, (one) => one.id === offerId, "withdrawn", context);
}

/** The cards of the ladder before are closed, and the first rung of the new one is due at once; a taken lead stays. */
function reroute(
  lead: Lead,
  { ladderName, rungs, trace }: Extract<LadderEvent, { kind: "rerouted" }>,
  context: LadderContext,
): LadderResult {
  const { status } = lead.ladder;
  if (status === "taken" || status === "closed") return unchanged(lead);
  const ended = endOffers(lead, context.at, () => "withdrawn");
  const anew = { ...ended.lead, ladderName, rungs, trace, offersBefore: lead.offers.length };
  return after(ended, goOn(anew, 0, context));
}

/** One offer is over before its time; when it was the last of its rung, the next rung is due at once. */
function endOffer(
  lead: Lead,
  isMeant: (offer: Offer) => boolean,
  outcome: "declined" | "withdrawn",
  context: LadderContext,
): LadderResult {
  const ended = endOffers(lead, context.at, (offer) => (isMeant(offer) ? outcome : undefined));
  if (ended.effects.length === 0) return unchanged(lead);
  if (lead.ladder.status !== "offering" || openOffers(ended.lead).length > 0) return ended;
  return after(ended, goOn(ended.lead, lead.ladder.rung + 1, context));
}

function after(first: LadderResult, second: LadderResult): LadderResult {
  return { lead: second.lead, effects: [...first.effects, ...second.effects] };
}
