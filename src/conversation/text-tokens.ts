import { newStemmer } from "snowball-stemmers";

const russian = newStemmer("russian");
const english = newStemmer("english");
const stems = new Map<string, string>();
const MAX_REMEMBERED = 20_000;

/** Words that say nothing of the subject; in stemmed form they would only pull unrelated answers together. */
const EMPTY_WORDS = new Set(
  // People and things without a name.
  (
    "я меня мне мной мы нас нам нами ты тебя тебе тобой вы вас вам вами он его ему им нем она ее ей ею оно они их ими них " +
    "себя себе собой мой моя мое мои моего моей моих моим мою наш наша наше наши нашего нашей наших нашу твой твоя твое " +
    "твои ваш ваша ваше ваши вашего вашей ваших вашему вашу вашим свой своя свое свои своего своей своих свою этот эта это " +
    "эти этого этой этом этих этим эту тот та те того той тех тем ту такой такая такое такие сам сама сами все всего " +
    "всех весь вся кто кого кому кем что чего чему чем какой какая какое какие какого каких какую который которая которые " +
    "один одна одно чей чья первый первая первое первые первого первой первых первую " +
    // Joints of speech.
    "а ай и да но или либо же бы ли лишь ну о об от до для из к ко на над не ни нет по под при про с со у во в вот вон вроде " +
    "за то так там тут здесь туда тоже также только уже еще если чтобы когда где куда откуда как потом просто очень вообще " +
    "кстати скорее почти прямо раз разве неужели ведь даже без пж плиз ок окей угу ага хорошо ладно понятно понял поняла " +
    // Politeness.
    "здравствуйте здрасте здрасьте здравствуй привет приветик приветствую хай добрый доброе доброго доброй день дня вечер " +
    "утро ночи вечера спасибо благодарю пожалуйста подскажите подскажи скажите скажи извините простите интересует интересно " +
    "узнать хотелось уточните уточнить " +
    // What is done to any subject, and asked of it.
    "быть был была было были есть буду будет будем будут можно можна можете можешь могу может нужно нужна нужен нужны надо хочу " +
    "хотим хотите хотел хотела хотели бывает возможно дает даете даешь даю делает делаете делать сделать имеется пустят " +
    "пускаете работает работаете работать случае сколько скока стоит стоят цена цены ценник прайс почем " +
    "a an and any are at be can do does for from have how i in is it me much my of on or our please price so that the there " +
    "they this to we what when where which who with you your hello hey hi thanks thank would like need want tell"
  ).split(" "),
);
/** Two or more capitals among other words: «ТО», «СТО» — a name, whatever small word is spelled like it. */
const ABBREVIATION = /(?<!\p{L})\p{Lu}{2,5}(?!\p{L})/gu;

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
  "метро остановка добраться доехать проехать найти",
  "вход войти зайти подъезд",
  "возраст лет",
];

/** Words that a stemmer takes for others: «готовиться» is not «готовы». */
const TOLD_APART = new Map(
  [
    "подготовка готовиться готовится готовлюсь готовимся подготовиться подготовится подготовить приготовиться prepare",
  ].flatMap((group) => {
    const words = group.split(" ");
    return words.map((word) => [word, words[0] ?? word] as const);
  }),
);

function stemOf(form: string): string {
  const word = TOLD_APART.get(form) ?? form;
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

/** Abbreviations of a text that is not all in capitals, in lower case. */
function abbreviationsIn(text: string): ReadonlySet<string> {
  const isShouted = text === text.toUpperCase() && /\s/u.test(text.trim());
  return new Set(isShouted ? [] : (text.match(ABBREVIATION) ?? []).map((word) => plainText(word)));
}

/** Stems of the words that carry the subject of a text, in order; an abbreviation carries it even where «то» would not. */
export function contentStems(text: string): string[] {
  const abbreviations = abbreviationsIn(text);
  return plainText(text)
    .split(" ")
    .filter((word) => word !== "" && (!EMPTY_WORDS.has(word) || abbreviations.has(word)))
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
