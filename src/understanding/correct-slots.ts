import type { SlotName, Slots } from "../domain/slot.ts";
import { isSameStem, stemOf, wordsOf } from "../domain/word-stem.ts";
import { firstNameOf, surnameOf } from "./gazetteer/names.ts";
import type { Signals } from "./read-signals.ts";

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

/** Another specialist in place of the one who is denied by name. */
function correctedMaster({ text, context, slots }: Signals): Slots {
  const { was, is } = OTHER_PERSON.exec(text.clean)?.groups ?? {};
  if (was === undefined || is === undefined) return {};
  const known = [context.slots.master, slots.names.master].filter((name) => typeof name === "string");
  const isDenied = known.some((name) => wordsOf(name).some((word) => isSamePerson(word, was)));
  const isPerson = /^\p{Lu}/u.test(is) || firstNameOf(is) !== undefined;
  return isDenied && isPerson ? { master: firstNameOf(is) ?? surnameOf(is) } : {};
}

/** Another number in place of the one that is denied, in the slot that holds it. */
function correctedNumber({ text, context }: Signals): Slots {
  for (const pattern of NUMBERS) {
    const { was, is } = pattern.exec(text.flat)?.groups ?? {};
    if (was === undefined || is === undefined) continue;
    const slot = COUNTED.find((name) => context.slots[name] === Number(was));
    if (slot !== undefined) return { [slot]: Number(is) };
    const isOrder = context.category === "lead_b2b" || text.flat.includes(" вместо ");
    return isOrder && context.slots.quantity === undefined ? { quantity: Number(is) } : {};
  }
  const bare = BARE.exec(text.flat)?.groups?.["is"];
  const { pendingSlot } = context;
  const isAnswer = pendingSlot === "time" || pendingSlot === "date" || pendingSlot === "car";
  return bare !== undefined && context.slots.quantity !== undefined && !isAnswer
    ? { quantity: Number(bare) }
    : {};
}

/** What a turn puts right by naming both the old value and the new one. */
export function corrections(signals: Signals): Slots {
  return { ...correctedMaster(signals), ...correctedNumber(signals) };
}
