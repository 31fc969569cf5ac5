import { addDays, toLocalTime } from "../../domain/calendar.ts";
import { hasBit } from "./bits.ts";
import type { Interval } from "./coverage-report.ts";
import type { TimeGrid } from "./time-grid.ts";

/** The stretches of these states as moments, neighbours joined. */
export function intervalsOf(grid: TimeGrid, states: bigint): readonly Interval[] {
  const intervals: { from: Date; to: Date }[] = [];
  for (const { from, to, state } of grid.stretches) {
    if (!hasBit(states, state)) continue;
    const last = intervals.at(-1);
    if (last && last.to.getTime() === from.getTime()) last.to = to;
    else intervals.push({ from, to });
  }
  return intervals;
}

/** Hours that come again every week, or on single days only. */
export interface Pattern {
  /** 0 Monday … 6 Sunday. */
  readonly weekday: number;
  /** Minute of the day on which it begins. */
  readonly from: number;
  readonly lengthMinutes: number;
  /** ISO days on which it begins. */
  readonly days: readonly string[];
  readonly isWeekly: boolean;
  readonly first: Interval;
}

/** A pattern holds weekly when at most this share of its weeks is an exception (a holiday, an absence). */
const MAX_EXCEPTIONS = 0.35;

/** Groups intervals by weekday and hours: what comes again in most weeks is told as a weekday, the rest as dates. */
export function patternsOf(
  intervals: readonly Interval[],
  grid: Pick<TimeGrid, "from" | "to">,
  timezone: string,
): readonly Pattern[] {
  const groups = new Map<
    string,
    { weekday: number; from: number; length: number; all: Interval[]; days: string[] }
  >();
  const whole = intervals.filter(({ from, to }) => from > grid.from && to < grid.to);
  // What the edges of the proof have cut short would look like an exception.
  for (const interval of whole.length > 0 ? whole : intervals) {
    const { weekday, minute, day } = toLocalTime(interval.from, timezone);
    const length = Math.round((interval.to.getTime() - interval.from.getTime()) / 60_000);
    const key = `${weekday}/${minute}/${length}`;
    const group = groups.get(key) ?? { weekday, from: minute, length, all: [], days: [] };
    group.all.push(interval);
    group.days.push(day);
    groups.set(key, group);
  }
  const weeks = countWeekdays(grid, timezone);
  return [...groups.values()].flatMap(({ weekday, from, length, all, days }): Pattern[] => {
    const [first] = all;
    if (!first) return [];
    const times = weeks[weekday] ?? 0;
    const isWeekly = days.length >= 3 && days.length >= times * (1 - MAX_EXCEPTIONS);
    return [{ weekday, from, lengthMinutes: length, days, isWeekly, first }];
  });
}

function countWeekdays({ from, to }: Pick<TimeGrid, "from" | "to">, timezone: string): readonly number[] {
  const counts = [0, 0, 0, 0, 0, 0, 0];
  const end = toLocalTime(to, timezone).day;
  for (let day = toLocalTime(from, timezone).day; day < end; day = addDays(day, 1)) {
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
    counts[weekday] = (counts[weekday] ?? 0) + 1;
  }
  return counts;
}
