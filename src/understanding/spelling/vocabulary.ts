import { createVocabularyReader, partsOf } from "../phrase-language.ts";
import { createWordTable, type WordTable } from "../tables/word-table.ts";
import common from "./common-words.json" with { type: "json" };
import { createNearWords, type NearWords } from "./near-words.ts";
import { isEnding, undoubled } from "./one-slip.ts";

/** Words that we know, for telling a typo from a word that merely is not ours. */
export interface Vocabulary {
  isKnown(word: string): boolean;
  /** The word with one slip mended when it is not known and comes close to a known one; else the word itself. */
  mend(word: string): string;
}

/** Frequent words outside the lexicon that must never be "mended" into it. */
const FREQUENT = `это этот этого этой этом эти этих тот того той том такой такая такие такое какой какая какие какое который которая которые было была были будет будут буду есть если или либо еще уже только лишь даже потом теперь тогда сейчас всегда никогда иногда часто редко очень много мало больше меньше лучше хуже более менее можно нельзя надо нужно хорошо плохо быстро медленно просто сложно здесь там тут туда сюда оттуда домой дома вчера сегодня завтра утром вечером ночью днем день дня дней неделя недели неделю месяц месяца месяцев год года лет время времени час часа часов минут человек человека людей люди друг друга подруга подруге мама маме папа папе муж мужу жена жене сын сыну дочь дочка дочери ребенок ребенка ребенку дети детей жизнь работа работе работу город города городе страна улица дом дома комната место места стол стул окно дверь рука руки нога ноги голова голове лицо лице глаз глаза волос волосы волосами кожа кожи тело вода воды еда чай кофе деньги денег рубль рублей тысяч тысячи цвет цвета черный белый красный синий синяя зеленый желтый серый новый новая новые старый большой маленький маленькая длинный длинные короткий первый второй третий последний другой другая другие свой своя свои мой моя мои твой наш наша наши ваш ваша ваши весь все всех всем всего вся сам сама сами себя мне меня мной тебя тебе вас вам нас нам него нее ней них ними кто что чего чему кого кому где куда когда почему зачем как сколько один одна одно два две три четыре пять шесть семь восемь девять десять делать делаю делает сделать сказать сказал сказала говорить говорит думаю думать знаю знать хотел хотела могу может можем могут вижу видеть смотрю смотреть пришел пришла прийти пойду идти ехать еду стоит стоят лежит сидит живу живем взять дать дали дает купил купила нашел нашла понял поняла забыл забыла помню писать пишу написал написала ответ вопрос вопроса случай слово раз раза часть сторона конец начало номер число дело дела вид форма группа школа книга письмо фото видео ссылка после перед через между около вместо кроме против вокруг ради среди всякий каждый любой никто ничто нечего некого весна лето осень зима марта апреля мая июня июля августа сентября октября ноября декабря января февраля короче кстати видимо наверное конечно возможно кажется вроде пожалуйста извините здравствуйте привет спасибо ладно хотя чтобы потому поэтому пока также тоже зато однако именно почти совсем вообще сразу скоро давно недавно снова опять вместе отдельно около примерно ровно целый целиком полный пустой готовый свободный общий разный одинаковый важный срочный`;

/** So many of them are frequent enough to be meant by «хоу» or «чке». */
const VERY_FREQUENT = 300;

/** Words of the corpus, the most frequent first. */
const COMMON_WORDS = createWordTable(partsOf(common.words, " "));

/** Whether a word is met again and again in what customers write: a firm or a person is hardly called so. */
export function isCommonWord(word: string): boolean {
  return COMMON_WORDS.indexOf(word) >= 0 || FREQUENT_WORDS.has(word);
}

const SHORTEST = 3;
const SHORTEST_WORD = 5;
const SHORTEST_STEM = 5;
const LONGEST_STEM = 12;
/** So much may follow a mended beginning: «гастроэнтеролог» is no «настроение». */
const LONGEST_REST = 5;
/** A day is worth mending at its end too: «сегодн», «понедельние». */
const DAYS = /^(?:сегодня|завтра|послезавтра|понедельник|вторник|четверг|пятницу|субботу|воскресенье)$/u;
/** Mended words that are remembered. */
const MOST_KEPT = 2000;

const FREQUENT_WORDS = new Set(FREQUENT.replaceAll("ё", "е").split(" "));

/** Whether a word is so common that it names nobody and nothing by itself. */
export function isFrequentWord(word: string): boolean {
  return FREQUENT_WORDS.has(word);
}

