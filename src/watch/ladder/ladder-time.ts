import type { Business } from "../../domain/business.ts";
import { addWorkingTime } from "../../domain/calendar.ts";
import type { LadderContext } from "../../domain/ladder.ts";
import type { Lead } from "../../domain/lead.ts";
import { restsWhenClosed } from "../../domain/night-rest.ts";
import { isOpen, nextOpening, openingHours } from "../../domain/opening.ts";

/** The opening that a lead has to wait for before anybody is bothered with it; `undefined` when it need not. */
export function heldUntil(lead: Lead, { business, at }: LadderContext): Date | undefined {
  const { branchId } = lead.request;
  if (!restsWhenClosed(lead.request, business) || isOpen(business, at, branchId)) return undefined;
  return nextOpening(business, at, branchId);
}

/**
 * When a wait that begins at `from` is over. For a lead that rests at night only working time counts, so an offer made
 * a minute before closing does not run out while everybody sleeps.
 */
export function waitEnd(lead: Lead, from: Date, waitMs: number, business: Business): Date {
  const hours = openingHours(business, lead.request.branchId);
  if (hours === undefined || !restsWhenClosed(lead.request, business))
    return new Date(from.getTime() + waitMs);
  return addWorkingTime(from, waitMs, hours, business.timezone, business.holidays);
}
