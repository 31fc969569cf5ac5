import { lowerCasePattern } from "./lower-case-pattern.ts";
import { hourOf, HOUR_SOURCE } from "./numerals.ts";

/** Stands in the sentence for a date that was read already, so that «суббота 10» is ten o'clock. */
export const DATE_MARK = "§";

export type PartOfDay = "morning" | "afternoon" | "evening";

/** `HH:MM`, `HH:MM-HH:MM`, `HH:MM-`, `-HH:MM` or a part of the day. */
export interface FoundTime {
  readonly value: string;
  readonly isPart: boolean;
  readonly start: number;
  readonly end: number;
  readonly isLeft: boolean;
}

const HOUR = String.raw`(?:[01]?\d|2[0-4]|${HOUR_SOURCE})`;
const MINUTES = String.raw`[:.\-\s]?(?:[0-5]\d)`;
const CLOCK = String.raw`(?:[01]?\d|2[0-3])[:.][0-5]\d`;
const SUFFIX = String.raw`(?: ?(?:ч|час|часа|часов|часам|часикам|ти|и))?(?: (?<NAMEpart>утра|дня|вечера|ночи|pm|am|p\.m\.|a\.m\.))?`;
const LEFT_EDGE = String.raw`(?<![\p{L}\p{N}.,:])`;
/** What may follow a bare hour: anything else makes it a count («в 15 человек», «на 2 недели», «в 3 раза»). */
const AFTER_HOUR = String.raw`(?=\s*(?:$|[.,!?;)\n/]|(?:часов|часа|час|ч|утра|дня|вечера|ночи|сегодня|завтра|послезавтра|в|во|на|к|ко|и|или|либо|если|можно|ок|есть|пожалуйста|получится|подойдет|подходит|устроит|устраивает|будет|нормально|удобно|свободно|запишите|запиши|записать|записаться|как|у|до|по|примерно|где|то|же|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье|буду|могу|смогу|хочу|хотел|хотела|нужно|надо|я|мне|меня|а|но|с|со|ровно|желательно|лучше|только|for|on|at|please|or|and|if|today|tomorrow|is|works)(?![\p{L}])))`;

const edge = (source: string): RegExp =>
  lowerCasePattern(`${LEFT_EDGE}(?:${source})(?![\\p{L}\\p{N}])`, "gu");
const part = (name: string): string => SUFFIX.replaceAll("NAMEpart", name);

const pad = (value: number): string => String(value).padStart(2, "0");

/** Reads an hour as businesses mean it: «в 5» is 17:00, «в 9» is 9:00 unless the evening is meant. */
function clockOf(text: string, partWord: string | undefined, isEvening: boolean): string | undefined {
  const [hourText = "", minuteText] = text.trim().split(/[:.\-\s]+/u);
  const hour = hourOf(hourText);
  if (hour === undefined || hour > 24) return undefined;
  const minute = Number(minuteText ?? 0);
  if (minute > 59) return undefined;
  return `${pad(shiftHour(hour, partWord, isEvening, minuteText !== undefined && hourText.length === 2))}:${pad(minute)}`;
}

function shiftHour(
  hour: number,
  partWord: string | undefined,
  isEvening: boolean,
  isFullClock: boolean,
): number {
  const word = partWord?.replaceAll(".", "");
  if (word === "утра" || word === "am") return hour === 12 && word === "am" ? 0 : hour;
  if (word === "вечера" || word === "pm") return hour < 12 ? hour + 12 : hour;
  if (word === "дня") return hour <= 6 ? hour + 12 : hour;
  if (word === "ночи") return hour === 12 ? 0 : hour;
  if (hour < 12 && isEvening && hour >= 4) return hour + 12;
  return hour >= 1 && hour <= 7 && !isFullClock ? hour + 12 : hour % 24;
}

interface TimeRule {
  readonly pattern: RegExp;
  read(groups: Readonly<Record<string, string | undefined>>, isEvening: boolean): string | undefined;
}

function range(from: string | undefined, to: string | undefined): string | undefined {
  return from && to ? `${from}-${to}` : undefined;
}

const ANY = String.raw`${CLOCK}|${HOUR}${MINUTES}|${HOUR}`;

