import type { Business } from "../domain/business.ts";
import { offersOfLadder, type Lead, type Offer } from "../domain/lead.ts";
import { LEAD_WORDS } from "./lead-words.ts";

function rungKind(offer: string | undefined): "next" | "duty" | "head" | "all" | "named" {
  switch (offer) {
    case "next":
    case "duty":
    case "head":
    case "all":
      return offer;
    default:
      return "named";
  }
}

/** A head who has the lead on a step that is not the heads' got it because the promised time has passed. */
function isEscalated(lead: Lead, { managerId, rung, offeredAt }: Offer, { team }: Business): boolean {
  const kind = rungKind(lead.rungs[rung]?.offer);
  const isHead = team.some(({ id, role }) => id === managerId && role === "head");
  return isHead && offeredAt >= lead.slaDueAt && kind !== "head" && kind !== "all";
}

/**
 * Why an offer goes to its manager: the routing's own sentences for the first choice, else who had it before and what
 * the step of the ladder says.
 */
export function whyThisManager(lead: Lead, offer: Offer, business: Business): readonly string[] {
  const words = LEAD_WORDS[business.language];
  const before = offersOfLadder(lead).filter(
    (other) => other.endedAt !== undefined && other.rung < offer.rung,
  );
  if (before.length === 0 && offer.managerId === lead.trace.chosen) return lead.trace.sentences;
  const people = before.map(({ managerId, outcome }) => {
    const name = business.team.find((manager) => manager.id === managerId)?.name ?? String(managerId);
    return outcome === undefined ? name : `${name} (${words.outcomes[outcome]})`;
  });
  const step = isEscalated(lead, offer, business)
    ? words.late
    : words.byRung[rungKind(lead.rungs[offer.rung]?.offer)];
  return people.length === 0 ? [step] : [words.before(people.join(", ")), step];
}
