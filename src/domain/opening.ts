import type { Business } from "./business.ts";
import { isWithinHours, nextWithinHours, WEEK_DAYS, type MinuteSpan, type WeekHours } from "./calendar.ts";

/**
 * Working hours of one branch, or of the whole business (open while any branch is) when the branch is not known.
 * `undefined` when the business names no branch at all: it keeps no hours and is always open.
 */
export function openingHours(business: Business, branchId?: string): WeekHours | undefined {
  const branch = business.branches.find((candidate) => candidate.id === branchId);
  if (branch) return branch.hours;
  const [only, ...others] = business.branches;
  if (!only || others.length === 0) return only?.hours;
  const days: [string, readonly MinuteSpan[]][] = WEEK_DAYS.map((day) => [
    day,
    business.branches.flatMap((candidate) => candidate.hours[day] ?? []),
  ]);
  return Object.fromEntries(days.filter(([, spans]) => spans.length > 0));
}

/** Whether the branch (or any branch, when it is not known) works at that moment; holidays are closed. */
export function isOpen(business: Business, at: Date, branchId?: string): boolean {
  const hours = openingHours(business, branchId);
  return hours === undefined || isWithinHours(at, hours, business.timezone, business.holidays);
}

/** When the branch opens next, `at` included; `undefined` when it does not open within 400 days. */
export function nextOpening(business: Business, at: Date, branchId?: string): Date | undefined {
  const hours = openingHours(business, branchId);
  return hours === undefined ? at : nextWithinHours(at, hours, business.timezone, business.holidays);
}
