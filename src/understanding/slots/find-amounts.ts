import { lowerCasePattern } from "./lower-case-pattern.ts";
import { countOf } from "./numerals.ts";

export interface Amounts {
  /** Whole rubles. */
  readonly budget?: number | undefined;
  readonly quantity?: number | undefined;
  readonly used: readonly { readonly start: number; readonly end: number }[];
}

const NUMBER = String.raw`\d{1,3}(?: \d{3})+|\d+(?:[.,]\d+)?`;
const SCALE = String.raw`млн|миллион\p{L}*|лям\p{L}*|млрд|миллиард\p{L}*|тысяч\p{L}*|т\.? ?р\.?|[кk](?!\s+(?!руб)\p{L})|m`;
const CURRENCY = String.raw`рублей|рубля|рубл\p{L}*|руб|р|₽|rub|rubles`;
const EDGE = String.raw`(?<![\p{L}\p{N}.,])`;

/** «Пробег 118 тыщ», «канал 12к», «каждые 8 тыс»: thousands of something else. */
const NO_MONEY =
  /(?:пробег\p{L}*|канал\p{L}*(?: \p{L}+){0,2}|блог\p{L}*(?: \p{L}+){0,2}|каждые|через|прошл\p{L}|накат\p{L}+|подписчик\p{L}*|на одометре)[\s:–-]*$/u;
/** «Тыщ 25», «рублей 500»: about so much. */
const TURNED_MONEY = lowerCasePattern(
  String.raw`${EDGE}(?<scale>тысяч|тыщ|миллион\p{L}*|рублей) (?:до |около |примерно |в пределах )?(?<number>\d{1,3})(?![\p{L}\p{N}.,:])`,
  "u",
);
/** «Уложимся в 70 000?», «не дороже 5000»: a limit says that it is money. */
const LIMIT = lowerCasePattern(
  String.raw`(?:улож\p{L}+ в|в пределах|не дороже|не больше|не более|максимум|потолок|рассчитыва\p{L}+ на|есть|around|up to|under) (?<number>\d{1,3}(?: \d{3})+|\d{4,7})(?![\p{L}\p{N}.,:]|\s*(?:шт|мм|кг|м |об|вольт|см|час))`,
  "u",
);

const MONEY = lowerCasePattern(
  String.raw`${EDGE}(?<number>${NUMBER})(?:-?(?:х|ти|ми))?\s*(?:(?<scale>${SCALE})(?![\p{L}])\.?\s*(?<currency>${CURRENCY})?|(?<plain>${CURRENCY}))(?![\p{L}])(?!\s*(?:под|человек|чел|контакт|просмотр|клиент|км|шт|заяв|лид|позици|онлайн|фоллов|аудитор|охват|визит|километр|пробег|followers|subs))`,
  "gu",
);
const BUDGET_WORD = lowerCasePattern(
  String.raw`(?:бюджет\p{L}*|нмцк|нмц|лимит\p{L}*|смет\p{L}* до|budget)(?:\s+(?:до|около|примерно|в|не более|максимум|на|of|up to|is))*\s*[:-]?\s*(?<number>${NUMBER})\s*(?<scale>${SCALE})?(?![\p{L}])`,
  "u",
);
const WORDED: readonly (readonly [RegExp, number])[] = [
  [/полмиллиона|пол миллиона/u, 500_000],
  [/полтора миллиона|полтора ляма/u, 1_500_000],
  [/(?<![\p{L}])миллион(?![\p{L}])/u, 1_000_000],
  [/полторы тысячи/u, 1500],
];

