import { priorityRank } from "../../domain/category.ts";
import type { Lead } from "../../domain/lead.ts";

/** Leads of one age group wait the same; timers are fired a few times a second. Milliseconds. */
const STEP_MS = 300;
/** Ages from which on a lead belongs to an earlier group; hours, the oldest first. */
const AGE_HOURS = [12, 8, 5, 3, 2, 1, 0.5] as const;

/**
 * How long a lead lets others go first when many become due at the same moment (an opening, the start of a shift): the
 * more urgent before the less, the older before the younger. Milliseconds, under ten seconds; older and younger are told
 * apart by groups of age.
 */
export function queueDelayMs(lead: Lead, dueAt: Date): number {
  const hours = (dueAt.getTime() - lead.createdAt.getTime()) / 3_600_000;
  const older = AGE_HOURS.findIndex((age) => hours >= age);
  const group = older < 0 ? AGE_HOURS.length : older;
  return (priorityRank(lead.request.priority) * (AGE_HOURS.length + 1) + group) * STEP_MS;
}
