import type { Business } from "../../domain/business.ts";
import { addWorkingTime } from "../../domain/calendar.ts";
import type { LadderContext } from "../../domain/ladder.ts";
import type { Lead } from "../../domain/lead.ts";
import { isOpen, nextOpening, openingHours } from "../../domain/opening.ts";

/** Whether the lead rests while its branch is closed. Critical and urgent ones never do. */
function restsWhenClosed({ request }: Lead, business: Business): boolean {
  return business.night.handoff === "next_opening" && request.priority !== "critical" && !request.urgent;
}

/** The opening that a lead has to wait for before anybody is bothered with it; `undefined` when it need not. */
export function heldUntil(lead: Lead, { business, at }: LadderContext): Date | undefined {
  const { branchId } = lead.request;
  if (!restsWhenClosed(lead, business) || isOpen(business, at, branchId)) return undefined;
  return nextOpening(business, at, branchId);
}

/**
 * When a wait that begins at `from` is over. For a lead that rests at night only working time counts, so an offer made
 * a minute before closing does not run out while everybody sleeps.
 */
export function waitEnd(lead: Lead, from: Date, waitMs: number, business: Business): Date {
  const hours = openingHours(business, lead.request.branchId);
  if (hours === undefined || !restsWhenClosed(lead, business)) return new Date(from.getTime() + waitMs);
  return addWorkingTime(from, waitMs, hours, business.timezone, business.holidays);
}
