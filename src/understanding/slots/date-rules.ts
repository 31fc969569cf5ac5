import { addDays, type LocalTime } from "../../domain/calendar.ts";
import type { DateRule, DayOrSpan } from "./find-dates.ts";
import { lowerCasePattern } from "./lower-case-pattern.ts";
import { COUNT_SOURCE, countOf, ORDINAL_SOURCE, ordinalOf } from "./numerals.ts";

const WEEKDAYS: readonly (readonly [string, number])[] = [
  [String.raw`понедельник\p{L}*|пн|monday|mon`, 0],
  [String.raw`вторник\p{L}*|вт|tuesday|tue`, 1],
  [String.raw`сред[ауеы]|ср|wednesday|wed`, 2],
  [String.raw`четверг\p{L}*|чт|thursday|thu`, 3],
  [String.raw`пятниц\p{L}*|пт|friday|fri`, 4],
  [String.raw`суббот\p{L}*|сб|saturday|sat`, 5],
  [String.raw`воскресень\p{L}*|вс|sunday|sun`, 6],
];
const WEEKDAY_SOURCE = WEEKDAYS.map(([source]) => source).join("|");

const MONTHS: readonly (readonly [string, number])[] = [
  ["январ\\p{L}*|янв|january|jan", 1],
  ["феврал\\p{L}*|фев|february|feb", 2],
  ["марта?|марте|мар|march", 3],
  ["апрел\\p{L}*|апр|april|apr", 4],
  ["ма[яейю]|may", 5],
  ["июн\\p{L}*|june|jun", 6],
  ["июл\\p{L}*|july|jul", 7],
  ["август\\p{L}*|авг|august|aug", 8],
  ["сентябр\\p{L}*|сен|сент|september|sep|sept", 9],
  ["октябр\\p{L}*|окт|october|oct", 10],
  ["ноябр\\p{L}*|ноя|november|nov", 11],
  ["декабр\\p{L}*|дек|december|dec", 12],
];
const MONTH_SOURCE = MONTHS.map(([source]) => source).join("|");

const LEFT_EDGE = String.raw`(?<![\p{L}\p{N}])`;
const RIGHT_EDGE = String.raw`(?![\p{L}\p{N}])`;
const rule = (source: string, read: DateRule["read"], isWeak = false): DateRule => ({
  pattern: lowerCasePattern(`${LEFT_EDGE}(?:${source})${RIGHT_EDGE}`, "gu"),
  read,
  isWeak,
});

const numberIn = (
  word: string | undefined,
  list: readonly (readonly [string, number])[],
): number | undefined => list.find(([source]) => new RegExp(`^(?:${source})$`, "iu").test(word ?? ""))?.[1];

const pad = (value: number): string => String(value).padStart(2, "0");
const isoDay = (year: number, month: number, day: number): string => `${year}-${pad(month)}-${pad(day)}`;

function isRealDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return (
    month >= 1 && month <= 12 && day >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  );
}

const daysBetween = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000;

/** The year that puts the day nearest to today: «8 марта» written on the 11th was three days ago. */
function nearestYear(month: number, day: number, today: LocalTime): string | undefined {
  const year = Number(today.day.slice(0, 4));
  return [year, year + 1, year - 1]
    .filter((candidate) => isRealDay(candidate, month, day))
    .map((candidate) => isoDay(candidate, month, day))
    .toSorted((a, b) => Math.abs(daysBetween(today.day, a)) - Math.abs(daysBetween(today.day, b)))
    .at(0);
}

