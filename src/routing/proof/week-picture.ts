import type { Business } from "../../domain/business.ts";
import { addDays, toLocalTime, WEEK_DAYS } from "../../domain/calendar.ts";
import { bitsOf, hasBit, NONE } from "./bits.ts";
import type { WeekPicture } from "./coverage-report.ts";
import type { TimeGrid } from "./time-grid.ts";

const SLOT_MINUTES = 30;
const DAY_MINUTES = 1440;
const SLOTS_A_DAY = DAY_MINUTES / SLOT_MINUTES;

/** The first seven days of the grid for the eye. @param holes States in which some lead finds nobody. */
export function toWeekPicture(business: Business, grid: TimeGrid, holes: bigint): WeekPicture {
  const first = toLocalTime(grid.from, business.timezone).day;
  const days = WEEK_DAYS.map((_, ahead) => addDays(first, ahead));
  const slots = SLOTS_A_DAY * days.length;
  const counts = Array.from({ length: slots }, () => Number.POSITIVE_INFINITY);
  const isHole = Array.from({ length: slots }, () => false);
  const isOpen = Array.from({ length: slots }, () => false);
  const spans = business.team.map((): { from: number; to: number }[] => []);
  for (const stretch of grid.stretches) {
    const dayIndex = days.indexOf(stretch.local.day);
    const state = grid.states[stretch.state];
    if (dayIndex < 0 || !state) continue;
    const from = dayIndex * DAY_MINUTES + stretch.local.minute;
    const to = from + (stretch.to.getTime() - stretch.from.getTime()) / 60_000;
    const people = bitsOf(state.onShift);
    for (let slot = Math.floor(from / SLOT_MINUTES); slot * SLOT_MINUTES < to && slot < slots; slot += 1) {
      counts[slot] = Math.min(counts[slot] ?? 0, people.length);
      isHole[slot] ||= hasBit(holes, stretch.state);
      isOpen[slot] ||= state.open !== NONE;
    }
    for (const person of people) {
      const own = spans[person];
      const last = own?.at(-1);
      if (last && last.to === from) last.to = to;
      else own?.push({ from, to });
    }
  }
  return {
    days,
    slotMinutes: SLOT_MINUTES,
    counts: counts.map((count) => (Number.isFinite(count) ? count : 0)),
    holes: isHole,
    isOpen,
    people: business.team.map(({ id, name, role }, index) => ({ id, name, role, spans: spans[index] ?? [] })),
  };
}
