import { SLOT_NAMES, slotName } from "../../domain/slot.ts";
import { language, nameOf, words } from "./words.ts";

let timezone: string | undefined;

/** Moments are shown by the business's clock, wherever the reader sits. */
export function setTimezone(name: string): void {
  timezone = name;
}

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([timezone, options]);
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(words.locale, {
    ...options,
    ...(timezone ? { timeZone: timezone } : {}),
  });
  cache.set(key, made);
  return made;
}

const dayKey = (at: number) => formatter({ year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

/** `14:05` today, `10 мар., 14:05` on another day. */
export function momentText(iso: string, nowMs: number): string {
  const at = Date.parse(iso);
  const time = formatter({ hour: "2-digit", minute: "2-digit" }).format(at);
  return dayKey(at) === dayKey(nowMs) ? time : `${dayText(iso)}, ${time}`;
}

export function dayText(iso: string): string {
  return formatter({ day: "numeric", month: "short" }).format(Date.parse(iso));
}

/** `14:05:09` */
export function exactTimeText(iso: string): string {
  return formatter({ hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(Date.parse(iso));
}

/** `Среда, 11 марта`: the heading over a day of messages. */
export function longDayText(iso: string): string {
  return formatter({ weekday: "long", day: "numeric", month: "long" }).format(Date.parse(iso));
}

/** Two significant units: `45 с`, `12 мин`, `1 ч 20 мин`, `2 д 3 ч`. */
export function durationText(ms: number): string {
  const { s, m, h, d } = words.units;
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} ${s}`;
  // Under ten minutes the seconds still matter: an offer waits for 90.
  if (seconds < 600 && seconds % 60 > 0) return `${Math.floor(seconds / 60)} ${m} ${seconds % 60} ${s}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} ${m}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return joined([`${hours} ${h}`, minutes % 60 > 0 ? `${minutes % 60} ${m}` : ""]);
  return joined([`${Math.floor(hours / 24)} ${d}`, hours % 24 > 0 ? `${hours % 24} ${h}` : ""]);
}

/** For a running clock: `0:42`, `12:05`, `1:02:09`; days as words. */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds >= 86_400) return durationText(ms);
  const pad = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

export function moneyText(rubles: number): string {
  return `${new Intl.NumberFormat(words.locale, { maximumFractionDigits: 0 }).format(rubles)}\u00a0₽`;
}

export function percentText(share: number): string {
  return new Intl.NumberFormat(words.locale, { style: "percent" }).format(share);
}

export function phoneText(phone: string): string {
  const parts = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  return parts ? `+7\u00a0${parts[1]}\u00a0${parts[2]}\u2011${parts[3]}\u2011${parts[4]}` : phone;
}

/** A slot's name and value for people: dates, times and phones as one says them. */
export function slotText(
  name: string,
  value: string | number,
): { readonly label: string; readonly text: string } {
  const known = SLOT_NAMES.find((candidate) => candidate === name);
  return { label: known ? slotName(known, language) : name, text: slotValueText(name, value) };
}

function slotValueText(name: string, value: string | number): string {
  if (name === "budget" && typeof value === "number") return moneyText(value);
  if (typeof value === "number") return String(value);
  if (name === "date" || name === "deadline") return value.split("/").map(isoDayText).join(" – ");
  if (name === "time") return timeText(value);
  return name === "phone" ? phoneText(value) : value;
}

function isoDayText(day: string): string {
  const at = Date.parse(`${day}T12:00:00Z`);
  if (Number.isNaN(at)) return day;
  return new Intl.DateTimeFormat(words.locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format(at);
}

function timeText(time: string): string {
  if (time.startsWith("-")) return `${words.until} ${time.slice(1)}`;
  if (time.endsWith("-")) return `${words.after} ${time.slice(0, -1)}`;
  return nameOf(words.dayParts, time).replace("-", "–");
}
