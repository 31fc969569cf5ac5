import { isSameStem, stemOf, wordsOf } from "../../domain/word-stem.ts";
import type { Mention } from "../gazetteer/term-list.ts";

/** What is done, not what it is called: «поменять», «болит», «пробил»; the list's own name says it better. */
const VERB =
  /(?:ть|ться|чь|чься|[аиеуя]л|[аиеуя]л[аои]|[аиеуя]лся|[аиеуя]лась|[аиеуя]лось|ит|ят|ет|ут|ают|яют|ишь|ешь|ите|ете|ую|юсь|усь|ься|лю)$/u;
/** Nouns on -ет, -ит, -ют and the like, which are no verbs. */
const NO_VERB =
  /(?:абонемент|паркет|пакет|билет|кабинет|балет|гастрит|бронхит|элит|кредит|перманент|маршрут)$/u;
/** Adjectives on -ую: «женскую», «годовую». */
const ADJECTIVE_ACCUSATIVE = /(?:ск|н|ов|ев|цк|ч|ш|щ|к)ую$/u;

/** Pet names and parts by which a service is called; and words that name a person or a thing and not what is done. */
const LOOSE =
  /^(?:маник(?:а|у|ом|чик|юрчик)?|педик(?:а|у)?|ногот\S*|ногт\S*|бровк\S*|визажист\S*|сертификат\S*|барбер\S*|стилист\S*|лору?|реснич?\S*|губ[ыа]?|губк\S*|мейк\S*|мэйк\S*|тренер\S*|персонал\S*|инд|резин\S*|колес\S*|кол[её]с|масл\S*|зубн\S*|глазн\S*|лоб\S*|ручник|чек|парк|автопарк\S*|безлимит\S*|пробн(?:ое|ая|ую)|разов(?:ое|ая|ую)|групповы\S*|групповую|групповая|переобувк\S*|проводк\S*|кузов\S*|развал\S*|усы|бород\S*|прикус\S*|лазером|физио|подвеск\S*|ходов\S*|стойки|рейк\S*|лобовое|лобовуху|то|доктор\S*|врач\S*|снять|зал|вены|карт\S*|прокол|электрик\S*|колодк\S*|сцеплени\S*|бампер\S*|грм|акпп|вариатор\S*|коробк\S*|двигател\S*|кондиционер\S*|аккумулятор\S*|антифриз|свечи|свечей|форсунк\S*|качалк\S*|тренажер\S*|седин\S*|налысо|ноль|машинк\S*|восьмерк\S*|родинк\S*|папиллом\S*|бикини|кудри|стопы|горяч\S*|имплант\S*|брекет\S*|коронк\S*|винир\S*|\d+)$/u;

const isVerb = (word: string): boolean =>
  VERB.test(word) && !NO_VERB.test(word) && !ADJECTIVE_ACCUSATIVE.test(word);

/** Whether both say the same by their stems, in any order. */
function saysTheSame(one: readonly string[], other: readonly string[]): boolean {
  const left = one.map(stemOf);
  const right = other.map(stemOf);
  return (
    left.length === right.length && left.every((stem) => right.some((another) => isSameStem(stem, another)))
  );
}

const NEUTER = /(?:ени|ани|яни|ти)(?:ю|я|ем|и)$/u;

/** A word as it stands in a list: «чистку» → «чистка», «женскую» → «женская», «наращивания» → «наращивание». */
function nominative(word: string): string {
  if (word.endsWith("ую")) return word.replace(/ую$/u, "ая");
  if (word.endsWith("юю")) return word.replace(/юю$/u, "яя");
  if (/(?:ци|ги|пи|фи|ми|ри|ди)[юи]$/u.test(word) && word.length > 5) return word.replace(/[юи]$/u, "я");
  if (NEUTER.test(word) && word.length > 6) return word.replace(/(?:ю|я|ем|и)$/u, "е");
  if (/[кдтжш]у$/u.test(word) && word.length > 4) return word.replace(/у$/u, "а");
  return /(?:лог|ист|олог|атр|евт|опед|ург)[ауе]$/u.test(word) ? word.slice(0, -1) : word;
}

/** A mention in English keeps the customer's words: a Russian name would be news to him. */
const isForeign = (mention: Mention): boolean =>
  /^[a-z ]+$/u.test(mention.words) && !/[a-z]/u.test(mention.name);

/**
 * A service as the customer calls it: «стретчинг» where the list says «Растяжка». Only what is no name of a service
 * («переобуться», «ноготки», «болит зуб») is given the list's own.
 */
export function nameService(mention: Mention): string {
  if (isForeign(mention)) return mention.words;
  const words = wordsOf(mention.words);
  if (saysTheSame(words, wordsOf(mention.name))) return mention.name;
  if (words.some((word) => isVerb(word) || LOOSE.test(word))) return mention.name;
  return /[a-z]/u.test(mention.words) ? mention.name : words.map(nominative).join(" ");
}
