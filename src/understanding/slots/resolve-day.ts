import { addDays, type LocalTime } from "../../domain/calendar.ts";
import type { DayOrSpan } from "./find-dates.ts";

const pad = (value: number): string => String(value).padStart(2, "0");
const isoDay = (year: number, month: number, day: number): string => `${year}-${pad(month)}-${pad(day)}`;
const daysBetween = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000;
const mondayOf = (today: LocalTime): string => addDays(today.day, -today.weekday);

const NEXT = /^(?:следующ|след|будущ|next)/u;
const LAST = /^(?:прошл|last)/u;
/** «На той неделе» is the one to come, «в ту пятницу» is not told apart from this one. */
const NEXT_WEEK = /^(?:следующ|след|будущ|той|next)/u;

function isRealDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return (
    month >= 1 && month <= 12 && day >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  );
}

/** The year that puts the day nearest to today: «8 марта» written on the 11th was three days ago. */
function nearestYear(month: number, day: number, today: LocalTime): string | undefined {
  const year = Number(today.day.slice(0, 4));
  return [year, year + 1, year - 1]
    .filter((candidate) => isRealDay(candidate, month, day))
    .map((candidate) => isoDay(candidate, month, day))
    .toSorted((a, b) => Math.abs(daysBetween(today.day, a)) - Math.abs(daysBetween(today.day, b)))
    .at(0);
}

/** The ISO day of a date whose year may be left out or in two digits; `undefined` for «31 апреля». */
export function dayOfMonth(
  month: number | undefined,
  day: number,
  yearText: string | undefined,
  today: LocalTime,
): string | undefined {
  if (month === undefined) return undefined;
  if (yearText === undefined) return nearestYear(month, day, today);
  const year = yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText);
  return isRealDay(year, month, day) ? isoDay(year, month, day) : undefined;
}

/** The next day of the month with that number, today included. */
export function nextOfMonth(day: number, today: LocalTime): string | undefined {
  const [year = 0, month = 1] = today.day.split("-").map(Number);
  for (let ahead = 0; ahead < 3; ahead += 1) {
    const candidateMonth = ((month - 1 + ahead) % 12) + 1;
    const candidateYear = year + Math.floor((month - 1 + ahead) / 12);
    if (!isRealDay(candidateYear, candidateMonth, day)) continue;
    const iso = isoDay(candidateYear, candidateMonth, day);
    if (iso >= today.day) return iso;
  }
  return undefined;
}

/** Minutes of the day before which it is still night. */
const MORNING = 6 * 60;

/** A weekday within the next seven days, or of the next or last week when `which` says so. */
export function weekdayDay(weekday: number, which: string | undefined, today: LocalTime): string {
  // At three in the night «на четверг» is the day that is about to break.
  const isBreaking = weekday === today.weekday && today.minute < MORNING && which === undefined;
  const ahead = isBreaking ? 0 : (weekday - today.weekday + 7) % 7 || 7;
  if (which && LAST.test(which)) return addDays(today.day, ahead - 7);
  if (which && NEXT.test(which)) return addDays(mondayOf(today), 7 + weekday);
  return addDays(today.day, ahead);
}

/** «На следующей неделе во вторник», «в четверг на этой неделе». */
export function weekdayOfWeek(weekday: number, which: string, today: LocalTime): string {
  const shift = NEXT_WEEK.test(which) ? 7 : LAST.test(which) ? -7 : 0;
  return addDays(mondayOf(today), shift + weekday);
}

/** «Через две недели в понедельник»: Monday of the week after next. */
export function weekdayAhead(weekday: number, weeks: number, today: LocalTime): string {
  return addDays(mondayOf(today), weeks * 7 + weekday);
}

export function week(which: string | undefined, today: LocalTime): DayOrSpan {
  const monday = mondayOf(today);
  if (which && NEXT_WEEK.test(which)) return { from: addDays(monday, 7), to: addDays(monday, 13) };
  if (which && LAST.test(which)) return { from: addDays(monday, -7), to: addDays(monday, -1) };
  return { from: today.day, to: addDays(monday, 6) };
}

