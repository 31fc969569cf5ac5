import type { LadderRung } from "../../domain/business.ts";
import type { ManagerId } from "../../domain/ids.ts";
import { DELIVERY_GRACE_MS, type LadderContext, type LadderResult } from "../../domain/ladder.ts";
import { offersOfLadder, type LadderSkip, type Lead, type Offer } from "../../domain/lead.ts";
import { endLadder } from "./end-ladder.ts";
import { waitEnd } from "./ladder-time.ts";
import { offeredTo } from "./offers.ts";

/** How long a rung waits that names no wait. Milliseconds. */
const DEFAULT_WAIT_MS = 60_000;

export function waitOf(rung: LadderRung | undefined): number {
  return rung?.waitMs ?? DEFAULT_WAIT_MS;
}

/** `all` gives those who let the lead pass another chance, but not those who declined it. */
function excludedFrom(rung: LadderRung, lead: Lead): readonly ManagerId[] {
  if (rung.offer !== "all") return offeredTo(lead);
  return offersOfLadder(lead)
    .filter((offer) => offer.outcome === "declined")
    .map((offer) => offer.managerId);
}

/**
 * Offers the lead on the first rung from `first` on that has somebody, skipping empty ones at once with the reason.
 * A last rung without a wait, and the end of the rungs, end the ladder in a task.
 */
export function climbFrom(lead: Lead, first: number, context: LadderContext): LadderResult {
  const skips: LadderSkip[] = [...lead.skips];
  for (let index = first; index < lead.rungs.length; index += 1) {
    const rung = lead.rungs[index];
    if (!rung || (index === lead.rungs.length - 1 && rung.waitMs === undefined)) break;
    const { managerIds, excluded } = context.chooseFor(rung.offer, excludedFrom(rung, lead));
    const chosen = rung.offer === "all" ? managerIds : managerIds.slice(0, 1);
    if (chosen.length > 0) return offerOn({ ...lead, skips }, index, chosen, context);
    skips.push(...skipsOf(index, excluded, context.at));
  }
  return endLadder({ ...lead, skips }, context);
}

function skipsOf(
  rung: number,
  excluded: ReturnType<LadderContext["chooseFor"]>["excluded"],
  at: Date,
): readonly LadderSkip[] {
  const relevant = excluded.filter(({ reason }) => reason !== "not_in_target");
  if (relevant.length === 0) return [{ rung, reason: "nobody_in_target", at }];
  return relevant.map(({ managerId, reason }) => ({ rung, managerId, reason, at }));
}

function offerOn(
  lead: Lead,
  rung: number,
  managerIds: readonly ManagerId[],
  { at, business, makeId }: LadderContext,
): LadderResult {
  const expiresAt = waitEnd(lead, at, DELIVERY_GRACE_MS + waitOf(lead.rungs[rung]), business);
  const offers = managerIds.map((managerId): Offer => ({
    id: makeId("offer"),
    managerId,
    rung,
    offeredAt: at,
  }));
  return {
    lead: { ...lead, ladder: { status: "offering", rung, expiresAt }, offers: [...lead.offers, ...offers] },
    effects: [
      ...offers.map(({ id, managerId }) => ({ kind: "alert" as const, offerId: id, managerId })),
      { kind: "set_timer", dueAt: expiresAt },
    ],
  };
}
