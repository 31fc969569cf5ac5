import { addDays } from "../../domain/calendar.ts";
import { monthOf, MONTH_SOURCE, weekdayOf, WEEKDAY_SOURCE } from "./calendar-words.ts";
import type { DateRule } from "./find-dates.ts";
import { lowerCasePattern } from "./lower-case-pattern.ts";
import { COUNT_SOURCE, countOf, ORDINAL_SOURCE, ordinalOf } from "./numerals.ts";
import {
  dayOfMonth,
  inSome,
  nextOfMonth,
  partOfMonth,
  partOfWeek,
  spanOf,
  spanOfDays,
  untilEnd,
  week,
  weekdayAhead,
  weekdayDay,
  weekdayOfWeek,
  weekend,
  wholeMonth,
} from "./resolve-day.ts";

const LEFT_EDGE = String.raw`(?<![\p{L}\p{N}])`;
const RIGHT_EDGE = String.raw`(?![\p{L}\p{N}])`;
const rule = (source: string, read: DateRule["read"], isWeak = false): DateRule => ({
  pattern: lowerCasePattern(`${LEFT_EDGE}(?:${source})${RIGHT_EDGE}`, "gu"),
  read,
  isWeak,
});

const UNIT = String.raw`(?<unit>дн\p{L}+|день|недел\p{L}+|месяц\p{L}*|days?|weeks?|months?)`;
const WHICH_WORDS = String.raw`следующ\p{L}+|след|ближайш\p{L}+|эт\p{L}+|прошл\p{L}+|будущ\p{L}+|той|next|this|coming|last`;
const WHICH = String.raw`(?:(?<which>${WHICH_WORDS})\.? )?`;
const DAY = String.raw`(?:[12]?\d|3[01])`;
const NTH = String.raw`(?:-?(?:го|ое|ого|е|му|th|st|nd|rd))`;
/** After a bare number: not a clock, a unit or a sum. */
const NO_CLOCK = String.raw`(?![:.,]\d| ?(?:час|ч(?!\p{L})|утра|вечера|дня|ночи|минут|штук|шт|человек|тыс|млн|руб|лет|%|км|кг|м(?!\p{L})|мм|квт))`;
/** After an ordinal in words: the end, a mark, a time, or talk. «На первое занятие» names no day. */
const ENDS_DAY = String.raw`(?=\s*(?:$|[.,!?;)\n]|(?:числ\p{L}*|в|во|на|к|с|до|после|и|или|утром|днем|вечером|можно|есть|будет|запишите|пожалуйста|если|получится|свободно|места|\d)(?![\p{L}])))`;

