import { lowerCasePattern } from "./lower-case-pattern.ts";
import { HOUR_SOURCE, MINUTE_SOURCE } from "./numerals.ts";
import { clockOf, halfPast, minutesPast, minutesTo } from "./read-clock.ts";

/** Stands in the sentence for a date that was read already, so that «суббота 10» is ten o'clock. */
export const DATE_MARK = "§";

const HOUR = String.raw`(?:[01]?\d|2[0-4]|${HOUR_SOURCE})`;
const MINUTES = String.raw`[:.\-\s]?(?:[0-5]\d)`;
const CLOCK = String.raw`(?:[01]?\d|2[0-3])[:.][0-5]\d`;
const SUFFIX = String.raw`(?: ?(?:ч|час|часа|часов|часам|часикам|ти|и))?(?: ?(?<NAMEpart>утра|дня|вечера|ночи|pm|am|p\.m\.|a\.m\.))?`;
const LEFT_EDGE = String.raw`(?<![\p{L}\p{N}.,:])`;
/** What may follow a bare hour: anything else makes it a count («в 15 человек», «на 2 недели», «в 3 раза»). */
const AFTER_HOUR = String.raw`(?=\s*(?:$|[.,!?;)\n/§]|(?:часов|часа|час|ч|утра|дня|вечера|ночи|сегодня|завтра|послезавтра|в|во|на|к|ко|и|или|либо|если|можно|ок|есть|пожалуйста|получится|подойдет|подходит|устроит|устраивает|будет|нормально|удобно|свободно|найдется|найдете|окошко|место|примете|приеду|приду|подъеду|заеду|поставьте|поставь|перенесите|перенеси|перепишите|бронируйте|давайте|давай|запишите|запиши|записать|записаться|как|у|до|по|примерно|где|то|же|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье|буду|могу|смогу|хочу|хотел|хотела|нужно|надо|я|мне|меня|а|но|с|со|ровно|желательно|лучше|только|for|on|at|please|or|and|if|today|tomorrow|is|works|any|with|would|pls)(?![\p{L}])))`;

/** «Завтра на 16 подстричься»: after a day an hour may be followed by anything but what it would count. */
const NO_COUNT = String.raw`(?!\s*(?:\d|[:.,]\d|человек|чел|персон|мест|минут|мин|дн|день|дня|недел|месяц|раз|шт|тысяч|тыс|руб|процед|сеанс|занят|машин|детей|год|лет|процент|%))`;

export const edge = (source: string): RegExp =>
  lowerCasePattern(`${LEFT_EDGE}(?:${source})(?![\\p{L}\\p{N}])`, "gu");
const part = (name: string): string => SUFFIX.replaceAll("NAMEpart", name);

interface TimeRule {
  readonly pattern: RegExp;
  read(groups: Readonly<Record<string, string | undefined>>, isEvening: boolean): string | undefined;
}

function range(from: string | undefined, to: string | undefined): string | undefined {
  return from && to ? `${from}-${to}` : undefined;
}

const ORDINALS =
  "первого|второго|третьего|четвертого|пятого|шестого|седьмого|восьмого|девятого|десятого|одиннадцатого|двенадцатого";
/** «Семь тридцать», «девятнадцать ноль ноль». */
const SPOKEN = String.raw`(?:${HOUR_SOURCE})(?: час\p{L}*)? (?:${MINUTE_SOURCE})(?: минут\p{L}*)?`;
const ANY = String.raw`${CLOCK}|${SPOKEN}|${HOUR}${MINUTES}|${HOUR}`;
const AT =
  "в|во|к|ко|на|в районе|часов в|часа в|часам к|около|ближе к|примерно в|часиков в|часика в|ровно в|at|around|about|@";

