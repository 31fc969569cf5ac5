/** Sources for expressions on sentences in lower case, with the number each stands for: weekdays from Monday as 0. */
const WEEKDAYS: readonly (readonly [string, number])[] = [
  [String.raw`понедельник\p{L}*|пн|monday|mon`, 0],
  [String.raw`вторник\p{L}*|вт|tuesday|tue`, 1],
  [String.raw`сред[ауеы]|ср|wednesday|wed`, 2],
  [String.raw`четверг\p{L}*|чт|thursday|thu`, 3],
  [String.raw`пятниц\p{L}*|пт|friday|fri`, 4],
  [String.raw`суббот\p{L}*|сб|saturday|sat`, 5],
  [String.raw`воскресень\p{L}*|вс|sunday|sun`, 6],
];
const MONTHS: readonly (readonly [string, number])[] = [
  ["январ\\p{L}*|янв|january|jan", 1],
  ["феврал\\p{L}*|фев|february|feb", 2],
  ["марта?|марте|мар|march|mar", 3],
  ["апрел\\p{L}*|апр|april|apr", 4],
  ["ма[яейю]|may", 5],
  ["июн\\p{L}*|june|jun", 6],
  ["июл\\p{L}*|july|jul", 7],
  ["август\\p{L}*|авг|august|aug", 8],
  ["сентябр\\p{L}*|сен|сент|september|sept|sep", 9],
  ["октябр\\p{L}*|окт|october|oct", 10],
  ["ноябр\\p{L}*|ноя|нояб|november|nov", 11],
  ["декабр\\p{L}*|дек|december|dec", 12],
];

export const WEEKDAY_SOURCE = WEEKDAYS.map(([source]) => source).join("|");
export const MONTH_SOURCE = MONTHS.map(([source]) => source).join("|");

const numberIn = (
  word: string | undefined,
  list: readonly (readonly [string, number])[],
): number | undefined => list.find(([source]) => new RegExp(`^(?:${source})$`, "u").test(word ?? ""))?.[1];

/** 0 Monday … 6 Sunday. */
export const weekdayOf = (word: string | undefined): number | undefined => numberIn(word, WEEKDAYS);
/** 1 January … 12 December. */
export const monthOf = (word: string | undefined): number | undefined => numberIn(word, MONTHS);