function withYear(
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
function nextOfMonth(day: number, today: LocalTime): string | undefined {
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

const mondayOf = (today: LocalTime): string => addDays(today.day, -today.weekday);

function weekdayDay(weekday: number, which: string | undefined, today: LocalTime): string {
  const ahead = (weekday - today.weekday + 7) % 7 || 7;
  if (which && /^(?:прошл|last)/u.test(which)) return addDays(today.day, ahead - 7);
  if (which && /^(?:следующ|след|будущ|next)/u.test(which)) return addDays(mondayOf(today), 7 + weekday);
  return addDays(today.day, ahead);
}

function week(which: string | undefined, today: LocalTime): DayOrSpan {
  const monday = mondayOf(today);
  if (which && /^(?:следующ|след|будущ|той|next)/u.test(which))
    return { from: addDays(monday, 7), to: addDays(monday, 13) };
  if (which && which.startsWith("прошл")) return { from: addDays(monday, -7), to: addDays(monday, -1) };
  return { from: today.day, to: addDays(monday, 6) };
}

function weekend(which: string | undefined, today: LocalTime): DayOrSpan {
  const shift =
    which && /^(?:следующ|след|будущ|next)/u.test(which) ? 7 : which && which.startsWith("прошл") ? -7 : 0;
  const saturday = addDays(mondayOf(today), 5 + shift);
  return today.weekday === 6 && shift === 0 ? today.day : { from: saturday, to: addDays(saturday, 1) };
}

function monthEnd(year: number, month: number): string {
  return addDays(month === 12 ? isoDay(year + 1, 1, 1) : isoDay(year, month + 1, 1), -1);
}

function partOfMonth(part: string, month: number | undefined, today: LocalTime): DayOrSpan {
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

function partOfWeek(part: string, which: string | undefined, today: LocalTime): DayOrSpan {
  const monday = addDays(mondayOf(today), which && /^(?:следующ|след|будущ)/u.test(which) ? 7 : 0);
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

function inSome(count: number, unit: string, today: LocalTime): string | undefined {
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

function span(from: string | undefined, to: string | undefined): DayOrSpan | undefined {
  if (!from || !to) return from ?? to;
  return from < to ? { from, to } : from;
}

const UNIT = String.raw`(?<unit>дн\p{L}+|день|недел\p{L}+|месяц\p{L}*|days?|weeks?|months?)`;
const WHICH = String.raw`(?:(?<which>следующ\p{L}+|след|ближайш\p{L}+|эт\p{L}+|прошл\p{L}+|будущ\p{L}+|той|next|this|coming|last)\.? )?`;

/** In order of trust: what an earlier rule has read, a later one doesn't read again. */
export const DATE_RULES: readonly DateRule[] = [
  rule(String.raw`(?<year>20\d\d)-(?<month>\d\d)-(?<day>\d\d)`, ({ year, month, day }, today) =>
    withYear(Number(month), Number(day), year, today),
  ),
  rule(
    String.raw`(?:с|со|между|from|between) ?(?<first>\d{1,2})(?:-?го|-?е)? (?:по|до|и|to|and) (?<last>\d{1,2})(?:-?го|-?е)? (?<month>${MONTH_SOURCE}|числа|число)`,
    ({ first, last, month }, today) => spanOfDays(first, last, month, today),
  ),
  rule(
    String.raw`(?<first>\d{1,2}) ?[-–—] ?(?<last>\d{1,2}) (?<month>${MONTH_SOURCE}|числа)`,
    ({ first, last, month }, today) => spanOfDays(first, last, month, today),
  ),
  rule(
    String.raw`(?<day>\d{1,2})(?:-?(?:го|ое|ого|е|th|st|nd|rd))? (?:of )?(?<month>${MONTH_SOURCE})\.?(?: (?<year>20\d\d))?`,
    ({ day, month, year }, today) => withYear(numberIn(month, MONTHS), Number(day), year, today),
  ),
  rule(
    String.raw`(?<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.? (?<day>\d{1,2})(?:th|st|nd|rd)?(?:,? (?<year>20\d\d))?`,
    ({ day, month, year }, today) => withYear(numberIn(month, MONTHS), Number(day), year, today),
  ),
  rule(
    String.raw`(?<words>${ORDINAL_SOURCE}) (?<month>${MONTH_SOURCE}|числа|число)`,
    ({ words, month }, today) => {
      const day = ordinalOf(words ?? "");
      const named = numberIn(month, MONTHS);
      if (day === undefined) return undefined;
      return named === undefined ? nextOfMonth(day, today) : withYear(named, day, undefined, today);
    },
  ),
  rule(
    String.raw`(?<day>0?[1-9]|[12]\d|3[01])[./](?<month>0[1-9]|1[0-2])(?:[./](?<year>20\d\d|\d\d))?(?!\s*(?:млн|тыс|руб|%|квт|мм|м|кг))`,
    ({ day, month, year }, today) => withYear(Number(month), Number(day), year, today),
  ),
  rule(String.raw`(?<day>[12]?\d|3[01])(?:-?(?:го|е|ое|ого)(?: числ[оа])?| числ[оа])`, ({ day }, today) =>
    nextOfMonth(Number(day), today),
  ),
  rule(String.raw`(?:к|на|до|после|с|the) (?<day>[12]?\d|3[01])(?:-?(?:му|th|st|nd|rd))`, ({ day }, today) =>
    nextOfMonth(Number(day), today),
  ),
  rule("послепослезавтра", (_, today) => addDays(today.day, 3)),
  rule(String.raw`послезавтра\p{L}*|day after tomorrow`, (_, today) => addDays(today.day, 2)),
  rule(String.raw`завтра\p{L}*|tomorrow`, (_, today) => addDays(today.day, 1)),
  rule(String.raw`позавчера\p{L}*`, (_, today) => addDays(today.day, -2)),
  rule(String.raw`вчера\p{L}*|yesterday`, (_, today) => addDays(today.day, -1)),
  rule(
    String.raw`сегодня\p{L}*|today|tonight|this morning|this afternoon|this evening`,
    (_, today) => today.day,
  ),
  rule(String.raw`через (?:(?<count>\d+|${COUNT_SOURCE}) )?${UNIT}`, ({ count, unit }, today) =>
    inSome(count === undefined ? 1 : (countOf(count) ?? 1), unit ?? "", today),
  ),
  rule(String.raw`in (?<count>\d+|a|two|three) ${UNIT}`, ({ count, unit }, today) =>
    inSome(
      count === "two" ? 2 : count === "three" ? 3 : count === "a" ? 1 : Number(count),
      unit ?? "",
      today,
    ),
  ),
  rule(String.raw`(?<count>\d+|${COUNT_SOURCE}) ${UNIT} назад`, ({ count, unit }, today) =>
    inSome(-(countOf(count ?? "") ?? 1), unit ?? "", today),
  ),
  rule(String.raw`(?<unit>недел[юи]|месяц|день) назад`, ({ unit }, today) => inSome(-1, unit ?? "", today)),
  rule(
    String.raw`(?:в |на |к |под )?(?<part>начал[оеу]|середин[еу]|кон(?:ец|це|цу)) ${WHICH}недел[ие]`,
    ({ part, which }, today) => partOfWeek(part ?? "", which, today),
  ),
  rule(
    String.raw`(?:в |на |к |под )?(?<part>начал[оеу]|середин[еу]|кон(?:ец|це|цу)) (?<month>${MONTH_SOURCE}|месяца)`,
    ({ part, month }, today) => partOfMonth(part ?? "", numberIn(month, MONTHS), today),
  ),
  rule(
    String.raw`(?:с|со) (?<first>${WEEKDAY_SOURCE}) (?:по|до) (?<last>${WEEKDAY_SOURCE})`,
    ({ first, last }, today) => {
      const from = weekdayDay(numberIn(first, WEEKDAYS) ?? 0, undefined, today);
      const distance = ((numberIn(last, WEEKDAYS) ?? 0) - (numberIn(first, WEEKDAYS) ?? 0) + 7) % 7;
      return span(from, addDays(from, distance));
    },
  ),
  rule(String.raw`${WHICH}(?<day>${WEEKDAY_SOURCE})`, ({ which, day }, today) => {
    if (/(?:ам|ах)$/u.test(day ?? "")) return undefined;
    const weekday = numberIn(day, WEEKDAYS);
    return weekday === undefined ? undefined : weekdayDay(weekday, which, today);
  }),
  rule(String.raw`(?:на |в |во |к )?${WHICH}(?:выходны(?:х|е|м)|weekend)`, ({ which }, today) =>
    weekend(which, today),
  ),
  rule(String.raw`(?:на |this |next )${WHICH}(?:недел[еи]|недельке|week)`, ({ which }, today) =>
    week(which, today),
  ),
  rule(String.raw`(?:следующая неделя|след неделя|next week)`, (_, today) => week("next", today)),
  rule(String.raw`(?:в|на|in) (?<month>${MONTH_SOURCE})`, ({ month }, today) =>
    wholeMonth(numberIn(month, MONTHS), today),
  ),
  rule(
    String.raw`сейчас|прямо сейчас|прям сейчас|right now|через (?:час|полчаса|пару часов|\d+ минут\p{L}*|\d+ час\p{L}*|два часа|три часа)|в течение (?:часа|дня)`,
    (_, today) => today.day,
    true,
  ),
];

function spanOfDays(
  first: string | undefined,
  last: string | undefined,
  month: string | undefined,
  today: LocalTime,
): DayOrSpan | undefined {
  const named = numberIn(month, MONTHS);
  if (named === undefined) return span(nextOfMonth(Number(first), today), nextOfMonth(Number(last), today));
  return span(
    withYear(named, Number(first), undefined, today),
    withYear(named, Number(last), undefined, today),
  );
}

function wholeMonth(month: number | undefined, today: LocalTime): DayOrSpan | undefined {
  if (month === undefined) return undefined;
  const [year = 0, current = 1] = today.day.split("-").map(Number);
  const wantedYear = month < current ? year + 1 : year;
  const first = isoDay(wantedYear, month, 1);
  return { from: first < today.day ? today.day : first, to: monthEnd(wantedYear, month) };
}
