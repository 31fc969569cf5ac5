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

/** A count in digits or in words. */
export function countOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  return COUNTS[text];
}