export function weekend(which: string | undefined, today: LocalTime): DayOrSpan {
  const shift = which && NEXT.test(which) ? 7 : which && LAST.test(which) ? -7 : 0;
  const saturday = addDays(mondayOf(today), 5 + shift);
  return today.weekday === 6 && shift === 0 ? today.day : { from: saturday, to: addDays(saturday, 1) };
}

function monthEnd(year: number, month: number): string {
  return addDays(month === 12 ? isoDay(year + 1, 1, 1) : isoDay(year, month + 1, 1), -1);
}

/** «До конца недели», «до конца месяца»: from today on. */
export function untilEnd(of: string, today: LocalTime): DayOrSpan {
  const [year = 0, month = 1] = today.day.split("-").map(Number);
  const end = /^(?:недел|week)/u.test(of) ? addDays(mondayOf(today), 6) : monthEnd(year, month);
  return spanOf(today.day, end) ?? today.day;
}

export function partOfMonth(part: string, month: number | undefined, today: LocalTime): DayOrSpan {
  const [year = 0, current = 1] = today.day.split("-").map(Number);
  const wanted = month ?? current;
  const wantedYear = wanted < current ? year + 1 : year;
  const last = monthEnd(wantedYear, wanted);
  if (part.startsWith("нач"))
    return { from: isoDay(wantedYear, wanted, 1), to: isoDay(wantedYear, wanted, 10) };
  if (part.startsWith("сер"))
    return { from: isoDay(wantedYear, wanted, 11), to: isoDay(wantedYear, wanted, 20) };
  return { from: isoDay(wantedYear, wanted, 21), to: last };
}

export function partOfWeek(part: string, which: string | undefined, today: LocalTime): DayOrSpan {
  const monday = addDays(mondayOf(today), which && NEXT_WEEK.test(which) ? 7 : 0);
  const span = (from: number, to: number): DayOrSpan => ({
    from: addDays(monday, from),
    to: addDays(monday, to),
  });
  if (part.startsWith("нач")) {
    const start = today.weekday > 1 && !which ? addDays(monday, 7) : monday;
    return { from: start, to: addDays(start, 1) };
  }
  return part.startsWith("сер") ? span(2, 3) : span(3, 4);
}

/** So many days, weeks or months from today. */
export function inSome(count: number, unit: string, today: LocalTime): string | undefined {
  if (/^(?:дн|ден|day)/u.test(unit)) return addDays(today.day, count);
  if (/^(?:недел|week)/u.test(unit)) return addDays(today.day, count * 7);
  if (/^(?:месяц|month)/u.test(unit)) return shiftMonths(today.day, count);
  return today.day;
}

function shiftMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const index = month - 1 + count;
  const target = { year: year + Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  const last = Number(monthEnd(target.year, target.month).slice(8));
  return isoDay(target.year, target.month, Math.min(date, last));
}

/** The days from one to the other; one of them when they don't follow or one is unknown. */
export function spanOf(from: string | undefined, to: string | undefined): DayOrSpan | undefined {
  if (!from || !to) return from ?? to;
  return from < to ? { from, to } : from;
}

/** «С 5 по 10», «с 28 по 3»: days of a month, or the next such days. */
export function spanOfDays(
  first: number,
  last: number,
  month: number | undefined,
  today: LocalTime,
): DayOrSpan | undefined {
  if (month !== undefined)
    return spanOf(dayOfMonth(month, first, undefined, today), dayOfMonth(month, last, undefined, today));
  const from = nextOfMonth(first, today);
  const following = from === undefined ? undefined : nextOfMonth(last, { ...today, day: from });
  return spanOf(from, following);
}

/** The rest of a month to come, or all of it. */
export function wholeMonth(month: number | undefined, today: LocalTime): DayOrSpan | undefined {
  if (month === undefined) return undefined;
  const [year = 0, current = 1] = today.day.split("-").map(Number);
  const wantedYear = month < current ? year + 1 : year;
  const first = isoDay(wantedYear, month, 1);
  return { from: first < today.day ? today.day : first, to: monthEnd(wantedYear, month) };
}