/** Days of a month, by number or in words. */
const NUMBERED: readonly DateRule[] = [
  rule(String.raw`(?<year>20\d\d)-(?<month>\d\d)-(?<day>\d\d)`, ({ year, month, day }, today) =>
    dayOfMonth(Number(month), Number(day), year, today),
  ),
  rule(
    String.raw`(?:с|со|между|from|between) ?(?<first>${DAY})${NTH}? (?:по|до|и|to|and) (?<last>${DAY})${NTH}? (?<month>${MONTH_SOURCE}|числа|число)`,
    ({ first, last, month }, today) => spanOfDays(Number(first), Number(last), monthOf(month), today),
  ),
  rule(
    String.raw`(?:с|со) (?<first>${DAY})${NTH}? по (?<last>${DAY})${NTH}?${NO_CLOCK}`,
    ({ first, last }, today) => spanOfDays(Number(first), Number(last), undefined, today),
  ),
  rule(
    String.raw`(?<first>${DAY})${NTH}?(?: ?[-–—] ?| (?:или|либо|и|or|and) )(?<last>${DAY})${NTH}? (?<month>${MONTH_SOURCE}|числа)`,
    ({ first, last, month }, today) => spanOfDays(Number(first), Number(last), monthOf(month), today),
  ),
  rule(
    String.raw`(?<day>\d{1,2})(?:-?(?:го|ое|ого|е|th|st|nd|rd))? (?:of )?(?<month>${MONTH_SOURCE})\.?(?: (?<year>20\d\d))?`,
    ({ day, month, year }, today) => dayOfMonth(monthOf(month), Number(day), year, today),
  ),
  rule(
    String.raw`(?<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.? (?<day>\d{1,2})(?:th|st|nd|rd)?(?:,? (?<year>20\d\d))?`,
    ({ day, month, year }, today) => dayOfMonth(monthOf(month), Number(day), year, today),
  ),
  rule(
    String.raw`(?<words>${ORDINAL_SOURCE}) (?<month>${MONTH_SOURCE}|числа|число)`,
    ({ words, month }, today) => {
      const day = ordinalOf(words ?? "");
      const named = monthOf(month);
      if (day === undefined) return undefined;
      return named === undefined ? nextOfMonth(day, today) : dayOfMonth(named, day, undefined, today);
    },
  ),
  rule(
    String.raw`(?<day>0?[1-9]|[12]\d|3[01])[./](?<month>0[1-9]|1[0-2])(?:[./](?<year>20\d\d|\d\d))?(?!\s*(?:млн|тыс|руб|%|квт|мм|м|кг))`,
    ({ day, month, year }, today) => dayOfMonth(Number(month), Number(day), year, today),
  ),
  rule(String.raw`(?<day>${DAY})(?:-?(?:го|е|ое|ого)(?: числ[оа]?)?| числ[оа])`, ({ day }, today) =>
    nextOfMonth(Number(day), today),
  ),
  rule(String.raw`числа (?<day>${DAY})${NTH}?`, ({ day }, today) => nextOfMonth(Number(day), today)),
  rule(String.raw`(?:к|на|до|после|с|the) (?<day>${DAY})(?:-?(?:му|th|st|nd|rd))`, ({ day }, today) =>
    nextOfMonth(Number(day), today),
  ),
  rule(
    String.raw`(?:(?:на|к|ко|до|с|со|после|числа) (?<day>${ORDINAL_SOURCE})|(?<bare>(?:двадцать |тридцать )(?:${ORDINAL_SOURCE})|\p{L}{4,}(?:надцатого|дцатого|десятого)))${ENDS_DAY}`,
    ({ day, bare }, today) => {
      const number = ordinalOf(day ?? bare ?? "");
      return number === undefined ? undefined : nextOfMonth(number, today);
    },
  ),
];

/** Days told from today. */
const RELATIVE: readonly DateRule[] = [
  rule("послепослезавтра", (_, today) => addDays(today.day, 3)),
  rule(String.raw`послезавтра\p{L}*|day after tomorrow`, (_, today) => addDays(today.day, 2)),
  rule(String.raw`завтра\p{L}*|tomorrow`, (_, today) => addDays(today.day, 1)),
  rule(String.raw`позавчера\p{L}*`, (_, today) => addDays(today.day, -2)),
  rule(String.raw`вчера\p{L}*|yesterday`, (_, today) => addDays(today.day, -1)),
  rule(String.raw`сегодня\p{L}*|today|this morning`, (_, today) => today.day),
  // The part of the day stays in the sentence for the time to be read from.
  {
    pattern: /(?<![a-z])(?=tonight|this (?:afternoon|evening)(?![a-z]))/gu,
    read: (_, today) => today.day,
  },
  rule(
    String.raw`через (?:(?<count>\d+|${COUNT_SOURCE}) )?недел\p{L}+ (?:в|во) (?<day>${WEEKDAY_SOURCE})`,
    ({ count, day }, today) => weekdayAhead(weekdayOf(day) ?? 0, countOf(count ?? "1") ?? 1, today),
  ),
  rule(
    String.raw`(?<day>${WEEKDAY_SOURCE}) через (?:(?<count>\d+|${COUNT_SOURCE}) )?недел\p{L}+`,
    ({ count, day }, today) => weekdayAhead(weekdayOf(day) ?? 0, countOf(count ?? "1") ?? 1, today),
  ),
  rule(String.raw`через (?:(?<count>\d+|${COUNT_SOURCE}) )?${UNIT}`, ({ count, unit }, today) =>
    inSome(countOf(count ?? "1") ?? 1, unit ?? "", today),
  ),
  rule(String.raw`${UNIT} через (?<count>\d+|${COUNT_SOURCE})`, ({ count, unit }, today) =>
    inSome(countOf(count ?? "1") ?? 1, unit ?? "", today),
  ),
  rule(String.raw`in (?<count>\d+|an?|${COUNT_SOURCE}) ${UNIT}`, ({ count, unit }, today) =>
    inSome(countOf(count ?? "") ?? 1, unit ?? "", today),
  ),
  rule(String.raw`(?<count>\d+|${COUNT_SOURCE}) ${UNIT} (?:назад|ago)`, ({ count, unit }, today) =>
    inSome(-(countOf(count ?? "") ?? 1), unit ?? "", today),
  ),
  rule(String.raw`(?<unit>недел[юи]|месяц|день) назад`, ({ unit }, today) => inSome(-1, unit ?? "", today)),
];

