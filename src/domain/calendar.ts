/** Minutes since local midnight, `[from, to)`. `to` above 1440 runs into the next day ("21:00-02:00"). */
export interface MinuteSpan {
  readonly from: number;
  readonly to: number;
}

/** Monday first. A missing day is a day off. */
export const WEEK_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type WeekDay = (typeof WEEK_DAYS)[number];
export type WeekHours = { readonly [Day in WeekDay]?: readonly MinuteSpan[] };

/** ISO days, both inclusive. */
export interface DateSpan {
  readonly from: string;
  readonly to: string;
}

/** A moment as a wall clock in one zone shows it. */
export interface LocalTime {
  /** ISO day, `2026-03-11`. */
  readonly day: string;
  /** 0 Monday … 6 Sunday. */
  readonly weekday: number;
  readonly minute: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timezone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timezone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: timezone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formatters.set(timezone, formatter);
  }
  return formatter;
}

/** Clocks change at whole quarters of an hour, so one answer of the zone serves a whole quarter. */
const QUARTER_MS = 900_000;
const MAX_KEPT_QUARTERS = 20_000;
const offsets = new Map<string, Map<number, number>>();

/** How far the zone's clock is ahead of UTC at that moment, in milliseconds. Asking the zone is dear, so it is kept. */
function offsetMs(at: Date, timezone: string): number {
  let known = offsets.get(timezone);
  if (!known || known.size > MAX_KEPT_QUARTERS) {
    known = new Map();
    offsets.set(timezone, known);
  }
  const quarter = Math.floor(at.getTime() / QUARTER_MS);
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = readOffsetMs(new Date(quarter * QUARTER_MS), timezone);
    known.set(quarter, offset);
  }
  return offset;
}

function readOffsetMs(at: Date, timezone: string): number {
  const part: Record<string, string> = {};
  for (const { type, value } of formatterOf(timezone).formatToParts(at)) part[type] = value;
  const local = Date.UTC(
    Number(part["year"]),
    Number(part["month"]) - 1,
    Number(part["day"]),
    Number(part["hour"]),
    Number(part["minute"]),
    Number(part["second"]),
  );
  return local - Math.floor(at.getTime() / 1000) * 1000;
}

/** What the clock on the wall in `timezone` shows at `at`. */
export function toLocalTime(at: Date, timezone: string): LocalTime {
  const localMs = at.getTime() + offsetMs(at, timezone);
  const dayNumber = Math.floor(localMs / DAY_MS);
  return {
    day: isoDay(dayNumber),
    // 1 January 1970 was a Thursday.
    weekday: (((dayNumber + 3) % 7) + 7) % 7,
    minute: Math.floor((localMs - dayNumber * DAY_MS) / MINUTE_MS),
  };
}

const isoDays = new Map<number, string>();
const MAX_KEPT_DAYS = 2_000;

/** @param dayNumber Days since 1 January 1970. */
function isoDay(dayNumber: number): string {
  let day = isoDays.get(dayNumber);
  if (day === undefined) {
    if (isoDays.size >= MAX_KEPT_DAYS) isoDays.clear();
    day = new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
    isoDays.set(dayNumber, day);
  }
  return day;
}

/** The moment when the wall clock in `timezone` shows `minute` of `day`; a skipped hour of a clock change maps past the gap. */
export function toInstant(day: string, minute: number, timezone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS;
  const guess = wall - offsetMs(new Date(wall), timezone);
  return new Date(wall - offsetMs(new Date(guess), timezone));
}

/** ISO day `count` days later (or earlier when negative). */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

export function isDayWithin(day: string, spans: readonly DateSpan[]): boolean {
  return spans.some((span) => span.from <= day && day <= span.to);
}

function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function spansOf(hours: WeekHours, weekday: number): readonly MinuteSpan[] {
  const day = WEEK_DAYS[weekday];
  return day ? (hours[day] ?? []) : [];
}

/** Spans of working time that begin on `day`, as moments; none when the day is off or within `except`. */
function instantsOf(
  day: string,
  hours: WeekHours,
  timezone: string,
  except: readonly DateSpan[],
): { from: Date; to: Date }[] {
  if (isDayWithin(day, except)) return [];
  return spansOf(hours, weekdayOf(day)).map((span) => ({
    from: toInstant(day, span.from, timezone),
    to: toInstant(day, span.to, timezone),
  }));
}

