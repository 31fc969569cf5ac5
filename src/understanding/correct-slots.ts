import { addDays } from "../domain/calendar.ts";
import type { SlotName, SlotValue, Slots } from "../domain/slot.ts";
import { isSameStem, stemOf, wordsOf } from "../domain/word-stem.ts";
import { firstNameOf, surnameOf } from "./gazetteer/names.ts";
import type { Signals } from "./read-signals.ts";
import { countOf } from "./slots/numerals.ts";

/** «Не к Жанне, а к Вере», «не к Оле, лучше к Свете». */
const OTHER_PERSON =
  /(?<!\p{L})не\s+(?:к|ко|у|на|с|со)?\s*(?<was>\p{L}{3,})[,\s]+(?:(?:а|но|лучше|давайте|можно)\s+){1,2}(?:к|ко|у|на|с|со)?\s*(?<is>\p{L}{3,})/iu;
const NUMBERS: readonly RegExp[] = [
  / не (?<was>\d{1,6}) (?:\S+ )?а (?<is>\d{1,6})(?= )/u,
  / вместо (?<was>\d{1,6}) (?:\S+ ){0,3}?(?<is>\d{1,6})(?= )/u,
  / (?<is>\d{1,6}) (?:\S+ )?вместо (?<was>\d{1,6})(?= )/u,
  / было (?<was>\d{1,6}) (?:\S+ ){0,2}(?:станет|надо|нужно|будет|стало) (?<is>\d{1,6})(?= )/u,
];
/** «Нет, 80», «точнее 12»: nothing but a number in place of the one before. */
const BARE =
  /^ (?:(?:а|ой|нет|не|точнее|вернее|извините|простите|лучше|давайте|пусть|будет|хотя|все таки) )+(?<is>\d{1,6})(?: (?:шт\S*|человек\S*|чел|единиц\S*|метр\S*|будет|надо|нужно))* $/u;
const COUNTED: readonly SlotName[] = ["quantity", "budget"];

const isSamePerson = (one: string, other: string): boolean => {
  const [a, b] = [firstNameOf(one) ?? one, firstNameOf(other) ?? other];
  return isSameStem(stemOf(a.toLowerCase()), stemOf(b.toLowerCase()));
};

/** Another person in place of the one who is denied by name: the specialist, or the contact. */
function correctedPerson({ text, context, slots }: Signals): Slots {
  const { was, is } = OTHER_PERSON.exec(text.clean)?.groups ?? {};
  if (was === undefined || is === undefined) return {};
  const isDenied = (name: SlotValue | undefined): boolean =>
    typeof name === "string" && wordsOf(name).some((word) => isSamePerson(word, was));
  if (!/^\p{Lu}/u.test(is) && firstNameOf(is) === undefined) return {};
  const person = firstNameOf(is) ?? surnameOf(is);
  if (isDenied(context.slots.name)) return { name: person };
  return isDenied(context.slots.master) || isDenied(slots.names.master) ? { master: person } : {};
}

const hourOf = (number: string): string => `${number.padStart(2, "0")}:00`;

const NEAR_DAYS = 10;

/** «Ой 18» after the 17th is the 18th, after an hour it is 18:00. */
function correctedMoment(number: number, { context, slots }: Signals): Slots {
  const { date, time } = context.slots;
  if (time !== undefined)
    return number >= 8 && number <= 22 ? { time: `${String(number).padStart(2, "0")}:00` } : {};
  if (typeof date !== "string" || date.includes("/")) return {};
  const isNear = number >= 1 && Math.abs(number - Number(date.slice(8))) <= NEAR_DAYS;
  const corrected = `${date.slice(0, 8)}${String(number).padStart(2, "0")}`;
  const isReal = Number.isFinite(Date.parse(corrected)) && corrected >= slots.today.day;
  return isNear && isReal ? { date: corrected } : {};
}

/** Another number in place of the one that is denied, in the slot that holds it. */
function correctedNumber(signals: Signals): Slots {
  const { text, context } = signals;
  for (const pattern of NUMBERS) {
    const { was, is } = pattern.exec(text.flat)?.groups ?? {};
    if (was === undefined || is === undefined) continue;
    const slot = COUNTED.find((name) => context.slots[name] === Number(was));
    if (slot !== undefined) return { [slot]: Number(is) };
    if (context.slots.time === hourOf(was)) return Number(is) < 24 ? { time: hourOf(is) } : {};
    const isOrder = context.category === "lead_b2b" || text.flat.includes(" вместо ");
    return isOrder && context.slots.quantity === undefined ? { quantity: Number(is) } : {};
  }
  const bare = BARE.exec(text.flat)?.groups?.["is"];
  const { pendingSlot } = context;
  const isAnswer = pendingSlot === "time" || pendingSlot === "date" || pendingSlot === "car";
  if (bare === undefined || isAnswer) return {};
  return context.slots.quantity === undefined
    ? correctedMoment(Number(bare), signals)
    : { quantity: Number(bare) };
}

/** «Не к окулисту, а к лору»: of two services named the one that is not denied. */
function correctedService({ text, slots }: Signals): Slots {
  const { was, is } = OTHER_PERSON.exec(text.clean)?.groups ?? {};
  if (was === undefined || is === undefined) return {};
  const named = (word: string): string | undefined =>
    slots.services.find(({ words }) =>
      wordsOf(words).some((one) => isSameStem(stemOf(one), stemOf(word.toLowerCase()))),
    )?.name;
  const service = named(is);
  return named(was) !== undefined && service !== undefined ? { service } : {};
}

/** «Ровно на неделю позже», «на два дня раньше», «на час попозже». */
const SHIFT =
  / на (?:(?<count>\d{1,2}|пару|два|две|три|четыре|пять) )?(?<unit>недел[юи]|д(?:ень|ня|ней)|час(?:а|ов|ик)?) (?:по)?(?<way>позже|позднее|раньше|вперед)(?= )/u;

/** A day or an hour that is told by how far it lies from the one agreed on. */
function shifted({ text, context }: Signals): Slots {
  const { count, unit = "", way } = SHIFT.exec(text.flat)?.groups ?? {};
  if (way === undefined) return {};
  const { date, time } = context.slots;
  const steps = (count === undefined ? 1 : (countOf(count) ?? 1)) * (way === "раньше" ? -1 : 1);
  if (unit.startsWith("час")) {
    const [hour = "", minute = ""] = /^(\d\d):(\d\d)$/.exec(String(time ?? ""))?.slice(1) ?? [];
    const moved = Number(hour) + steps;
    return hour !== "" && moved >= 0 && moved < 24
      ? { time: `${String(moved).padStart(2, "0")}:${minute}` }
      : {};
  }
  if (typeof date !== "string" || date.includes("/")) return {};
  return { date: addDays(date, steps * (unit.startsWith("недел") ? 7 : 1)) };
}

/** What a turn puts right by naming both the old value and the new one. */
export function corrections(signals: Signals): Slots {
  return {
    ...shifted(signals),
    ...correctedService(signals),
    ...correctedPerson(signals),
    ...correctedNumber(signals),
  };
}