const RULES: readonly TimeRule[] = [
  {
    pattern: edge(
      String.raw`(?:с|со|между|от|from|between) (?<from>${ANY})${part("fromPart")} (?:до|и|по|to|and|till|until) (?<to>${ANY})${part("toPart")}`,
    ),
    read: ({ from, fromPart, to, toPart }, isEvening) =>
      range(clockOf(from ?? "", fromPart ?? toPart, isEvening), clockOf(to ?? "", toPart, isEvening)),
  },
  {
    pattern: edge(String.raw`(?<from>${CLOCK}) ?[-–—] ?(?<to>${CLOCK})`),
    read: ({ from, to }, isEvening) =>
      range(clockOf(from ?? "", undefined, isEvening), clockOf(to ?? "", undefined, isEvening)),
  },
  {
    pattern: edge(
      String.raw`(?:в|во|на|к|часов)? ?(?<from>[01]?\d|2[0-3]) ?[-–—] ?(?<to>1\d|2[0-3]|[1-9])(?: ?(?:ч|часов|часам|часа)|(?=\s*(?:$|[.,!?;\n])))`,
    ),
    read: ({ from, to }, isEvening) => rangeOfHours(from ?? "", to ?? "", isEvening),
  },
  {
    pattern: edge(
      String.raw`(?:в |к |на |до |после )?(?:пол ?|половин[еау] ?|в половину )(?<hour>первого|второго|третьего|четвертого|пятого|шестого|седьмого|восьмого|девятого|десятого|одиннадцатого|двенадцатого)`,
    ),
    read: ({ hour }) => halfPast(hour ?? ""),
  },
  {
    pattern: edge(String.raw`без (?<minutes>пяти|десяти|пятнадцати|четверти|двадцати) (?<hour>${HOUR})`),
    read: ({ minutes, hour }, isEvening) => minutesTo(minutes ?? "", hour ?? "", isEvening),
  },
  {
    pattern: edge(
      String.raw`(?:после|с|со|не раньше|начиная с|позже|от|after|from) (?<hour>${CLOCK}|(?:${HOUR})${MINUTES}(?![\d])|${HOUR})${part("hourPart")}${AFTER_HOUR}`,
    ),
    read: ({ hour, hourPart }, isEvening) => withSuffix(clockOf(hour ?? "", hourPart, isEvening), "-"),
  },
  {
    pattern: edge(
      String.raw`(?:до|не позже|не позднее|раньше|before|until|by) (?<hour>${CLOCK}|${HOUR})${part("hourPart")}${AFTER_HOUR}`,
    ),
    read: ({ hour, hourPart }, isEvening) => withPrefix("-", clockOf(hour ?? "", hourPart, isEvening)),
  },
  {
    pattern: edge(String.raw`(?<hour>${CLOCK})${part("hourPart")}`),
    read: ({ hour, hourPart }, isEvening) => clockOf(hour ?? "", hourPart, isEvening),
  },
  {
    pattern: edge(
      String.raw`(?:в|во|к|ко|на|часов в|около|ровно в|at|@) (?<hour>(?:1\d|2[0-3]|[7-9])[-\s](?:00|15|20|30|40|45|50))`,
    ),
    read: ({ hour }, isEvening) => clockOf(hour ?? "", undefined, isEvening),
  },
  {
    pattern: edge(String.raw`(?<hour>(?:1\d|2[0-3]|[89])-(?:00|15|30|45))`),
    read: ({ hour }, isEvening) => clockOf(hour ?? "", undefined, isEvening),
  },
  {
    pattern: edge(
      String.raw`(?<hour>${HOUR})(?: ?(?:ч|час|часа|часов|часам|часиков))? ?(?<hourPart>утра|дня|вечера|ночи|pm|am|p\.m\.|a\.m\.)`,
    ),
    read: ({ hour, hourPart }, isEvening) => clockOf(hour ?? "", hourPart, isEvening),
  },
  {
    pattern: edge(
      String.raw`(?:в|во|к|ко|на|часов в|часа в|часам к|около|ближе к|примерно в|часиков в|at|around|about|@) (?<hour>${HOUR})(?: ?(?:ч|час|часа|часов|часам|часикам))?${AFTER_HOUR}`,
    ),
    read: ({ hour }, isEvening) => clockOf(hour ?? "", undefined, isEvening),
  },
  {
    pattern: edge(String.raw`${DATE_MARK}+[\s,]*(?<hour>${HOUR})${part("hourPart")}${AFTER_HOUR}`),
    read: ({ hour, hourPart }, isEvening) => clockOf(hour ?? "", hourPart, isEvening),
  },
  {
    pattern: edge(String.raw`(?<hour>1\d|2[0-3]|[89]) ?(?:ч|часов)`),
    read: ({ hour }, isEvening) => clockOf(hour ?? "", undefined, isEvening),
  },
];

