import { edge, TIME_RULES } from "./time-rules.ts";

export type PartOfDay = "morning" | "afternoon" | "evening";

/** `HH:MM`, `HH:MM-HH:MM`, `HH:MM-`, `-HH:MM` or a part of the day. */
export interface FoundTime {
  readonly value: string;
  readonly isPart: boolean;
  readonly start: number;
  readonly end: number;
  readonly isLeft: boolean;
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
  for (const { pattern, read } of TIME_RULES) {
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
