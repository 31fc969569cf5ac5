const HOURS: Readonly<Record<string, number>> = {
  час: 1,
  часу: 1,
  один: 1,
  одного: 1,
  два: 2,
  двух: 2,
  двум: 2,
  две: 2,
  три: 3,
  трех: 3,
  трем: 3,
  четыре: 4,
  четырех: 4,
  четырем: 4,
  пять: 5,
  пяти: 5,
  шесть: 6,
  шести: 6,
  семь: 7,
  семи: 7,
  восемь: 8,
  восьми: 8,
  девять: 9,
  девяти: 9,
  десять: 10,
  десяти: 10,
  одиннадцать: 11,
  одиннадцати: 11,
  двенадцать: 12,
  двенадцати: 12,
  тринадцать: 13,
  тринадцати: 13,
  четырнадцать: 14,
  четырнадцати: 14,
  пятнадцать: 15,
  пятнадцати: 15,
  шестнадцать: 16,
  шестнадцати: 16,
  семнадцать: 17,
  семнадцати: 17,
  восемнадцать: 18,
  восемнадцати: 18,
  девятнадцать: 19,
  девятнадцати: 19,
  двадцать: 20,
  двадцати: 20,
  "двадцать один": 21,
  "двадцать два": 22,
  часом: 1,
  двумя: 2,
  тремя: 3,
  четырьмя: 4,
  пятью: 5,
  шестью: 6,
  семью: 7,
  восемью: 8,
  девятью: 9,
  десятью: 10,
  одиннадцатью: 11,
  двенадцатью: 12,
  полдень: 12,
  полудня: 12,
  noon: 12,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
};

/** Minutes as they are said after an hour. */
const MINUTES: Readonly<Record<string, number>> = {
  "ноль ноль": 0,
  "ноль пять": 5,
  десять: 10,
  пятнадцать: 15,
  двадцать: 20,
  "двадцать пять": 25,
  тридцать: 30,
  сорок: 40,
  "сорок пять": 45,
  пятьдесят: 50,
  fifteen: 15,
  thirty: 30,
  "forty five": 45,
};

const COUNTS: Readonly<Record<string, number>> = {
  ...HOURS,
  пару: 2,
  пара: 2,
  одну: 1,
  одна: 1,
  несколько: 3,
  полтора: 1,
  двадцать: 20,
  тридцать: 30,
  сорок: 40,
  пятьдесят: 50,
  сто: 100,
};

const TENS: Readonly<Record<string, number>> = { двадцать: 20, тридцать: 30 };

const ORDINAL_STEMS: readonly (readonly [string, number])[] = [
  ["перв", 1],
  ["втор", 2],
  ["трет", 3],
  ["четверт", 4],
  ["пят", 5],
  ["шест", 6],
  ["седьм", 7],
  ["восьм", 8],
  ["девят", 9],
  ["десят", 10],
  ["одиннадцат", 11],
  ["двенадцат", 12],
  ["тринадцат", 13],
  ["четырнадцат", 14],
  ["пятнадцат", 15],
  ["шестнадцат", 16],
  ["семнадцат", 17],
  ["восемнадцат", 18],
  ["девятнадцат", 19],
  ["двадцат", 20],
  ["тридцат", 30],
];

const ORDINAL_ENDING = "(?:ого|его|ое|ье|ему|ому|ьего|ым|ом|ьему)";
/** Source of an expression for an ordinal in words up to thirty-first: «двадцать первого», «девятнадцатое». */
export const ORDINAL_SOURCE = `(?:(?:двадцать|тридцать) )?(?:${ORDINAL_STEMS.map(([stem]) => stem)
  .toSorted((a, b) => b.length - a.length)
  .join("|")})${ORDINAL_ENDING}`;

/** Source for an hour in words, in any case: «девять», «семи». */
export const HOUR_SOURCE = Object.keys(HOURS)
  .toSorted((a, b) => b.length - a.length)
  .join("|");

/** Source for minutes in words: «тридцать», «ноль ноль». */
export const MINUTE_SOURCE = Object.keys(MINUTES)
  .toSorted((a, b) => b.length - a.length)
  .join("|");

/** Source for a count in words: «пару», «две». */
export const COUNT_SOURCE = Object.keys(COUNTS)
  .toSorted((a, b) => b.length - a.length)
  .join("|");

/** «девятнадцатого» → 19, «двадцать первое» → 21. */
export function ordinalOf(words: string): number | undefined {
  const parts = words.split(" ");
  const last = parts.at(-1) ?? "";
  const unit = ORDINAL_STEMS.filter(([stem]) => last.startsWith(stem))
    .toSorted(([a], [b]) => b.length - a.length)
    .at(0)?.[1];
  if (unit === undefined) return undefined;
  return parts.length > 1 ? (TENS[parts[0] ?? ""] ?? 0) + unit : unit;
}

/** An hour in digits or in words. */
export function hourOf(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  return HOURS[text];
}

/** Minutes in digits or in words. */
export function minuteOf(text: string): number | undefined {
  return /^\d{1,2}$/.test(text) ? Number(text) : MINUTES[text];
}

/** A count in digits or in words. */
export function countOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  return COUNTS[text];
}
