import type { Signals } from "../read-signals.ts";
import { carMentions } from "./find-car.ts";
import { coveredBy, placesOfWords } from "./word-places.ts";

/** «CX-5», «X3», a year. */
const MARK = /^(?:[A-Z]{1,3}\d{0,3}|\d{1,4}|[A-Z][a-z]?\d{1,3})$/u;

/** The customer's car; in an English turn as it is called there. */
export function chooseCar({ slots, text }: Signals): string | undefined {
  const isEnglish = text.script === "latin" && text.repaired === "none";
  if (!isEnglish || slots.car === undefined || /^[\x20-\x7e]+$/u.test(slots.car)) return slots.car;
  const places = placesOfWords(text).flat;
  const named = carMentions(text.flat).flatMap((mention) => coveredBy(places, mention));
  const from = Math.min(...named);
  let to = from;
  while (named.includes(to + 1) || isMark(text, to + 1)) to += 1;
  return text.clean.slice(text.words[from]?.start, text.words[to]?.end);
}

function isMark(text: Signals["text"], at: number): boolean {
  const [before, word] = [text.words[at - 1], text.words[at]];
  return (
    before !== undefined &&
    word !== undefined &&
    MARK.test(word.raw) &&
    /^[ -]$/u.test(text.clean.slice(before.end, word.start))
  );
}