/** Days by the week and the month they stand in. */
const OF_WEEKS: readonly DateRule[] = [
  rule(String.raw`(?<=(?:до|к) )конца (?<of>недели|месяца)`, ({ of }, today) => untilEnd(of ?? "", today)),
  rule(String.raw`(?<=(?:до|к) )конца (?<month>${MONTH_SOURCE})`, ({ month }, today) => {
    const whole = wholeMonth(monthOf(month), today);
    return whole === undefined || typeof whole === "string" ? whole : spanOf(today.day, whole.to);
  }),
  rule(String.raw`end of (?:the )?(?<of>week|month)`, ({ of }, today) => untilEnd(of ?? "", today)),
  rule(
    String.raw`(?:в |на |к |под )?(?<part>начал[оеу]|середин[еу]|кон(?:ец|це|цу)) ${WHICH}недел[ие]`,
    ({ part, which }, today) => partOfWeek(part ?? "", which, today),
  ),
  rule(
    String.raw`(?:в |на |к |под )?(?<part>начал[оеу]|середин[еу]|кон(?:ец|це|цу)) (?<month>${MONTH_SOURCE}|месяца)`,
    ({ part, month }, today) => partOfMonth(part ?? "", monthOf(month), today),
  ),
  rule(
    String.raw`(?:с|со) (?<first>${WEEKDAY_SOURCE}) (?:по|до) (?<last>${WEEKDAY_SOURCE})`,
    ({ first, last }, today) => {
      const from = weekdayDay(weekdayOf(first) ?? 0, undefined, today);
      const distance = ((weekdayOf(last) ?? 0) - (weekdayOf(first) ?? 0) + 7) % 7;
      return spanOf(from, addDays(from, distance));
    },
  ),
  rule(
    String.raw`(?<which>${WHICH_WORDS})\.? недел\p{L}+,? (?:в |во )?(?<day>${WEEKDAY_SOURCE})`,
    ({ which, day }, today) => weekdayOfWeek(weekdayOf(day) ?? 0, which ?? "", today),
  ),
  rule(
    String.raw`(?<day>${WEEKDAY_SOURCE}),? (?:на )?(?<which>${WHICH_WORDS})\.? (?:недел\p{L}+|week)`,
    ({ which, day }, today) => weekdayOfWeek(weekdayOf(day) ?? 0, which ?? "", today),
  ),
  rule(
    String.raw`(?<!(?:кажд\p{L}{2}|every|всякий) )${WHICH}(?<day>${WEEKDAY_SOURCE})`,
    ({ which, day }, today) => {
      if (/(?:ам|ах)$/u.test(day ?? "")) return undefined;
      const weekday = weekdayOf(day);
      return weekday === undefined ? undefined : weekdayDay(weekday, which, today);
    },
  ),
  rule(
    String.raw`(?:на |в |во |к )?${WHICH}(?:выходны(?:х|е|м)|weekend)|(?:на|в) вых(?:ах|и)`,
    ({ which }, today) => weekend(which, today),
  ),
  rule(
    String.raw`(?:на )?(?<which>${WHICH_WORDS})\.? (?:недел[еюи]|недельке|неделя|week)|на недел(?:е|ьке)`,
    ({ which }, today) => week(which, today),
  ),
  rule(String.raw`(?:в|на|in) (?<month>${MONTH_SOURCE})`, ({ month }, today) =>
    wholeMonth(monthOf(month), today),
  ),
];

/** In order of trust: what an earlier rule has read, a later one doesn't read again. */
export const DATE_RULES: readonly DateRule[] = [
  ...NUMBERED,
  ...RELATIVE,
  ...OF_WEEKS,
  rule(
    String.raw`сейчас|прямо сейчас|прям сейчас|right now|через (?:час|полчаса|пару часов|\d+ минут\p{L}*|\d+ час\p{L}*|два часа|три часа)|в течение (?:часа|дня)`,
    (_, today) => today.day,
    true,
  ),
];