function rangeOfHours(from: string, to: string, isEvening: boolean): string | undefined {
  const start = clockOf(from, undefined, isEvening);
  const end = clockOf(to, undefined, isEvening);
  return start && end && start < end ? `${start}-${end}` : undefined;
}

const withSuffix = (time: string | undefined, suffix: string): string | undefined => time && time + suffix;
const withPrefix = (prefix: string, time: string | undefined): string | undefined => time && prefix + time;

const HALVES =
  "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого".split(
    " ",
  );

function halfPast(ordinal: string): string | undefined {
  const hour = HALVES.indexOf(ordinal);
  if (hour < 0) return undefined;
  return `${pad(hour === 0 ? 12 : hour <= 7 ? hour + 12 : hour)}:30`;
}

function minutesTo(minutes: string, hour: string, isEvening: boolean): string | undefined {
  const before = { пяти: 5, десяти: 10, пятнадцати: 15, четверти: 15, двадцати: 20 }[minutes];
  const full = hourOf(hour);
  if (before === undefined || full === undefined) return undefined;
  const previous = shiftHour(full, undefined, isEvening, false) - 1;
  return `${pad((previous + 24) % 24)}:${pad(60 - before)}`;
}

const PARTS: readonly (readonly [RegExp, PartOfDay])[] = [
  [
    edge(
      String.raw`(?:с |по |рано )?утр(?:а|ом|о|у|ечком|ечка|еца|ам)|до обеда|в первой половине(?: дня)?|первую половину|утренн\p{L}+|morning|before lunch`,
    ),
    "morning",
  ],
  [
    edge(
      String.raw`днем|после обеда|в обед|в обеденн\p{L}+(?: перерыв)?|к обеду|обеденн\p{L}+|во второй половине(?: дня)?|вторую половину(?: дня)?|дневн\p{L}+|afternoon|after lunch|lunchtime`,
    ),
    "afternoon",
  ],
  [
    edge(
      String.raw`(?:ближе к |к |под |поздно |по )?вечер(?:ом|а|у|ам|ком|очком|ние)?|вечерн\p{L}+|после работы|evening|after work|tonight`,
    ),
    "evening",
  ],
];

function isLeftAt(sentence: string, start: number, end: number): boolean {
  const before = sentence.slice(Math.max(0, start - 16), start);
  if (/(?:^|[^\p{L}])(?:не|вместо|кроме)\s+(?:в\s+|на\s+)?$/u.test(before)) return true;
  return /(?:^|[^\p{L}])с\s+$/u.test(before) && /^\s+на\s/u.test(sentence.slice(end));
}

const GREETING =
  /(?:доброе|доброго|добрый|добрая|good) (?:утро|утра|день|дня|вечер|вечера|вечерочек|morning|evening|afternoon)|утро доброе|(?:день|вечер) добрый|хорош(?:его|их) (?:дня|вечера|выходных)/gu;

/** Finds times in a sentence from which dates, phones and numbers were blanked out. */
export function findTimes(original: string): readonly FoundTime[] {
  const sentence = original.replaceAll(GREETING, (greeting) => " ".repeat(greeting.length));
  const isEvening = /вечер|evening|tonight/iu.test(sentence);
  const found: FoundTime[] = [];
  const take = (value: string, start: number, end: number, isPart: boolean): void => {
    if (found.some((other) => start < other.end && other.start < end)) return;
    found.push({ value, start, end, isPart, isLeft: isLeftAt(sentence, start, end) });
  };
  for (const { pattern, read } of RULES) {
    for (const match of sentence.matchAll(pattern)) {
      const value = read(match.groups ?? {}, isEvening);
      if (value) take(value, match.index, match.index + match[0].length, false);
    }
  }
  for (const [pattern, name] of PARTS) {
    for (const match of sentence.matchAll(pattern))
      take(name, match.index, match.index + match[0].length, true);
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** The one time a turn means: a clock time before a part of the day; of a move the last, else the first. */
export function chooseTime(times: readonly FoundTime[], isMove: boolean): string | undefined {
  const meant = times.filter((time) => !time.isLeft);
  const clocks = meant.filter((time) => !time.isPart);
  const chosen = clocks.length > 0 ? clocks : meant;
  return (isMove ? chosen.at(-1) : chosen.at(0))?.value;
}
