import type { DateSpan, MinuteSpan, WeekDay, WeekHours } from "../../domain/calendar.ts";
import { WEEK_DAYS } from "../../domain/calendar.ts";
import { nearestWord } from "./nearest-word.ts";
import type { Parsed, ValueProblem } from "./parsed.ts";
import { bad, good, shown } from "./parsed.ts";

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DAY_MINUTES = 1_440;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** `60s`, `15m`, `24h`, `2d` to milliseconds; more than nothing and at most a year. */
export function parseDuration(value: unknown): Parsed<number> {
  const match = typeof value === "string" ? /^(\d{1,6})\s?([smhd])$/.exec(value.trim()) : null;
  const durationMs = Number(match?.[1]) * (UNIT_MS[match?.[2] ?? ""] ?? Number.NaN);
  const isSane = durationMs > 0 && durationMs <= 366 * 86_400_000;
  return isSane ? good(durationMs) : bad({ code: "bad_duration", args: { value: shown(value) } });
}

/** `2026-05-09` or `2026-01-01..2026-01-08`, both days inclusive. */
export function parseDates(value: unknown): Parsed<DateSpan> {
  const wrong = bad({ code: "bad_date", args: { value: shown(value) } });
  if (typeof value !== "string") return wrong;
  const [from = "", to = from, ...rest] = value.split("..").map((part) => part.trim());
  if (rest.length > 0 || !isDay(from) || !isDay(to)) return wrong;
  return from <= to ? good({ from, to }) : bad({ code: "reversed_range", args: { from, to } });
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** `"10:00-14:00, 15:00-19:00"` to spans in order; overnight ones run past 1440. They may not overlap. */
export function parseDayHours(value: unknown): Parsed<readonly MinuteSpan[]> {
  if (typeof value !== "string") return bad({ code: "bad_hours", args: { value: shown(value) } });
  if (value.trim() === "") return bad({ code: "empty_hours", args: { value } });
  const spans: MinuteSpan[] = [];
  for (const part of value.split(",")) {
    const match = /^\s*(\d{1,2}):(\d{2})\s*[-–—]\s*(\d{1,2}):(\d{2})\s*$/.exec(part);
    const from = minuteOf(match?.[1], match?.[2]);
    const until = minuteOf(match?.[3], match?.[4]);
    if (from === undefined || until === undefined || from === DAY_MINUTES) {
      return bad({ code: "bad_hours", args: { value: shown(part.trim() === "" ? value : part.trim()) } });
    }
    if (from === until) return bad({ code: "empty_hours", args: { value: part.trim() } });
    spans.push({ from, to: until > from ? until : until + DAY_MINUTES });
  }
  const ordered = spans.toSorted((a, b) => a.from - b.from);
  const clash = ordered.find((span, index) => index > 0 && span.from < (ordered[index - 1]?.to ?? 0));
  if (!clash) return good(ordered);
  const before = ordered[ordered.indexOf(clash) - 1] ?? clash;
  const args = { first: spanText(before), second: spanText(clash) };
  return bad({ code: "overlapping_hours", args });
}

function minuteOf(hours: string | undefined, minutes: string | undefined): number | undefined {
  const minute = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && minute <= DAY_MINUTES ? minute : undefined;
}

function spanText(span: MinuteSpan): string {
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  return `${clock(span.from)}-${clock(span.to > DAY_MINUTES ? span.to - DAY_MINUTES : span.to)}`;
}

/** Days behind `mon`, `mon-fri`, `sat-mon` or `daily`; nothing for any other key. */
export function daysOf(key: string): readonly WeekDay[] {
  const wanted = key.trim().toLowerCase();
  if (wanted === "daily") return WEEK_DAYS;
  const [first = "", last = first, ...rest] = wanted.split(/\s*[-–—]\s*/);
  const from = WEEK_DAYS.findIndex((day) => day === first);
  const to = WEEK_DAYS.findIndex((day) => day === last);
  if (from < 0 || to < 0 || rest.length > 0) return [];
  const count = ((to - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, step) => WEEK_DAYS[(from + step) % 7] ?? "mon");
}

const COMMON_KEYS = ["daily", "mon-fri", "mon-sat", "mon-thu", "sat-sun", "fri-sun", "tue-sun", ...WEEK_DAYS];

/** `{ mon-fri: "10:00-21:00", sun: "11:00-19:00" }`; faults of all days at once. */
export function parseWeekHours(value: unknown): Parsed<WeekHours> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return bad({ code: "bad_hours", args: { value: shown(value) } });
  }
  const problems: ValueProblem[] = [];
  const hours = new Map<WeekDay, readonly MinuteSpan[]>();
  const keyOfDay = new Map<WeekDay, string>();
  for (const [key, text] of Object.entries(value)) {
    const days = daysOf(key);
    if (days.length === 0) {
      const detail = { code: "bad_day", args: { key, nearest: nearestWord(key, COMMON_KEYS) } } as const;
      problems.push({ path: [key], at: "key", detail });
    }
    const parsed = text === null ? bad({ code: "empty_hours", args: { value: "" } }) : parseDayHours(text);
    if (parsed.kind === "bad") problems.push(...parsed.problems.map((one) => ({ ...one, path: [key] })));
    const repeated = days.find((day) => keyOfDay.has(day));
    if (repeated) {
      const args = { day: repeated, firstKey: keyOfDay.get(repeated) ?? "" };
      problems.push({ path: [key], at: "key", detail: { code: "repeated_day", args } });
    }
    for (const day of days) {
      keyOfDay.set(day, keyOfDay.get(day) ?? key);
      if (parsed.kind === "good") hours.set(day, parsed.value);
    }
  }
  if (keyOfDay.size === 0 && problems.length === 0) return bad({ code: "empty_hours", args: { value: "" } });
  if (problems.length === 0) problems.push(...nightClashes(hours, keyOfDay));
  return problems.length > 0 ? { kind: "bad", problems } : good(Object.fromEntries(hours));
}

/** Hours of the night that run into the hours of the next day. */
function nightClashes(
  hours: ReadonlyMap<WeekDay, readonly MinuteSpan[]>,
  keyOfDay: ReadonlyMap<WeekDay, string>,
): ValueProblem[] {
  const spans = WEEK_DAYS.flatMap((day, index) =>
    (hours.get(day) ?? []).map((span) => ({ day, span, start: index * DAY_MINUTES + span.from })),
  );
  const keys = new Set<string>();
  return spans.flatMap((current, index): ValueProblem[] => {
    const next = spans[(index + 1) % spans.length] ?? current;
    const end = current.start + current.span.to - current.span.from;
    const nextStart = index + 1 < spans.length ? next.start : next.start + WEEK_MINUTES;
    const key = keyOfDay.get(next.day) ?? next.day;
    if (nextStart >= end || keys.has(key)) return [];
    keys.add(key);
    const args = {
      first: `${current.day} ${spanText(current.span)}`,
      second: `${next.day} ${spanText(next.span)}`,
    };
    return [{ path: [key], detail: { code: "overlapping_hours", args } }];
  });
}
