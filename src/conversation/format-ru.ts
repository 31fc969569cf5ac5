import type { Formats } from "./wording.ts";
import { clockTime, phoneText, readTimeSlot, weekText } from "./format-week.ts";

const MONTHS = [
  "января",
  "февраля",
  "марта",
  "апреля",
  "мая",
  "июня",
  "июля",
  "августа",
  "сентября",
  "октября",
  "ноября",
  "декабря",
];
const WEEKDAYS = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"];
const ON_WEEKDAYS = [
  "в понедельник",
  "во вторник",
  "в среду",
  "в четверг",
  "в пятницу",
  "в субботу",
  "в воскресенье",
];
const SHORT_DAYS = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];
const PARTS_OF_DAY: Readonly<Record<string, string>> = {
  morning: "утром",
  afternoon: "днём",
  evening: "вечером",
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "1 час", "2 часа", "5 часов". */
export function plural(count: number, one: string, few: string, many: string): string {
  const tens = count % 100;
  const ones = count % 10;
  if (tens >= 11 && tens <= 14) return many;
  if (ones === 1) return one;
  return ones >= 2 && ones <= 4 ? few : many;
}

/** After "в течение": "часа", "4 часов". */
function genitive(count: number, one: string, many: string): string {
  return count === 1 ? one : `${count} ${plural(count, one, many, many)}`;
}

function rubles(amount: number): string {
  return String(amount).replaceAll(/\B(?=(\d{3})+$)/g, " ");
}

function dayMonth(iso: string): string {
  return `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1] ?? ""}`;
}

function weekdayOf(iso: string): number {
  return (new Date(`${iso}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

function dayInWords(iso: string): string {
  const [from = "", to] = iso.split("/");
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from)) return iso;
  if (to === undefined || to === from) return `${WEEKDAYS[weekdayOf(from)]} ${dayMonth(from)}`;
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8, 10))}–${dayMonth(to)}`;
  return `${dayMonth(from)} – ${dayMonth(to)}`;
}

function timeInWords(value: string): string {
  const part = PARTS_OF_DAY[value];
  if (part) return part;
  const time = readTimeSlot(value);
  if (!time) return value;
  if (time.from === time.to) return time.from ?? value;
  if (time.from && time.to) return `с ${time.from} до ${time.to}`;
  return time.from ? `после ${time.from}` : `до ${time.to}`;
}

export const RUSSIAN_FORMATS: Formats = {
  price(price, isFixed) {
    const to = price.to !== undefined && price.to > price.from ? price.to : undefined;
    if (to !== undefined) return `от ${rubles(price.from)} до ${rubles(to)} ₽`;
    return isFixed ? `${rubles(price.from)} ₽` : `от ${rubles(price.from)} ₽`;
  },
  duration(ms) {
    const hours = Math.floor(ms / HOUR);
    const minutes = Math.round((ms % HOUR) / MINUTE);
    return [
      hours > 0 ? `${hours} ${plural(hours, "час", "часа", "часов")}` : "",
      minutes > 0 ? `${minutes} ${plural(minutes, "минута", "минуты", "минут")}` : "",
    ]
      .filter((part) => part !== "")
      .join(" ");
  },
  within(ms) {
    if (ms % DAY === 0) return genitive(ms / DAY, "дня", "дней");
    if (ms % HOUR === 0) return genitive(ms / HOUR, "часа", "часов");
    return genitive(Math.max(1, Math.round(ms / MINUTE)), "минуты", "минут");
  },
  day: dayInWords,
  onWeekday: (weekday) => ON_WEEKDAYS[weekday] ?? "",
  time: timeInWords,
  moment(at, today, isAfter = false) {
    const time = `${isAfter ? "после" : "в"} ${clockTime(at.minute)}`;
    const ahead = daysBetween(today, at.day);
    if (ahead === 0) return `сегодня ${time}`;
    if (ahead === 1) return `завтра ${time}`;
    if (ahead < 7) return `${ON_WEEKDAYS[at.weekday]} ${time}`;
    return `${dayMonth(at.day)} ${time}`;
  },
  week: (hours) => weekText(hours, { days: SHORT_DAYS, daily: "ежедневно", dayOff: "выходной" }),
  phone: phoneText,
};