/** In order of trust: what an earlier rule has read, a later one doesn't read again. */
export const TIME_RULES: readonly TimeRule[] = [
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
      String.raw`(?:в |к |на |до |после )?(?:пол ?|половин[еау] ?|в половину )(?<hour>${ORDINALS})`,
    ),
    read: ({ hour }, isEvening) => halfPast(hour ?? "", isEvening),
  },
  {
    pattern: edge(String.raw`half past (?<hour>${HOUR})`),
    read: ({ hour }, isEvening) => clockOf(`${hour ?? ""} 30`, undefined, isEvening),
  },
  {
    pattern: edge(
      String.raw`(?:в )?(?<minutes>пять|десять|пятнадцать|двадцать|двадцать пять|четверть) (?:минут )?(?<hour>${ORDINALS})`,
    ),
    read: ({ minutes, hour }, isEvening) => minutesPast(minutes ?? "", hour ?? "", isEvening),
  },
  {
    pattern: edge(String.raw`без (?<minutes>пяти|десяти|пятнадцати|четверти|двадцати) (?<hour>${HOUR})`),
    read: ({ minutes, hour }, isEvening) => minutesTo(minutes ?? "", hour ?? "", isEvening),
  },
  {
    pattern: edge(
      String.raw`(?:после|с|со|не раньше|начиная с|(?<!не )позже|от|after|from) (?<hour>${CLOCK}|${SPOKEN}|(?:${HOUR})${MINUTES}(?![\d])|${HOUR})${part("hourPart")}${AFTER_HOUR}`,
    ),
    read: ({ hour, hourPart }, isEvening) => withSuffix(clockOf(hour ?? "", hourPart, isEvening), "-"),
  },
  {
    pattern: edge(String.raw`(?:часов|часиков) (?:с|после) (?<hour>${HOUR})`),
    read: ({ hour }, isEvening) => withSuffix(clockOf(hour ?? "", undefined, isEvening), "-"),
  },
  {
    pattern: edge(
      String.raw`(?:до|не позже|не позднее|(?<!не )раньше|before|until|by) (?<hour>${CLOCK}|${SPOKEN}|${HOUR})${part("hourPart")}${AFTER_HOUR}`,
    ),
    read: ({ hour, hourPart }, isEvening) => withPrefix("-", clockOf(hour ?? "", hourPart, isEvening)),
  },
  {
    pattern: edge(String.raw`(?<hour>${CLOCK})${part("hourPart")}`),
    read: ({ hour, hourPart }, isEvening) => clockOf(hour ?? "", hourPart, isEvening),
  },
  {
    pattern: edge(String.raw`(?:${AT}) (?<hour>${SPOKEN})${part("hourPart")}`),
    read: ({ hour, hourPart }, isEvening) => clockOf(hour ?? "", hourPart, isEvening),
  },
  {
    pattern: edge(
      String.raw`(?:в|к) (?<hour>(?:1[0-8]|2[1-3])(?:00|15|30|45)|19(?:00|30)|20[03]0)${AFTER_HOUR}`,
    ),
    read: ({ hour }, isEvening) => clockOf(hour ?? "", undefined, isEvening),
  },
  {
    pattern: /^ *(?<hour>(?:1\d|2[0-3]|[89]) (?:00|15|30|45)) *$/gu,
    read: ({ hour }, isEvening) => clockOf(hour ?? "", undefined, isEvening),
  },
  {
    pattern: edge(
      String.raw`(?:в|во|к|ко|на|часов в|около|ровно в|at|@) (?<hour>(?:1\d|2[0-3]|0?[7-9])[-\s](?:00|15|20|30|40|45|50))`,
    ),
    read: ({ hour }, isEvening) => clockOf(hour ?? "", undefined, isEvening),
  },
  {
    pattern: edge(String.raw`(?<hour>(?:1\d|2[0-3]|[89])-(?:00|15|30|45))`),
    read: ({ hour }, isEvening) => clockOf(hour ?? "", undefined, isEvening),
  },
  {
    pattern: edge(
      String.raw`(?<hour>${HOUR})(?:(?: ?(?:ч|час|часа|часов|часам|часиков))? ?(?<hourPart>утра|вечера|ночи|pm|am|p\.m\.|a\.m\.)| ?(?:ч|час|часа|часов) дня)`,
    ),
    read: ({ hour, hourPart }, isEvening) => clockOf(hour ?? "", hourPart, isEvening),
  },
  {
    pattern: edge(
      String.raw`(?:${AT}) (?<hour>${HOUR})(?: ?(?:ч|час|часа|часов|часам|часикам))?${AFTER_HOUR}`,
    ),
    read: ({ hour }, isEvening) => clockOf(hour ?? "", undefined, isEvening),
  },
  {
    pattern: edge(
      String.raw`${DATE_MARK}+[\s,]*(?:в|к|на) (?<hour>1\d|2[0-2]|[89])${part("hourPart")}${NO_COUNT}`,
    ),
    read: ({ hour, hourPart }, isEvening) => clockOf(hour ?? "", hourPart, isEvening),
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
