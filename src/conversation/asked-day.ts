import { addDays, toLocalTime } from "../domain/calendar.ts";
import { plainText } from "./text-tokens.ts";

const WEEKDAY_STEMS: readonly RegExp[] = [
  /^(понедельник|пн$|monday|mon$)/,
  /^(вторник|вт$|tuesday|tue$)/,
  /^(сред[ауые]|ср$|wednesday|wed$)/,
  /^(четверг|чт$|thursday|thu$)/,
  /^(пятниц|пт$|friday|fri$)/,
  /^(суббот|сб$|saturday|sat$)/,
  /^(воскресен|вс$|sunday|sun$)/,
];
const AHEAD: Readonly<Record<string, number>> = {
  сегодня: 0,
  today: 0,
  завтра: 1,
  tomorrow: 1,
  послезавтра: 2,
};

/** Days (ISO) that a question about the hours is about: "сегодня", "в субботу", "на выходных". Empty: the whole week. */
export function askedDays(text: string, at: Date, timezone: string): readonly string[] {
  const today = toLocalTime(at, timezone);
  const days = new Set<string>();
  for (const word of plainText(text).split(" ")) {
    const ahead = AHEAD[word];
    if (ahead !== undefined) days.add(addDays(today.day, ahead));
    const weekday = WEEKDAY_STEMS.findIndex((stem) => stem.test(word));
    if (weekday !== -1) days.add(addDays(today.day, (weekday - today.weekday + 7) % 7));
    if (/^(выходны[ех]|weekend)/.test(word)) {
      const left = today.weekday === 6 ? [6] : [5, 6];
      for (const day of left) days.add(addDays(today.day, (day - today.weekday + 7) % 7));
    }
  }
  return [...days].toSorted();
}
