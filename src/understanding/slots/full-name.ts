import { firstNameOf, isSurnameLike, surnameOf } from "../gazetteer/names.ts";
import type { Word } from "../normalise-text.ts";
import { isCommonWord } from "../spelling/vocabulary.ts";

/** Words that no name is made of, whatever their capitals. */
export const NOT_NAMES = new Set(
  "здорово здарова любой любого любому любая добрый доброе доброго здравствуйте привет спасибо пожалуйста можно нужно хочу ищу есть нет да ок окей хорошо мы я вы это как где когда сколько почему зачем кто что какой какая какие подскажите скажите запишите нужен нужна здрасте салон клиника сервис компания фирма завод".split(
    " ",
  ),
);

export const isCapital = (raw: string): boolean => /^[А-ЯЁA-Z][\p{L}-]+$/u.test(raw);

/** Whether two words stand in different parts of a sentence. */
export function isBreak(clean: string, left: Word | undefined, right: Word | undefined): boolean {
  if (!left || !right) return true;
  return /[.,!?;:()\n«»"+—–]/u.test(clean.slice(left.end, right.start));
}

/** A name that starts at the word: first name, surname or both in either order, with an optional patronymic. */
export function fullNameAt(
  words: readonly Word[],
  at: number,
  clean: string,
): { name: string; length: number } | undefined {
  const parts: string[] = [];
  let patronymic: string | undefined;
  let surname: string | undefined;
  let first: string | undefined;
  let length = 0;
  for (const word of words.slice(at, at + 3)) {
    if (length > 0 && isBreak(clean, words[at + length - 1], word)) break;
    const known = firstNameOf(word.raw);
    if (known && !first) first = known;
    else if (
      !surname &&
      isSurname(word, besideOf(words, at + length, clean), first) &&
      !isPatronymic(word.raw)
    )
      surname = surnameOf(word.raw);
    else if (first && isPatronymic(word.raw)) patronymic = patronymicOf(word.raw);
    else if (first && !surname && isForeignSurname(words, at + length, clean)) surname = word.raw;
    else break;
    length += 1;
    parts.push(word.raw);
  }
  if (!first && !surname) return undefined;
  const surnameFirst =
    surname !== undefined && first !== undefined && firstNameOf(parts[0] ?? "") === undefined;
  const isNominative = surname === undefined || parts.includes(surname);
  if (surname !== undefined) surname = capitalised(ofHim(surname, first, parts));
  const ordered =
    surname === undefined
      ? [first, patronymic && capitalised(patronymic)]
      : surnameFirst && isNominative
        ? [surname, first]
        : [first, surname];
  return { name: ordered.filter((part) => part !== undefined).join(" "), length };
}

/** «Лаптева Вадима»: beside a man's name in another case the surname stands in it too. */
function ofHim(surname: string, first: string | undefined, parts: readonly string[]): string {
  const isMan = first !== undefined && /[бвгджзклмнпрстфхцчшщй]$/u.test(first);
  const isOblique = isMan && !parts.some((part) => part.toLowerCase() === first.toLowerCase());
  return isOblique ? surname.replace(/(ов|ев|ёв|ин|ын)(?:а|у|ым|ом|е)$/u, "$1") : surname;
}

/** «Лидия Ким», "James Whitfield": a capitalised word after a capitalised first name, where the part of the sentence ends. */
function isForeignSurname(words: readonly Word[], at: number, clean: string): boolean {
  const [first, word] = [words[at - 1], words[at]];
  if (!first || !word || !isCapital(first.raw) || !isCapital(word.raw) || word.raw.length < 2) return false;
  const isShouting = clean === clean.toUpperCase();
  return !isShouting && !NOT_NAMES.has(word.norm) && isBreak(clean, word, words[at + 1]);
}

export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The next word, where no mark stands between. */
const besideOf = (words: readonly Word[], at: number, clean: string): Word | undefined =>
  isBreak(clean, words[at], words[at + 1]) ? undefined : words[at + 1];

/** In small letters a surname is one beside a first name: «шестакова нина», «ольгу семенову». */
function isSurname(word: Word, next: Word | undefined, first: string | undefined): boolean {
  if (isSurnameLike(word.raw)) return true;
  const isBeside = first !== undefined || (next !== undefined && firstNameOf(next.raw) !== undefined);
  return (
    isBeside && word.raw === word.norm && isSurnameLike(capitalised(word.raw)) && !isCommonWord(word.norm)
  );
}

/** «Сергеевну» → «Сергеевна», «Петровичу» → «Петрович». */
const patronymicOf = (raw: string): string =>
  raw.replace(/(овн|евн|ичн)(?:у|ы|е|ой)$/u, "$1а").replace(/(ович|евич|ьич)(?:а|у|ем|е)$/u, "$1");

const isPatronymic = (raw: string): boolean =>
  /(?:ович|евич|ич|овна|евна|ична|инична)[ауеы]?$/iu.test(raw) || /(?:овн|евн|ичн)(?:у|ой|е|ы)$/iu.test(raw);
