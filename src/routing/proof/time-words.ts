import { toLocalTime } from "../../domain/calendar.ts";
import type { Language } from "../../domain/category.ts";
import { formatClock, formatDay } from "../../domain/format.ts";
import type { Interval } from "./coverage-report.ts";
import { patternsOf, type Pattern } from "./intervals.ts";
import type { TimeGrid } from "./time-grid.ts";

const DAY_MINUTES = 1440;
/** More entries than this become "and 5 more". */
const MAX_LISTED = 6;

const IN_DAY: Record<Language, readonly string[]> = {
  ru: ["в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"],
  en: ["on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "on Saturday", "on Sunday"],
};
const OF_DAY: Record<Language, readonly string[]> = {
  ru: ["понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};
const SHORT: Record<Language, readonly string[]> = {
  ru: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};

export interface TimeWordsContext {
  readonly grid: Pick<TimeGrid, "from" | "to">;
  readonly timezone: string;
  readonly language: Language;
}

export function clockOf(minute: number): string {
  const inDay = ((minute % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}

/** The plainest of some intervals: one that comes every week, the longest of these. */
export function plainest(intervals: readonly Interval[], context: TimeWordsContext): Pattern | undefined {
  return patternsOf(intervals, context.grid, context.timezone).toSorted(
    (a, b) => Number(b.isWeekly) - Number(a.isWeekly) || b.lengthMinutes - a.lengthMinutes,
  )[0];
}

/** When a pattern holds, as a sentence begins: «в субботу с 14:05 до 15:00», «круглые сутки». */
export function sayPattern(pattern: Pattern, context: TimeWordsContext): string {
  const { language, timezone } = context;
  const { first, lengthMinutes, weekday } = pattern;
  const isRussian = language === "ru";
  if (isAlways(first, context)) return isRussian ? "круглые сутки" : "at any hour";
  const end = toLocalTime(first.to, timezone);
  const [from, to] = [formatClock(first.from, timezone), formatClock(first.to, timezone)];
  const isOneDay = pattern.from + lengthMinutes <= DAY_MINUTES;
  if (pattern.isWeekly) {
    if (isOneDay && lengthMinutes === DAY_MINUTES) {
      return `${IN_DAY[language][weekday]} ${isRussian ? "весь день" : "all day"}`;
    }
    if (isOneDay)
      return `${IN_DAY[language][weekday]} ${span(from, to === "00:00" ? "24:00" : to, language)}`;
    const [start, finish] = [OF_DAY[language][weekday], OF_DAY[language][end.weekday]];
    return isRussian ? `с ${from} ${start} до ${to} ${finish}` : `from ${from} ${start} to ${to} ${finish}`;
  }
  const day = formatDay(toLocalTime(first.from, timezone).day, language);
  if (isOneDay && lengthMinutes === DAY_MINUTES) return `${day}, ${isRussian ? "весь день" : "all day"},`;
  if (isOneDay) return `${day}, ${span(from, to === "00:00" ? "24:00" : to, language)}`;
  const until = formatDay(end.day, language);
  return isRussian ? `с ${day}, ${from} до ${until}, ${to}` : `from ${day}, ${from} to ${until}, ${to}`;
}

function isAlways({ from, to }: Interval, { grid }: TimeWordsContext): boolean {
  return from <= grid.from && to >= grid.to;
}

function span(from: string, to: string, language: Language): string {
  return language === "ru" ? `с ${from} до ${to}` : `from ${from} to ${to}`;
}

/** All the hours in short: «пн–пт 21:00–10:00, 8 марта, вс 00:00–24:00». */
export function listTimes(intervals: readonly Interval[], context: TimeWordsContext): string {
  const [only] = intervals;
  if (only && isAlways(only, context)) return context.language === "ru" ? "круглые сутки" : "at any hour";
  const patterns = patternsOf(intervals, context.grid, context.timezone);
  const entries = [...weeklyEntries(patterns, context), ...datedEntries(patterns, context)];
  if (entries.length <= MAX_LISTED) return entries.join(", ");
  const rest = entries.length - MAX_LISTED;
  const more = context.language === "ru" ? `и ещё ${rest}` : `and ${rest} more`;
  return `${entries.slice(0, MAX_LISTED).join(", ")} ${more}`;
}

function weeklyEntries(patterns: readonly Pattern[], { language }: TimeWordsContext): readonly string[] {
  const byHours = new Map<string, number[]>();
  for (const { isWeekly, from, lengthMinutes, weekday } of patterns) {
    if (!isWeekly) continue;
    const hours = hoursOf(from, lengthMinutes);
    byHours.set(hours, [...(byHours.get(hours) ?? []), weekday]);
  }
  return [...byHours]
    .toSorted(([, a], [, b]) => Math.min(...a) - Math.min(...b))
    .map(([hours, days]) => `${joinDays(days, language)} ${hours}`);
}

function datedEntries(patterns: readonly Pattern[], { language }: TimeWordsContext): readonly string[] {
  return patterns
    .filter(({ isWeekly }) => !isWeekly)
    .flatMap(({ days, from, lengthMinutes }) =>
      days.map((day) => ({ day, text: `${formatDay(day, language)} ${hoursOf(from, lengthMinutes)}` })),
    )
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ text }) => text);
}

function hoursOf(from: number, lengthMinutes: number): string {
  const to = from + lengthMinutes;
  const days = Math.floor(to / DAY_MINUTES);
  const until = to === DAY_MINUTES ? "24:00" : clockOf(to);
  return `${clockOf(from)}–${until}${days > 1 || (days === 1 && lengthMinutes > DAY_MINUTES) ? ` (+${days})` : ""}`;
}

/** `пн–пт`, `сб`, `пн, ср`. */
function joinDays(days: readonly number[], language: Language): string {
  const names = SHORT[language];
  const runs: [number, number][] = [];
  for (const day of days.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs
    .map(([from, to]) =>
      from === to ? names[from] : `${names[from]}${to - from > 1 ? "–" : ", "}${names[to]}`,
    )
    .join(", ");
}
