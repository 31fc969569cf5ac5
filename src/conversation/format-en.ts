import type { Formats } from "./wording.ts";
import { clockTime, phoneText, readTimeSlot, weekText } from "./format-week.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const SHORT_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const PARTS_OF_DAY: Readonly<Record<string, string>> = {
  morning: "in the morning",
  afternoon: "in the afternoon",
  evening: "in the evening",
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function rubles(amount: number): string {
  return String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

function dayMonth(iso: string): string {
  return `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1] ?? ""}`;
}

function dayInWords(iso: string): string {
  const [from = "", to] = iso.split("/");
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from)) return iso;
  const weekday = (new Date(`${from}T00:00:00Z`).getUTCDay() + 6) % 7;
  if (to === undefined || to === from) return `${WEEKDAYS[weekday]} ${dayMonth(from)}`;
  return `${dayMonth(from)} – ${dayMonth(to)}`;
}

function timeInWords(value: string): string {
  const part = PARTS_OF_DAY[value];
  if (part) return part;
  const time = readTimeSlot(value);
  if (!time) return value;
  if (time.from === time.to) return time.from ?? value;
  if (time.from && time.to) return `between ${time.from} and ${time.to}`;
  return time.from ? `after ${time.from}` : `before ${time.to}`;
}

export const ENGLISH_FORMATS: Formats = {
  price(price, isFixed) {
    const to = price.to !== undefined && price.to > price.from ? price.to : undefined;
    if (to !== undefined) return `from ${rubles(price.from)} to ${rubles(to)} ₽`;
    return isFixed ? `${rubles(price.from)} ₽` : `from ${rubles(price.from)} ₽`;
  },
  duration(ms) {
    const hours = Math.floor(ms / HOUR);
    const minutes = Math.round((ms % HOUR) / MINUTE);
    const parts = [hours > 0 ? counted(hours, "hour") : "", minutes > 0 ? counted(minutes, "minute") : ""];
    return parts.filter((part) => part !== "").join(" ");
  },
  within(ms) {
    if (ms % DAY === 0) return counted(ms / DAY, "day");
    return ms % HOUR === 0
      ? counted(ms / HOUR, "hour")
      : counted(Math.max(1, Math.round(ms / MINUTE)), "minute");
  },
  day: dayInWords,
  onWeekday: (weekday) => `on ${WEEKDAYS[weekday] ?? ""}`,
  time: timeInWords,
  moment(at, today, isAfter = false) {
    const time = `${isAfter ? "after" : "at"} ${clockTime(at.minute)}`;
    const ahead = Math.round((Date.parse(`${at.day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY);
    if (ahead === 0) return `today ${time}`;
    if (ahead === 1) return `tomorrow ${time}`;
    if (ahead < 7) return `on ${WEEKDAYS[at.weekday]} ${time}`;
    return `on ${dayMonth(at.day)} ${time}`;
  },
  week: (hours) => weekText(hours, { days: SHORT_DAYS, daily: "daily", dayOff: "closed" }),
  phone: phoneText,
};
