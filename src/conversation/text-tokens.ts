import { newStemmer } from "snowball-stemmers";

const russian = newStemmer("russian");
const english = newStemmer("english");
const stems = new Map<string, string>();
const MAX_REMEMBERED = 20_000;

/** Words that say nothing of the subject; in stemmed form they would only pull unrelated answers together. */
const EMPTY_WORDS = new Set(
  (
    "а ай без бы был была были быть в вам вас ваш ваша ваше ваши во вот все всё где да для до его ее если есть еще " +
    "же за здравствуйте здрасьте добрый день вечер утро и из или им их к как какая какие какой какую ко когда кто " +
    "куда ли лишь меня мне мной можно мой моя мы на нам нас нет не ни но ну о об один он она они от по под " +
    "подскажите пожалуйста плиз пж при про с со скажите сколько скока стоит стоят цена цены ценник прайс почем так " +
    "такой там тебя то тоже только ты у уже хотел хотела хочу что чтобы это эта этот я " +
    "бывает возможно дает даете даешь даю делает делаете делать интересно имеется можна надо нужно пустят пускаете " +
    "работает работаете работать сделать случае " +
    "a an and any are at be can do does for have how i in is it me much my of on or our please price the there to " +
    "what when where with you your hello hi"
  ).split(" "),
);

/** Groups of everyday words that mean the same to a customer; the first of a group stands for all. */
const SAME_MEANING = [
  "парковка припарковаться припарковать стоянка паркинг parking",
  "оплата оплатить заплатить расплатиться payment pay",
  "карта карточка картой безнал безналичный card",
  "ребенок ребенком дети детский детьми малыш сын дочка kids child children",
  "вайфай wifi интернет",
  "рассрочка рассрочку частями кредит долями",
  "сертификат подарочный gift",
  "скидка акция промокод discount",
  "гарантия гарантийный warranty",
  "доставка доставляете привезете доставить delivery",
  "самовывоз забрать самому pickup",
  "собака собачка пес псом кошка кот питомец животное dog pet",
  "опоздание опоздать опоздаю опаздываю опаздывать задержусь задержаться задерживаюсь late",
  "наличные наличка наличкой cash",
  "стерилизация стерилизуете дезинфекция инструменты",
  "машина авто автомобиль тачка car",
  "полис омс дмс страховка insurance",
  "больничный справка",
  "кофе чай напитки coffee tea",
  "метро остановка добраться доехать проехать",
  "вход войти зайти подъезд",
  "возраст лет",
];

function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = /[а-я]/.test(word) ? russian.stem(word) : english.stem(word);
  if (stems.size < MAX_REMEMBERED) stems.set(word, stem);
  return stem;
}

const MEANING = new Map<string, string>();
for (const group of SAME_MEANING) {
  const words = group.split(" ").map(stemOf);
  for (const word of words) MEANING.set(word, words[0] ?? word);
}

/** Lower case, `е` for `ё`, and nothing but letters, digits and single spaces. */
export function plainText(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/[^a-zа-я0-9]+/g, " ")
    .replaceAll(/(^| )(вай фай|wi fi)(?= |$)/g, "$1вайфай")
    .trim();
}

/** Stems of the words that carry the subject of a text, in order. */
export function contentStems(text: string): string[] {
  return plainText(text)
    .split(" ")
    .filter((word) => word !== "" && !EMPTY_WORDS.has(word))
    .map(stemOf);
}

/** One stem for all words of a meaning: "припарковаться" and "стоянка" meet at "парковка". */
export function meaningOf(stem: string): string {
  return MEANING.get(stem) ?? stem;
}

/** Whether two stems are the same word, one typing error allowed from five letters on. */
export function isSameStem(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > 1) return false;
  return isOneEditApart(a, b);
}

function isOneEditApart(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const restA = a.slice(start, endA);
  const restB = b.slice(start, endB);
  const isSwap = restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
  return isSwap || (restA.length <= 1 && restB.length <= 1);
}

/** Counts of the three-letter pieces of a text, word borders included. */
export function trigramsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of plainText(text).split(" ")) {
    if (word === "" || EMPTY_WORDS.has(word)) continue;
    const padded = ` ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) {
      const piece = padded.slice(at, at + 3);
      counts.set(piece, (counts.get(piece) ?? 0) + 1);
    }
  }
  return counts;
}
