import { vocabularyOf } from "../phrase-index.ts";

/** Words that we know, for telling a typo from a word that merely is not ours. */
export interface Vocabulary {
  isKnown(word: string): boolean;
  /** The word with one slip mended when it is not known and comes close to a known one; else the word itself. */
  mend(word: string): string;
}

/** Frequent words outside the lexicon that must never be "mended" into it. */
const FREQUENT = `это этот этого этой этом эти этих тот того той том такой такая такие такое какой какая какие какое который которая которые было была были будет будут буду есть если или либо еще уже только лишь даже потом теперь тогда сейчас всегда никогда иногда часто редко очень много мало больше меньше лучше хуже более менее можно нельзя надо нужно хорошо плохо быстро медленно просто сложно здесь там тут туда сюда оттуда домой дома вчера сегодня завтра утром вечером ночью днем день дня дней неделя недели неделю месяц месяца месяцев год года лет время времени час часа часов минут человек человека людей люди друг друга подруга подруге мама маме папа папе муж мужу жена жене сын сыну дочь дочка дочери ребенок ребенка ребенку дети детей жизнь работа работе работу город города городе страна улица дом дома комната место места стол стул окно дверь рука руки нога ноги голова голове лицо лице глаз глаза волос волосы волосами кожа кожи тело вода воды еда чай кофе деньги денег рубль рублей тысяч тысячи цвет цвета черный белый красный синий синяя зеленый желтый серый новый новая новые старый большой маленький маленькая длинный длинные короткий первый второй третий последний другой другая другие свой своя свои мой моя мои твой наш наша наши ваш ваша ваши весь все всех всем всего вся сам сама сами себя мне меня мной тебя тебе вас вам нас нам него нее ней них ними кто что чего чему кого кому где куда когда почему зачем как сколько один одна одно два две три четыре пять шесть семь восемь девять десять делать делаю делает сделать сказать сказал сказала говорить говорит думаю думать знаю знать хотел хотела могу может можем могут вижу видеть смотрю смотреть пришел пришла прийти пойду идти ехать еду стоит стоят лежит сидит живу живем взять дать дали дает купил купила нашел нашла понял поняла забыл забыла помню писать пишу написал написала ответ вопрос вопроса случай слово раз раза часть сторона конец начало номер число дело дела вид форма группа школа книга письмо фото видео ссылка после перед через между около вместо кроме против вокруг ради среди всякий каждый любой никто ничто нечего некого весна лето осень зима марта апреля мая июня июля августа сентября октября ноября декабря января февраля короче кстати видимо наверное конечно возможно кажется вроде пожалуйста извините здравствуйте привет спасибо ладно хотя чтобы потому поэтому пока также тоже зато однако именно почти совсем вообще сразу скоро давно недавно снова опять вместе отдельно около примерно ровно целый целиком полный пустой готовый свободный общий разный одинаковый важный срочный`;

const FREQUENT_WORDS = new Set(FREQUENT.replaceAll("ё", "е").split(" "));

/** Whether a word is so common that it names nobody and nothing by itself. */
export function isFrequentWord(word: string): boolean {
  return FREQUENT_WORDS.has(word);
}

const SHORTEST_STEM = 6;
const SHORTEST_WORD = 6;
const LONGEST_STEM = 12;

const KEY_ROWS = ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"];
const SOUND_ALIKE = [
  "ао",
  "ое",
  "еи",
  "ыи",
  "яе",
  "яи",
  "дт",
  "зс",
  "бп",
  "гк",
  "вф",
  "шщ",
  "жш",
  "чщ",
  "цс",
  "ьъ",
  "эе",
  "ую",
  "ёо",
];

/** A wrong letter is a neighbour on the keyboard or sounds alike; any other makes another word. */
function isLikelySwap(a: string, b: string): boolean {
  if (SOUND_ALIKE.some((pair) => pair.includes(a) && pair.includes(b))) return true;
  return KEY_ROWS.some((row, at) => {
    const place = row.indexOf(a);
    if (place < 0) return false;
    const near = [row, KEY_ROWS[at - 1] ?? "", KEY_ROWS[at + 1] ?? ""];
    return near.some((other, step) =>
      other.slice(Math.max(0, place - 1), place + (step === 0 ? 2 : 1)).includes(b),
    );
  });
}

/** Whether one insertion, deletion, replacement or swap of neighbours turns `a` into `b`. */
function isOneSlip(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && from < b.length && a.charAt(from) === b.charAt(from)) from += 1;
  let tail = 0;
  while (
    tail < a.length - from &&
    tail < b.length - from &&
    a.charAt(a.length - 1 - tail) === b.charAt(b.length - 1 - tail)
  )
    tail += 1;
  const left = a.slice(from, a.length - tail);
  const right = b.slice(from, b.length - tail);
  if (left.length === 1 && right.length === 1) return isLikelySwap(left, right);
  if (left.length <= 1 && right.length <= 1) return true;
  return (
    left.length === 2 &&
    right.length === 2 &&
    left.charAt(0) === right.charAt(1) &&
    left.charAt(1) === right.charAt(0)
  );
}

/** «Выиграла» and «выиграли» are two forms of one word, not a slip. */
function isEnding(a: string, b: string): boolean {
  return a.slice(0, -1) === b.slice(0, -1) || a.slice(0, -1) === b || a === b.slice(0, -1);
}

/** The word and every spelling with one letter left out. */
function shortenings(word: string): readonly string[] {
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

function indexOf(words: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const word of words) {
    for (const key of shortenings(word)) {
      const known = index.get(key);
      if (known) known.push(word);
      else index.set(key, [word]);
    }
  }
  return index;
}

function closest(word: string, index: ReadonlyMap<string, readonly string[]>): string | undefined {
  for (const key of shortenings(word)) {
    const found = index
      .get(key)
      ?.find(
        (known) => known.charAt(0) === word.charAt(0) && !isEnding(word, known) && isOneSlip(word, known),
      );
    if (found) return found;
  }
  return undefined;
}

/** Builds the vocabulary of blocks of phrases (see `phrase-index.ts`) and of whole words. */
export function createVocabulary(blocks: readonly string[], extraWords: readonly string[]): Vocabulary {
  const parts = blocks.map(vocabularyOf);
  const stems = new Set(parts.flatMap((part) => part.stems));
  const words = new Set([...parts.flatMap((part) => part.words), ...extraWords, ...FREQUENT.split(" ")]);
  const mendableWords = indexOf([...words].filter((word) => word.length >= SHORTEST_WORD));
  const mendableStems = indexOf([...stems].filter((stem) => stem.length >= SHORTEST_STEM - 1));

  function isKnown(word: string): boolean {
    if (words.has(word)) return true;
    for (let length = 2; length <= Math.min(word.length, LONGEST_STEM); length += 1) {
      if (stems.has(word.slice(0, length))) return true;
    }
    return false;
  }

  const closestStem = (part: string): string | undefined =>
    shortenings(part)
      .flatMap((key) => mendableStems.get(key) ?? [])
      .find((stem) => stem.charAt(0) === part.charAt(0) && isOneSlip(part, stem));

  function mend(word: string): string {
    if (word.length < SHORTEST_WORD || isKnown(word)) return word;
    const whole = closest(word, mendableWords);
    if (whole) return whole;
    for (let length = Math.min(word.length, LONGEST_STEM); length >= SHORTEST_STEM; length -= 1) {
      const stem = closestStem(word.slice(0, length));
      if (stem) return stem + word.slice(length);
    }
    return word;
  }

  return { isKnown, mend };
}
