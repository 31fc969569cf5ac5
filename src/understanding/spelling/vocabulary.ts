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
  while (from < a.length && from < b.length && a.charCodeAt(from) === b.charCodeAt(from)) from += 1;
  let tail = 0;
  while (
    tail < a.length - from &&
    tail < b.length - from &&
    a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)
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

/** Words by their first letter and length: few enough on a shelf to be looked through one by one. */
type Shelves = ReadonlyMap<string, readonly string[]>;

function shelve(words: Iterable<string>): Shelves {
  const shelves = new Map<string, string[]>();
  for (const word of words) {
    const label = `${word.charAt(0)}${word.length}`;
    const shelf = shelves.get(label);
    if (shelf) shelf.push(word);
    else shelves.set(label, [word]);
  }
  return shelves;
}

/** The first word with the same first letter that is one slip away: a letter lost first, then a wrong one, then one too many. */
function findNear(word: string, shelves: Shelves, accept: (known: string) => boolean): string | undefined {
  for (const length of [word.length + 1, word.length, word.length - 1]) {
    const shelf = shelves.get(`${word.charAt(0)}${length}`);
    const found = shelf?.find((known) => isOneSlip(word, known) && accept(known));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Builds the vocabulary of blocks of phrases (see `phrase-index.ts`) and of whole words. */
export function createVocabulary(blocks: readonly string[], extraWords: readonly string[]): Vocabulary {
  const parts = blocks.map(vocabularyOf);
  const stems = new Set(parts.flatMap((part) => part.stems));
  const words = new Set([...parts.flatMap((part) => part.words), ...extraWords, ...FREQUENT.split(" ")]);
  const mendableWords = shelve([...words].filter((word) => word.length >= SHORTEST_WORD));
  const mendableStems = shelve([...stems].filter((stem) => stem.length >= SHORTEST_STEM - 1));

  function isKnown(word: string): boolean {
    if (words.has(word)) return true;
    for (let length = 2; length <= Math.min(word.length, LONGEST_STEM); length += 1) {
      if (stems.has(word.slice(0, length))) return true;
    }
    return false;
  }

  function mend(word: string): string {
    if (word.length < SHORTEST_WORD || isKnown(word)) return word;
    const whole = findNear(word, mendableWords, (known) => !isEnding(word, known));
    if (whole) return whole;
    for (let length = Math.min(word.length, LONGEST_STEM); length >= SHORTEST_STEM; length -= 1) {
      const stem = findNear(word.slice(0, length), mendableStems, () => true);
      if (stem) return stem + word.slice(length);
    }
    return word;
  }

  return { isKnown, mend };
}
