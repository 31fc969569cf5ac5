import type { Business, Manager } from "./business.ts";
import { coversLocalTime, isDayWithin, toLocalTime, type LocalTime } from "./calendar.ts";

export type Presence = "on_shift" | "off_shift" | "absent";

/**
 * Whether a manager works at a local moment of the business. Holidays of the business are days off for managers and
 * heads; duty people keep their shifts, which is what a duty is for. A night shift belongs to the day it began on.
 */
export function presenceAt(manager: Manager, business: Business, local: LocalTime): Presence {
  const free = manager.role === "duty" ? [] : business.holidays;
  if (coversLocalTime(local, manager.shifts, free)) {
    if (manager.absences.length === 0) return "on_shift";
    return coversLocalTime(local, manager.shifts, [...manager.absences, ...free]) ? "on_shift" : "absent";
  }
  return isDayWithin(local.day, manager.absences) ? "absent" : "off_shift";
}

export function isOnShift(manager: Manager, business: Business, at: Date): boolean {
  return presenceAt(manager, business, toLocalTime(at, business.timezone)) === "on_shift";
}
