import { wordsOf } from "../domain/word-stem.ts";
import { AMBIGUOUS_NAMES, firstNameOf, isSurnameLike } from "./gazetteer/names.ts";

const WORD = /\p{L}[\p{L}'’-]*/gu;
const PATRONYMIC =
  /^(?:[а-яёА-ЯЁ][а-яё]+(?:ович|евич|ьич)(?:а|у|ем|ом|е)?|[А-ЯЁ][а-яё]+(?:овн|евн|ичн)(?:а|е|у|ой|ы))$/u;
/** After these a capitalised word is somebody's name, known to us or not. */
const INTRODUCES =
  /(?:зовут(?: меня)?|моё? имя|фамилия|фио|на имя|на фамилию|контактное лицо|my name is|name is|i am|i'm|this is|regards,?)[\s:,—–-]+$/iu;

const isCapitalised = (word: string): boolean => /^\p{Lu}/u.test(word);

function isFirstName(word: string): boolean {
  const plain = word.toLowerCase().replaceAll("ё", "е");
  return firstNameOf(plain) !== undefined && (!AMBIGUOUS_NAMES.has(plain) || isCapitalised(word));
}

/**
 * Words of a text that name people: first names in any case, patronymics, surnames beside either, and whatever follows
 * «меня зовут». Wide rather than exact, because it serves to hide them.
 */
export function findPersonalNames(text: string): readonly string[] {
  const words = Array.from(text.matchAll(WORD), (match) => ({ word: match[0], start: match.index }));
  const isName = words.map(
    ({ word, start }) =>
      isFirstName(word) ||
      PATRONYMIC.test(word) ||
      (isCapitalised(word) && INTRODUCES.test(text.slice(Math.max(0, start - 24), start))),
  );
  const isBesideName = (at: number): boolean =>
    [at - 2, at - 1, at + 1, at + 2].some((other) => isName[other] === true);
  const found = words.filter(
    ({ word }, at) => isName[at] === true || (isSurnameLike(word) && isBesideName(at)),
  );
  return [...new Set(found.map(({ word }) => word))].filter((word) => wordsOf(word).length > 0);
}