/** «Хоу», «чке»: too short for anything but a lost or swapped letter of a very frequent word. */
function findShort(word: string, frequent: NearWords): string | undefined {
  const isPlain = (known: string): boolean =>
    known.length === word.length + 1 || known === word || isSwapped(known, word);
  return frequent.findNear(word, isPlain);
}

const isSwapped = (known: string, word: string): boolean =>
  known.length === word.length &&
  Array.from(known).toSorted().join("") === Array.from(word).toSorted().join("");

/** The same slips come again and again. */
function remembering(mend: (word: string) => string): (word: string) => string {
  const kept = new Map<string, string>();
  return (word) => {
    const known = kept.get(word);
    if (known !== undefined) return known;
    const mended = mend(word);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(word, mended);
    return mended;
  };
}

/** Whole words and names, and beginnings of words, in the order in which a slip is mended to them. */
interface Known {
  readonly words: WordTable;
  readonly stems: WordTable;
  readonly names: WordTable;
}

function readKnown(blocks: readonly string[], extraWords: readonly string[], names: Iterable<string>): Known {
  const { words, stems, read } = createVocabularyReader();
  for (const list of [partsOf(common.words, " "), extraWords, FREQUENT_WORDS])
    for (const word of list) words.add(word);
  for (const block of blocks) read(block);
  return { words: words.build(), stems: stems.build(), names: createWordTable(names) };
}

const isMendable = (word: string, known: string): boolean => DAYS.test(known) || !isEnding(word, known);

/** Builds the vocabulary of blocks of phrases (see `phrase-language.ts`), of whole words, and of names, which a slip is mended to with more care. */
export function createVocabulary(
  blocks: readonly string[],
  extraWords: readonly string[],
  names: Iterable<string> = [],
): Vocabulary {
  const known = readKnown(blocks, extraWords, names);
  const { words, stems } = known;
  const near = {
    words: createNearWords(words, SHORTEST_WORD),
    stems: createNearWords(stems, SHORTEST_STEM),
    names: createNearWords(known.names, SHORTEST_WORD),
    frequent: createNearWords(createWordTable([...extraWords, ...common.words.split(" ", VERY_FREQUENT)])),
  };
  const isListed = (word: string): boolean => words.indexOf(word) >= 0 || known.names.indexOf(word) >= 0;

  function isKnown(word: string): boolean {
    if (isListed(word)) return true;
    for (let length = 2; length <= Math.min(word.length, LONGEST_STEM); length += 1) {
      if (stems.indexOf(word, 0, length) >= 0) return true;
    }
    return false;
  }

  const mendWhole = (word: string): string | undefined =>
    near.words.findNear(word, (other) => isMendable(word, other)) ?? near.words.findWithFirst(word);

  function mendStem(word: string): string | undefined {
    const shortest = Math.max(SHORTEST_STEM, word.length - LONGEST_REST);
    for (let length = Math.min(word.length, LONGEST_STEM); length >= shortest; length -= 1) {
      const part = word.slice(0, length);
      const stem = near.stems.findNear(part, () => true) ?? near.stems.findWithFirst(part);
      if (stem) return stem + word.slice(length);
    }
    return undefined;
  }

  /** The first and the last letter stay: «маринад» is no Марина. */
  const mendName = (word: string): string | undefined =>
    near.names.findNear(word, (name) => name.at(-1) === word.at(-1));

  function mendOnce(word: string): string | undefined {
    if (word.length < SHORTEST_WORD) return findShort(word, near.frequent);
    return mendWhole(word) ?? mendStem(word) ?? mendName(word);
  }

  function mendAnew(word: string): string {
    const single = undoubled(word);
    const undone = single.find((shorter) => isKnown(shorter));
    if (undone !== undefined) return undone;
    const mended = mendOnce(word);
    if (mended !== undefined) return mended;
    for (const shorter of single) {
      const twice = mendOnce(shorter);
      if (twice !== undefined) return twice;
    }
    return word;
  }

  function mend(word: string): string {
    if (isListed(word)) return word;
    // «Заппись» begins like a known word, and yet a letter is doubled.
    if (isKnown(word)) return undoubled(word).find((shorter) => words.indexOf(shorter) >= 0) ?? word;
    if (word.length < SHORTEST || !/^[а-я]+$|^[a-z]{5,}$/u.test(word)) return word;
    return remembered(word);
  }

  const remembered = remembering(mendAnew);
  return { isKnown, mend };
}
