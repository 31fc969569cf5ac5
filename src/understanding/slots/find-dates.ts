import type { LocalTime } from "../../domain/calendar.ts";
import { chronoDates } from "./chrono-dates.ts";
import { DATE_RULES } from "./date-rules.ts";

/** A day or a span of days that a text names. */
export interface FoundDate {
  /** ISO day; the last day of a span in `to`. */
  readonly from: string;
  readonly to?: string | undefined;
  /** Offsets in the sentence. */
  readonly start: number;
  readonly end: number;
  /** «не завтра», "с четверга (на вторник)": named only to be left. */
  readonly isLeft: boolean;
  /** A bare «сейчас»: today, but only when nothing else is named. */
  readonly isWeak: boolean;
}

/** One way to write a date. */
export interface DateRule {
  readonly pattern: RegExp;
  read(groups: Readonly<Record<string, string | undefined>>, today: LocalTime): DayOrSpan | undefined;
  readonly isWeak?: boolean;
}

export type DayOrSpan = string | { readonly from: string; readonly to: string };

const LEFT = /(?:^|[^\p{L}])(?:не|кроме|вместо|только не|not)\s+(?:(?:в|во|на|к|с|on)\s+)?$/u;
const FROM = /(?:^|[^\p{L}])(?:с|со|вместо|from|instead of)\s+$/u;
/** «Сдавала в понедельник»: a day that is over, whatever the calendar says of the next one. */
const WAS =
  /(?:обещал|сдавал|оставлял|приезжал|покупал|заказывал|забирал|оплатил|платил|отдавал|привозил|ставил|записывал|обращал|звонил|делал|купил|заказал|сдал|привез|отдал|оставил)\p{L}*(?:\s+[^\s.!?]+){0,2}\s+(?:в|во|еще в)\s+(?:прошл\p{L}+\s+)?$/u;
/** «Завтра, ой, послезавтра», «хотел в четверг, но лучше в пятницу»: what follows replaces what was said. */
const CORRECTS =
  /^[^.!?\n]{0,20}?(?<![\p{L}])(?<!если )(?:ой|упс|вернее|верней|точнее|хотя|лучше|нет|не то|перепутал\p{L}?|а надо|надо бы|а хотел\p{L}*|хотелось бы|actually|i mean|or rather|sorry)(?![\p{L}])[^.!?\n]{0,20}$/u;
/** «Во вторник не выходит, можно в среду»: a day that does not suit, with another after it. */
const UNSUITABLE =
  /^,?\s*(?:\p{L}+ ){0,2}не (?:выход|вышло|получ|смог|сможем|мог|подход|подойд|удобн|приду|успе|будет)[^.!?\n]{0,40}$/u;
/** «Были в пятницу, хочу вторник»: of two days the one before the wish is the day that was. */
const STOOD =
  /(?<!\p{L})(?:был[аио]?|стоял[аио]?|записан[аы]?|запись)\s+(?:был[аио]?\s+)?(?:у меня\s+)?(?:в|во|на)\s+$/u;
const WISHED =
  /^[^.!?\n]{0,20}(?:хочу|хотел|хотим|надо|нужно|давайте|лучше|можно|перенес|подойдет|want|prefer)/u;
const ONWARD = /^[^.!?\n]{0,25}?(?:^|[^\p{L}])(?:на|to)\s/u;

function isLeft(sentence: string, start: number, end: number, isMove: boolean): boolean {
  const before = sentence.slice(Math.max(0, start - 20), start);
  if (LEFT.test(before) || WAS.test(sentence.slice(Math.max(0, start - 40), start))) return true;
  const after = sentence.slice(end);
  if (STOOD.test(sentence.slice(Math.max(0, start - 40), start)) && WISHED.test(after)) return true;
  return isMove && FROM.test(before) && ONWARD.test(after);
}

/**
 * Finds the dates of a sentence (lower case, mended) by our own rules for how people write them, then by chrono-node
 * for the rest. Relative days count from `today`; a day of the month without a month is the next such day.
 */
export function findDates(
  sentence: string,
  today: LocalTime,
  options: {
    readonly timezone: string;
    readonly at: Date;
    readonly isEnglish: boolean;
    readonly isMove: boolean;
  },
): readonly FoundDate[] {
  const found: FoundDate[] = [];
  const take = (day: DayOrSpan, start: number, end: number, isWeak: boolean): void => {
    if (found.some((other) => start < other.end && other.start < end)) return;
    const span = typeof day === "string" ? { from: day } : day;
    found.push({ ...span, start, end, isWeak, isLeft: isLeft(sentence, start, end, options.isMove) });
  };
  for (const rule of DATE_RULES) {
    for (const match of sentence.matchAll(rule.pattern)) {
      const day = rule.read(match.groups ?? {}, today);
      if (day) take(day, match.index, match.index + match[0].length, rule.isWeak ?? false);
    }
  }
  for (const { day, start, end } of chronoDates(sentence, options)) take(day, start, end, false);
  return withoutCorrected(
    sentence,
    found.toSorted((a, b) => a.start - b.start),
  );
}

function withoutCorrected(sentence: string, dates: readonly FoundDate[]): readonly FoundDate[] {
  return dates.map((date, at) => {
    const next = dates[at + 1];
    const isCorrected =
      next !== undefined &&
      !next.isLeft &&
      !next.isWeak &&
      [CORRECTS, UNSUITABLE].some((pattern) => pattern.test(sentence.slice(date.end, next.start)));
    return isCorrected ? { ...date, isLeft: true } : date;
  });
}

/**
 * The one date that a turn means. Of several, days that are only left are dropped; «в понедельник или вторник» gives the span;
 * a move means the last one, anything else the first.
 */
export function chooseDate(
  dates: readonly FoundDate[],
  sentence: string,
  isMove: boolean,
): string | undefined {
  const strong = dates.filter((date) => !date.isLeft && !date.isWeak);
  const [first, second] = strong;
  if (!first) {
    const weak = dates.find((date) => date.isWeak && !date.isLeft);
    return weak?.from;
  }
  if (second && !first.to && !second.to && isEither(sentence, first, second) && first.from < second.from) {
    return `${first.from}/${second.from}`;
  }
  const chosen = isMove ? (strong.at(-1) ?? first) : first;
  return chosen.to ? `${chosen.from}/${chosen.to}` : chosen.from;
}

function isEither(sentence: string, first: FoundDate, second: FoundDate): boolean {
  return /^\s*(?:или|либо|и|or|and|to|till|through|по|до|,|\/|[-–—])\s*(?:(?:в|во|on)\s+)?$/u.test(
    sentence.slice(first.end, second.start),
  );
}