/** Whether `at` falls into the hours; a night span belongs to the day it began on, exceptions included. */
export function isWithinHours(
  at: Date,
  hours: WeekHours,
  timezone: string,
  except: readonly DateSpan[] = [],
): boolean {
  const today = toLocalTime(at, timezone).day;
  return [addDays(today, -1), today].some((day) =>
    instantsOf(day, hours, timezone, except).some((span) => span.from <= at && at < span.to),
  );
}

/**
 * The same for a wall clock that has been read already: no zone arithmetic, so it suits a check of many people at one
 * moment.
 */
export function coversLocalTime(
  local: LocalTime,
  hours: WeekHours,
  except: readonly DateSpan[] = [],
): boolean {
  const { day, weekday, minute } = local;
  if (spansOf(hours, weekday).some((span) => span.from <= minute && minute < span.to)) {
    if (!isDayWithin(day, except)) return true;
  }
  const lasting = spansOf(hours, (weekday + 6) % 7).some((span) => minute + 1440 < span.to);
  return lasting && !isDayWithin(addDays(day, -1), except);
}

/** The next moment, `at` included, that falls into the hours, within 400 days; `undefined` when there is none. */
export function nextWithinHours(
  at: Date,
  hours: WeekHours,
  timezone: string,
  except: readonly DateSpan[] = [],
): Date | undefined {
  return isWithinHours(at, hours, timezone, except) ? at : nextStartOfHours(at, hours, timezone, except);
}

/** The next moment after `at` at which hours begin, within 400 days; `undefined` when there is none. */
export function nextStartOfHours(
  at: Date,
  hours: WeekHours,
  timezone: string,
  except: readonly DateSpan[] = [],
): Date | undefined {
  const today = toLocalTime(at, timezone).day;
  for (let ahead = 0; ahead <= 400; ahead += 1) {
    const starts = instantsOf(addDays(today, ahead), hours, timezone, except)
      .map((span) => span.from)
      .filter((from) => from > at)
      .toSorted((a, b) => a.getTime() - b.getTime());
    if (starts[0]) return starts[0];
  }
  return undefined;
}

/**
 * The moment at which `durationMs` of working time have passed since `from`. Time outside the hours does not count.
 * Without any working time in the next 400 days it is plain `from + durationMs`, so a deadline always exists.
 */
export function addWorkingTime(
  from: Date,
  durationMs: number,
  hours: WeekHours,
  timezone: string,
  except: readonly DateSpan[] = [],
): Date {
  let left = durationMs;
  const today = toLocalTime(from, timezone).day;
  let until = from;
  for (let ahead = -1; ahead <= 400; ahead += 1) {
    const spans = instantsOf(addDays(today, ahead), hours, timezone, except).toSorted(
      (a, b) => a.from.getTime() - b.from.getTime(),
    );
    for (const span of spans) {
      const start = Math.max(span.from.getTime(), until.getTime());
      const length = span.to.getTime() - start;
      if (length <= 0) continue;
      if (left <= length) return new Date(start + left);
      left -= length;
      until = span.to;
    }
  }
  return new Date(from.getTime() + durationMs);
}

/** How much working time lies between two moments; milliseconds, 0 when `to` is not after `from`. */
export function workingTimeBetween(
  from: Date,
  to: Date,
  hours: WeekHours,
  timezone: string,
  except: readonly DateSpan[] = [],
): number {
  let total = 0;
  let reached = from.getTime();
  const lastDay = toLocalTime(to, timezone).day;
  for (let day = addDays(toLocalTime(from, timezone).day, -1); day <= lastDay; day = addDays(day, 1)) {
    const spans = instantsOf(day, hours, timezone, except).toSorted(
      (a, b) => a.from.getTime() - b.from.getTime(),
    );
    for (const span of spans) {
      const start = Math.max(span.from.getTime(), reached);
      const end = Math.min(span.to.getTime(), to.getTime());
      if (end <= start) continue;
      total += end - start;
      reached = end;
    }
  }
  return total;
}
