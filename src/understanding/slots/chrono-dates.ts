import { en, ru } from "chrono-node";
import { addDays, toLocalTime } from "../../domain/calendar.ts";
import type { DayOrSpan } from "./find-dates.ts";

interface ChronoDay {
  readonly day: DayOrSpan;
  readonly start: number;
  readonly end: number;
}

/** A word without which chrono has nothing to find that our own rules have not: spares the parse on most turns. */
const HINT =
  /январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|(?:недел|месяц|дн)\p{L}* (?:назад|спустя)|через|ago|week|month|from now|later/iu;

/** chrono also takes a bare «день» or a lone number for a date. */
const SAYS_WHEN =
  /(?=.*(?:\d+\s*(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|через|назад|next|last|ago|in )).{5,}/iu;

/**
 * Days that chrono-node is sure of (a named day or weekday), in the business's time zone; times alone are left out.
 * Offsets are those of the sentence.
 */
export function chronoDates(
  sentence: string,
  options: { readonly timezone: string; readonly at: Date; readonly isEnglish: boolean },
): readonly ChronoDay[] {
  if (!HINT.test(sentence)) return [];
  const local = toLocalTime(options.at, options.timezone);
  const noon = new Date(`${local.day}T12:00:00Z`);
  const parser = options.isEnglish ? en : ru;
  return parser
    .parse(sentence, { instant: noon, timezone: "UTC" }, { forwardDate: true })
    .filter(
      ({ start, text }) => SAYS_WHEN.test(text) && (start.isCertain("day") || start.isCertain("weekday")),
    )
    .map(({ start, end, text, index }) => ({
      day: spanOf(start.date(), end?.date()),
      start: index,
      end: index + text.length,
    }));
}

function spanOf(from: Date, to: Date | undefined): DayOrSpan {
  const first = addDays(from.toISOString().slice(0, 10), 0);
  const last = to?.toISOString().slice(0, 10);
  return last !== undefined && last > first ? { from: first, to: last } : first;
}
