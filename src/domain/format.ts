import { addDays, toLocalTime } from "./calendar.ts";
import type { Language } from "./category.ts";
import type { SlotName, SlotValue } from "./slot.ts";

const MONTHS: Record<Language, readonly string[]> = {
  ru: [
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
  ],
  en: [
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
  ],
};

const WEEKDAYS: Record<Language, readonly string[]> = {
  ru: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};

const DAY_PARTS: Record<Language, Readonly<Record<string, string>>> = {
  ru: { morning: "утром", afternoon: "днём", evening: "вечером", night: "ночью" },
  en: {
    morning: "in the morning",
    afternoon: "in the afternoon",
    evening: "in the evening",
    night: "at night",
  },
};

const NBSP = "\u00a0";
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/u;

/** Picks the Russian form for a count: 1 заявка, 2 заявки, 5 заявок. */
export function plural(count: number, one: string, few: string, many: string): string {
  const tens = Math.abs(count) % 100;
  const ones = tens % 10;
  if (tens > 10 && tens < 20) return many;
  if (ones === 1) return one;
  return ones >= 2 && ones <= 4 ? few : many;
}

/** Whole rubles with a space between thousands: `12 500 ₽`. The spaces do not break. */
export function formatMoney(rubles: number): string {
  const digits = Math.round(rubles)
    .toString()
    .replace(/\B(?=(\d{3})+$)/gu, NBSP);
  return `${digits}${NBSP}₽`;
}

/** `+7 999 123-45-67` for a Russian number; another country's stays as it is. */
export function formatPhone(phone: string): string {
  const parts = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/u.exec(phone);
  return parts ? `+7 ${parts[1]} ${parts[2]}-${parts[3]}-${parts[4]}` : phone;
}

/** `14:06` on the wall clock of the zone. */
export function formatClock(at: Date, timezone: string): string {
  const { minute } = toLocalTime(at, timezone);
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/**
 * An ISO day in words: `12 марта, чт`; near `today` also `сегодня, 11 марта`. The year is told only when it is not
 * today's. Anything that is no ISO day comes back as it is.
 */
export function formatDay(day: string, language: Language, today?: string): string {
  if (!ISO_DAY.test(day)) return day;
  const date = new Date(`${day}T00:00:00Z`);
  const month = MONTHS[language][date.getUTCMonth()] ?? "";
  const year = today !== undefined && today.slice(0, 4) !== day.slice(0, 4) ? ` ${day.slice(0, 4)}` : "";
  const written =
    language === "ru" ? `${date.getUTCDate()} ${month}${year}` : `${month} ${date.getUTCDate()}${year}`;
  if (today !== undefined && day === today) {
    return `${language === "ru" ? "сегодня" : "today"}, ${written}`;
  }
  if (today !== undefined && ISO_DAY.test(today) && day === addDays(today, 1)) {
    return `${language === "ru" ? "завтра" : "tomorrow"}, ${written}`;
  }
  return `${written}, ${WEEKDAYS[language][(date.getUTCDay() + 6) % 7]}`;
}

/** A moment for people: `14:06` when it is on the day of `now`, else `12 марта, чт, 14:06`. */
export function formatDateTime(at: Date, timezone: string, language: Language, now?: Date): string {
  const { day } = toLocalTime(at, timezone);
  const today = now && toLocalTime(now, timezone).day;
  const clock = formatClock(at, timezone);
  return day === today ? clock : `${formatDay(day, language, today)}, ${clock}`;
}

/** A `date` or `deadline` slot: one day or a span `A/B`. */
export function formatDateSlot(value: string, language: Language, today?: string): string {
  const [from, to] = value.split("/");
  if (from === undefined || to === undefined) return formatDay(value, language, today);
  return `${formatDay(from, language, today)} – ${formatDay(to, language, today)}`;
}

/** A `time` slot: `HH:MM`, a span, one open at either end, or a part of the day. */
export function formatTimeSlot(value: string, language: Language): string {
  const part = DAY_PARTS[language][value];
  if (part !== undefined) return part;
  const [from, to] = value.split("-");
  if (to === undefined || from === undefined) return value;
  if (to === "") return language === "ru" ? `после ${from}` : `after ${from}`;
  if (from === "") return language === "ru" ? `до ${to}` : `before ${to}`;
  return `${from}–${to}`;
}

/** Any slot's value as a person writes it. */
export function formatSlot(name: SlotName, value: SlotValue, language: Language, today?: string): string {
  const text = String(value);
  if (name === "phone") return formatPhone(text);
  if (name === "date" || name === "deadline") return formatDateSlot(text, language, today);
  if (name === "time") return formatTimeSlot(text, language);
  if (name === "budget" && Number.isFinite(Number(value))) return formatMoney(Number(value));
  return text;
}

const UNITS: readonly {
  readonly seconds: number;
  readonly english: string;
  readonly accusative: readonly [string, string, string];
  readonly genitive: readonly [string, string, string];
}[] = [
  { seconds: 86_400, english: "day", accusative: ["день", "дня", "дней"], genitive: ["дня", "дней", "дней"] },
  {
    seconds: 3600,
    english: "hour",
    accusative: ["час", "часа", "часов"],
    genitive: ["часа", "часов", "часов"],
  },
  {
    seconds: 60,
    english: "minute",
    accusative: ["минуту", "минуты", "минут"],
    genitive: ["минуты", "минут", "минут"],
  },
  {
    seconds: 1,
    english: "second",
    accusative: ["секунду", "секунды", "секунд"],
    genitive: ["секунды", "секунд", "секунд"],
  },
];

/**
 * A length of time in its two largest units. Russian needs the case: accusative after «за» and «через» (1 минуту),
 * genitive after «в течение» (1 минуты).
 */
export function formatDuration(
  ms: number,
  language: Language,
  grammar: "accusative" | "genitive" = "accusative",
): string {
  let left = Math.max(0, Math.round(ms / 1000));
  const parts = UNITS.map((unit) => {
    const count = Math.floor(left / unit.seconds);
    left -= count * unit.seconds;
    return { unit, count };
  });
  const first = Math.max(
    0,
    parts.findIndex(({ count }) => count > 0),
  );
  const shown = parts.slice(first, first + 2).filter(({ count }) => count > 0);
  if (shown.length === 0) return language === "ru" ? "0 секунд" : "0 seconds";
  return shown
    .map(({ unit, count }) =>
      language === "ru"
        ? `${count} ${plural(count, ...unit[grammar])}`
        : `${count} ${unit.english}${count === 1 ? "" : "s"}`,
    )
    .join(" ");
}
