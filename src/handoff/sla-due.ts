import type { Business } from "../domain/business.ts";
import { addWorkingTime } from "../domain/calendar.ts";
import type { LeadRequest } from "../domain/lead.ts";
import { openingHours } from "../domain/opening.ts";

/**
 * Until when a person has to answer a request made at `from`: the target of its priority in working time of its branch,
 * or by the wall clock where the owner says so.
 */
export function slaDueAt(request: LeadRequest, business: Business, from: Date): Date {
  const targetMs = business.sla.targetsMs[request.priority];
  const hours = openingHours(business, request.branchId);
  if (business.sla.clock === "wall" || hours === undefined) return new Date(from.getTime() + targetMs);
  return addWorkingTime(from, targetMs, hours, business.timezone, business.holidays);
}
