import type { Manager } from "../../domain/business.ts";
import { nextStartOfHours } from "../../domain/calendar.ts";
import type { LadderContext, LadderEffect, LadderResult } from "../../domain/ladder.ts";
import type { Lead, Offer } from "../../domain/lead.ts";
import { heldUntil } from "./ladder-time.ts";
import { offeredTo } from "./offers.ts";

/** A lead whose ladder has run out long ago is for a person to clear up, not for the next shift. Milliseconds. */
const MAX_AGE_MS = 7 * 86_400_000;

/**
 * When a lead whose ladder has run out should be looked at again: at the next start of a shift of somebody whom it was
 * not offered to yet. `undefined` when everybody has seen it, or it is too old.
 */
export function nextDrain(lead: Lead, { at, business }: LadderContext): Date | undefined {
  const seen = new Set(offeredTo(lead));
  const starts = business.team
    .filter(({ id }) => !seen.has(id))
    .map((manager) =>
      nextStartOfHours(at, manager.shifts, business.timezone, daysOff(manager, business.holidays)),
    )
    .filter((start) => start !== undefined)
    .filter((start) => start.getTime() - lead.createdAt.getTime() <= MAX_AGE_MS);
  return starts.toSorted((a, b) => a.getTime() - b.getTime())[0];
}

/** Holidays are working days for duty people, as in `presenceAt`. */
function daysOff({ role, absences }: Manager, holidays: LadderContext["business"]["holidays"]) {
  return role === "duty" ? absences : [...absences, ...holidays];
}

export function drainTimer(lead: Lead, context: LadderContext): LadderEffect {
  const dueAt = nextDrain(lead, context);
  return dueAt ? { kind: "set_timer", dueAt } : { kind: "cancel_timer" };
}

/**
 * Somebody may have become available for a lead whose ladder has run out: whoever was not asked yet gets it on offer,
 * beside the person with the task. Each manager is asked once, so this comes to an end; the first to take it wins.
 */
export function drainBacklog(lead: Lead, context: LadderContext): LadderResult {
  const { at, makeId } = context;
  // A person is answering already, whoever has the task.
  if (lead.ladder.status !== "ended" || lead.firstHumanReplyAt) return { lead, effects: [] };
  const until = heldUntil(lead, context);
  if (until) return { lead, effects: [{ kind: "set_timer", dueAt: until }] };
  const seen = offeredTo(lead);
  for (const [rung, { offer }] of lead.rungs.entries()) {
    const { managerIds } = context.chooseFor(offer, seen);
    const chosen = offer === "all" ? managerIds : managerIds.slice(0, 1);
    if (chosen.length === 0) continue;
    const offers = chosen.map((managerId): Offer => ({
      id: makeId("offer"),
      managerId,
      rung,
      offeredAt: at,
    }));
    const offered = { ...lead, offers: [...lead.offers, ...offers] };
    const alerts = offers.map(({ id, managerId }): LadderEffect => ({
      kind: "alert",
      offerId: id,
      managerId,
    }));
    return { lead: offered, effects: [...alerts, drainTimer(offered, context)] };
  }
  return { lead, effects: [drainTimer(lead, context)] };
}
