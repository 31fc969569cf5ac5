import { findTrade, nameTrade } from "../phrases/find-position-phrase.ts";
import type { Signals } from "../read-signals.ts";
import { coveredBy, placesOfWords } from "./word-places.ts";

/** «Учусь на врача»: not yet. */
const LEARNS = / (?:учусь|учится|отучил\p{L}*|поступаю|выучил\p{L}*) на(?: \p{L}+(?:ого|его|ую))?$/u;

/** The trade that a person applies for, as he calls it: «инструктор по плаванию» where the list says «тренер». */
export function choosePosition({ slots, text }: Signals): string | undefined {
  const places = placesOfWords(text).flat;
  const first = slots.positions.find(({ start }) => !LEARNS.test(text.flat.slice(0, start)));
  if (first) {
    const name = nameTrade(first, coveredBy(places, first), text);
    return text.script === "latin" && text.repaired === "none" && /[а-я]/u.test(name) ? first.words : name;
  }
  const taken = new Set<number>();
  for (const part of [...slots.names.used, ...slots.company.used, ...slots.contacts.used])
    for (const at of coveredBy(text.words, part)) taken.add(at);
  return findTrade(text, taken);
}
