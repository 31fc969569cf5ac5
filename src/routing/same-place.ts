import { stemOf, wordsOf } from "../domain/word-stem.ts";

/** Spoken short names of cities. */
const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  спб: ["санкт", "петербург"],
  питер: ["санкт", "петербург"],
  петербург: ["санкт", "петербург"],
  мск: ["москва"],
  екб: ["екатеринбург"],
  ебург: ["екатеринбург"],
  нск: ["новосибирск"],
  нн: ["нижний", "новгород"],
};

/** Words of a place's name, with spoken short names written out. */
export function placeWords(text: string): readonly string[] {
  return wordsOf(text).flatMap((word) => SHORT_NAMES[word] ?? SHORT_NAMES[stemOf(word)] ?? [word]);
}

/** Whether two words differ in their endings only: "омск" and "омске", "ленина" and "ленину", "уфа" and "уфе". */
export function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  if (/\d/u.test(a) || /\d/u.test(b)) return false;
  if (a.length === 3 && b.length === 3) return a.slice(0, 2) === b.slice(0, 2);
  return stemOf(a) === stemOf(b);
}

/** Whether two names mean one place, whatever their case, endings and usual abbreviations. */
export function isSamePlace(a: string, b: string): boolean {
  const left = placeWords(a);
  const right = placeWords(b);
  // "петербург" inside a written-out "санкт-петербург" is expanded twice: repeated words say nothing new.
  const [first, second] = [new Set(left), new Set(right)];
  return (
    first.size === second.size &&
    [...first].every((word) => [...second].some((other) => isSameWord(word, other)))
  );
}
