import type { Business } from "../domain/business.ts";
import { addWorkingTime, workingTimeBetween } from "../domain/calendar.ts";
import type { Lead } from "../domain/lead.ts";
import { openingHours } from "../domain/opening.ts";

/** What happens on the way to a promised answer. */
export type SlaStep = "halfway" | "close" | "breached";

export interface SlaMoment {
  readonly step: SlaStep;
  readonly at: Date;
}

/** Shares of the promised time at which whoever has the lead is reminded. */
const REMINDERS = [
  { step: "halfway", share: 0.5 },
  { step: "close", share: 0.8 },
] as const;

/** The reminders and the end of a lead's promised time, in order; in working time unless the promise is by the wall clock. */
export function slaMoments(lead: Lead, business: Business): readonly SlaMoment[] {
  const { createdAt, slaDueAt, request } = lead;
  const hours = openingHours(business, request.branchId);
  const at = (share: number): Date => {
    if (business.sla.clock === "wall" || hours === undefined) {
      return new Date(createdAt.getTime() + share * (slaDueAt.getTime() - createdAt.getTime()));
    }
    const { timezone, holidays } = business;
    const promisedMs = workingTimeBetween(createdAt, slaDueAt, hours, timezone, holidays);
    const moment = addWorkingTime(createdAt, promisedMs * share, hours, timezone, holidays);
    return moment < slaDueAt ? moment : slaDueAt;
  };
  return [
    ...REMINDERS.map(({ step, share }): SlaMoment => ({ step, at: at(share) })),
    { step: "breached", at: slaDueAt },
  ];
}

/**
 * When the promise of a lead has to be looked at next after `at`; `undefined` once a human has answered, the lead is
 * closed or the breach is behind. A promise that was brought forward into the past is due at once.
 */
export function nextSlaMoment(lead: Lead, business: Business, at: Date): Date | undefined {
  if (lead.firstHumanReplyAt || lead.ladder.status === "closed") return undefined;
  return slaMoments(lead, business).find((moment) => moment.at > at)?.at;
}