const UNITS = String.raw`шт\p{L}*|штук\p{L}*|ед\.?|единиц\p{L}*|комплект\p{L}*|компл|пар\p{L}?|набор\p{L}*|коробо?к\p{L}*|упаков\p{L}*|тонн\p{L}*|тн|кг|килограмм\p{L}*|литр\p{L}*|метр\p{L}*|п\.?м|м2|м3|кв м|куб\p{L}*|рулон\p{L}*|лист\p{L}*|бухт\p{L}*|паллет\p{L}*|бочк\p{L}*|мешк\p{L}*|мест\p{L}*|персон\p{L}*|человек\p{L}*|чел|сотрудник\p{L}*|работник\p{L}*|водител\p{L}*|гост\p{L}*|ребят|дет\p{L}*|школьник\p{L}*|участник\p{L}*|врач\p{L}*|девуш\p{L}*|женщин\p{L}*|мужчин\p{L}*|невест\p{L}*|студент\p{L}*|механизатор\p{L}*|машин\p{L}*|авто|автомобил\p{L}*|газел\p{L}*|автобус\p{L}*|грузовик\p{L}*|фур\p{L}?|такси|логан\p{L}*|солярис\p{L}*|рио|самосвал\p{L}*|ед техники|единиц техники|сертификат\p{L}*|абонемент\p{L}*|карт|билет\p{L}*|pcs|pieces|units|people|persons|employees|drivers|cars|vans|trucks|sets|tons|meters|vouchers|certificates`;
const COUNTED = lowerCasePattern(
  String.raw`${EDGE}(?<!(?:на|объемом|емкостью|весом|вместимостью|длиной|шириной|до|грузоподъемностью) (?=\d+ ?(?:литр|кг|килограмм|тонн|метр|куб|м3|л )))(?<number>\d{1,3}(?: \d{3})+|\d{1,6})(?:\s*[-–]?\s*(?:х|x))?\s*(?:${UNITS})(?![\p{L}])`,
  "u",
);
const TURNED = lowerCasePattern(
  String.raw`(?:человек|чел|штук|шт|метров|комплектов|сотрудников|машин)\s+(?:на\s+|около\s+|примерно\s+|под\s+)?(?<number>\d{1,6})(?!\d|[.,:]\d)`,
  "u",
);
const AMOUNT_WORD = lowerCasePattern(
  String.raw`(?:кол-?во|количеств\p{L}+|в количестве|тираж\p{L}*|партия|партию|quantity|qty)\s*[:-]?\s*(?:от\s+)?(?<number>\d{1,6})`,
  "u",
);
/** After these words a number before a noun counts it: «нужно 10 насосов». */
const NEEDED = lowerCasePattern(
  String.raw`(?:нужн\p{L}|нужен|надо|требу\p{L}+|необходим\p{L}*|закуп\p{L}+|закажем|купить|заказать|хотим|поставк\p{L} |интересу\p{L}+|кп на|кп на поставку|need|for|order|of)\s+(?:еще\s+|купить\s+|заказать\s+|закупить\s+)?(?<number>\d{1,5})\s+(?<noun>\p{L}{3,})`,
  "u",
);
const NOT_COUNTED =
  /^(?:час|мин|день|дня|дней|недел|месяц|год|лет|раз|руб|тысяч|млн|миллион|процент|квартал|марта|апрел|мая|июн|июл|август|сентябр|октябр|ноябр|декабр|январ|феврал|утра|вечера|числа|этаж|квт|киловатт|вольт|мм|см|hour|minute|day|week|month|year|pm|am)/iu;

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  два: 2,
  две: 2,
  двух: 2,
  три: 3,
  трех: 3,
  четыре: 4,
  пять: 5,
  шесть: 6,
  семь: 7,
  восемь: 8,
  девять: 9,
  десять: 10,
  десяток: 10,
  дюжина: 12,
  двадцать: 20,
  тридцать: 30,
  сорок: 40,
  пятьдесят: 50,
  сто: 100,
  двести: 200,
};
const WORD_COUNTED = lowerCasePattern(
  String.raw`(?<![\p{L}])(?<word>${Object.keys(NUMBER_WORDS).join("|")})\s+(?:${UNITS})(?![\p{L}])`,
  "u",
);

/** «Возьму два», «нужно три насоса». */
const WORD_TAKEN = lowerCasePattern(
  String.raw`(?:возьм\p{L}+|берем|беру|закаж\p{L}+|нужн\p{L}|надо|купл?\p{L}+|требу\p{L}+) (?:сразу |еще |всего |хотя бы )?(?<word>${Object.keys(NUMBER_WORDS).join("|")})(?=\s*(?:$|[.,!?;)\n]|(?!час|минут|недел|месяц|дня|дней|раз|тысяч|года|лет|утра|вечера|дн)\p{L}{4,}))`,
  "u",
);

const plain = (text: string): number => Number(text.replaceAll(" ", "").replace(",", "."));

