import { hourOf, minuteOf } from "./numerals.ts";

const pad = (value: number): string => String(value).padStart(2, "0");

/** Reads an hour as businesses mean it: «в 5» is 17:00, «в 9» is 9:00 unless the evening is meant. */
export function clockOf(text: string, partWord: string | undefined, isEvening: boolean): string | undefined {
  const { hourText, minuteText } = takeApart(text.replaceAll(/ (?:час|минут)[а-я]*/gu, "").trim());
  const hour = hourOf(hourText);
  if (hour === undefined || hour > 24) return undefined;
  const minute = minuteOf(minuteText ?? "0");
  if (minute === undefined || minute > 59) return undefined;
  return `${pad(shiftHour(hour, partWord, isEvening, minuteText !== undefined && hourText.length === 2))}:${pad(minute)}`;
}

/** «18:30», «18 30», «1830», «семь тридцать», «двадцать два». */
function takeApart(text: string): { readonly hourText: string; readonly minuteText?: string | undefined } {
  const together = /^(?<hour>\d{2})(?<minute>\d{2})$/.exec(text)?.groups;
  if (together) return { hourText: together["hour"] ?? "", minuteText: together["minute"] };
  if (hourOf(text) !== undefined) return { hourText: text };
  const [first = "", second, ...others] = text.split(/[:.\-\s]+/u);
  const isTwoWords = second !== undefined && hourOf(`${first} ${second}`) !== undefined;
  if (isTwoWords) return { hourText: `${first} ${second}`, minuteText: others.join(" ") };
  return { hourText: first, minuteText: second && [second, ...others].join(" ") };
}

export function shiftHour(
  hour: number,
  partWord: string | undefined,
  isEvening: boolean,
  isFullClock: boolean,
): number {
  const word = partWord?.replaceAll(".", "");
  if (word === "утра" || word === "am") return hour === 12 && word === "am" ? 0 : hour;
  if (word === "вечера" || word === "pm") return hour < 12 ? hour + 12 : hour;
  if (word === "дня") return hour <= 6 ? hour + 12 : hour;
  if (word === "ночи") return hour === 12 ? 0 : hour;
  if (hour < 12 && isEvening && hour >= 4) return hour + 12;
  return hour >= 1 && hour <= 7 && !isFullClock ? hour + 12 : hour % 24;
}

const HALVES =
  "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого".split(
    " ",
  );

/** «Пол шестого» is half an hour before six, and mostly in the afternoon. */
export function halfPast(ordinal: string, isEvening: boolean): string | undefined {
  const hour = HALVES.indexOf(ordinal);
  if (hour < 0) return undefined;
  const isLate = hour <= 7 || (isEvening && hour < 12);
  return `${pad(hour === 0 ? 12 : isLate ? hour + 12 : hour)}:30`;
}

/** «Пятнадцать минут шестого»: a quarter past five. */
export function minutesPast(minutes: string, ordinal: string, isEvening: boolean): string | undefined {
  const half = halfPast(ordinal, isEvening);
  const past = minuteOf(minutes) ?? { пять: 5, четверть: 15 }[minutes];
  return half && past !== undefined ? `${half.slice(0, 2)}:${pad(past)}` : undefined;
}

/** «Без четверти два». */
export function minutesTo(minutes: string, hour: string, isEvening: boolean): string | undefined {
  const before = { пяти: 5, десяти: 10, пятнадцати: 15, четверти: 15, двадцати: 20 }[minutes];
  const full = hourOf(hour);
  if (before === undefined || full === undefined) return undefined;
  const previous = shiftHour(full, undefined, isEvening, false) - 1;
  return `${pad((previous + 24) % 24)}:${pad(60 - before)}`;
}