function scaled(number: string, scale: string | undefined): number {
  const value = plain(number);
  if (!scale) return Math.round(value);
  if (/^(?:млрд|миллиард)/iu.test(scale)) return Math.round(value * 1_000_000_000);
  if (/^(?:млн|миллион|лям|m)/iu.test(scale)) return Math.round(value * 1_000_000);
  return Math.round(value * 1000);
}

/** Money and counts of a sentence from which phones, dates and numbers of documents were blanked out. */
export function findAmounts(sentence: string): Amounts {
  const used: { start: number; end: number }[] = [];
  const budget = budgetOf(sentence, used);
  const quantity = quantityOf(sentence);
  return { budget, quantity, used };
}

function budgetOf(sentence: string, used: { start: number; end: number }[]): number | undefined {
  const named = BUDGET_WORD.exec(sentence);
  if (named?.groups?.["number"]) {
    used.push({ start: named.index, end: named.index + named[0].length });
    return scaled(named.groups["number"], named.groups["scale"]);
  }
  for (const match of sentence.matchAll(MONEY)) {
    if (NO_MONEY.test(sentence.slice(Math.max(0, match.index - 40), match.index))) continue;
    used.push({ start: match.index, end: match.index + match[0].length });
    return scaled(match.groups?.["number"] ?? "0", match.groups?.["scale"]);
  }
  const turned = TURNED_MONEY.exec(sentence)?.groups;
  if (turned?.["number"]) {
    const isPlain = turned["scale"] === "рублей";
    return scaled(turned["number"], isPlain ? undefined : turned["scale"]);
  }
  const limit = LIMIT.exec(sentence)?.groups?.["number"];
  return limit === undefined ? WORDED.find(([pattern]) => pattern.test(sentence))?.[1] : plain(limit);
}

/** «Четыре, а не две»: the first is meant. */
const INSTEAD = lowerCasePattern(
  String.raw`(?<![\p{L}\p{N}])(?<number>\d{1,5}|${Object.keys(NUMBER_WORDS).join("|")})(?: (?:шт|штук\p{L}*|единиц\p{L}*))?,? а не (?:\d{1,5}|${Object.keys(NUMBER_WORDS).join("|")})(?![\p{L}\p{N}])`,
  "u",
);

/** "Looking to buy three heat exchangers". */
const ENGLISH_COUNTED = new RegExp(
  String.raw`(?:buy|need|needs|order|purchase|quote(?: for)?|for|supply|looking for) (?<word>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?!(?:hour|day|week|month|year|people at|pm|am|or)s?\b)[a-z]{3,}`,
  "u",
);

function quantityOf(sentence: string): number | undefined {
  const instead = INSTEAD.exec(sentence)?.groups?.["number"];
  if (instead !== undefined) return NUMBER_WORDS[instead] ?? Number(instead);
  for (const pattern of [COUNTED, AMOUNT_WORD, TURNED]) {
    const number = pattern.exec(sentence)?.groups?.["number"];
    if (number) return plain(number);
  }
  const needed = NEEDED.exec(sentence)?.groups;
  if (needed?.["number"] && !NOT_COUNTED.test(needed["noun"] ?? "")) return plain(needed["number"]);
  const bare = lowerCasePattern(
    String.raw`(?<![\p{L}\p{N}№#.,:-])(?<!(?:позици\p{L}*|пункт\p{L}*|лот\p{L}*|номер\p{L}*|заказ\p{L}*|этаж\p{L}*|строк\p{L}*|дом|кабинет|линия|линии|опыт\p{L}*|стаж\p{L}*|на|от|до|за|через) )(?<number>\d{1,4})\s+(?<noun>\p{L}{4,})`,
    "u",
  ).exec(sentence)?.groups;
  if (bare?.["number"] && Number(bare["number"]) > 1 && !NOT_COUNTED.test(bare["noun"] ?? ""))
    return plain(bare["number"]);
  const english = ENGLISH_COUNTED.exec(sentence)?.groups?.["word"];
  if (english !== undefined) return countOf(english);
  const word = (WORD_COUNTED.exec(sentence) ?? WORD_TAKEN.exec(sentence))?.groups?.["word"];
  return word ? NUMBER_WORDS[word] : undefined;
}
