import { addDays } from "../domain/calendar.ts";
import type { Category } from "../domain/category.ts";
import { firstNameOf } from "./gazetteer/names.ts";
import { isBreak, isVerb } from "./phrases/phrase-words.ts";
import type { Signals } from "./read-signals.ts";
import { isCommonWord } from "./spelling/vocabulary.ts";
import { chooseDate } from "./slots/find-dates.ts";

const WEEKDAY =
  /(?:понедельник|вторник|сред[ауые]|четверг|пятниц|суббот|воскресен|monday|tuesday|wednesday|thursday|friday|saturday|sunday)/u;

/** A complaint speaks of a visit that was: «в воскресенье» is the last one. */
function asPast(day: string, { text, slots }: Signals): string {
  const last = addDays(day, -7);
  const isAhead = day > slots.today.day && last <= slots.today.day;
  return isAhead && WEEKDAY.test(text.sentence) ? last : day;
}

const FORTNIGHT_DAYS = 14;

/** «На той неделе» of a complaint is the week before, not the week after. */
function asPastWeek(span: string, { slots }: Signals): string {
  const [from = "", to = ""] = span.split("/");
  return from > slots.today.day ? `${addDays(from, -FORTNIGHT_DAYS)}/${addDays(to, -FORTNIGHT_DAYS)}` : span;
}

/**
 * The date a turn means in the light of what was known: of several days the one that is new («пятница тринадцатое, ну её,
 * давайте субботу»), in a complaint a day that is over.
 */
export function dateInContext(signals: Signals, category: Category, isMove: boolean): string | undefined {
  const { slots, text, context } = signals;
  const strong = slots.dates.filter((date) => !date.isLeft && !date.isWeak);
  const news = strong.filter(({ from }) => from !== context.slots.date);
  const isCorrection = news.length > 0 && news.length < strong.length;
  const chosen = chooseDate(isCorrection ? news : slots.dates, text.sentence, isMove);
  if (chosen === undefined || category !== "complaint") return chosen;
  return chosen.includes("/") ? asPastWeek(chosen, signals) : asPast(chosen, signals);
}

/** Who writes to us calls ours by a name and what she did: «Снежана сожгла», «Эльвира ваша говорит», «у вас Тимоха стриг». */
const DID =
  /(?:[аеиоуыя]л|[гзсрк]л)(?:а|и)?(?:сь|ся)?$|^(?:говорит|хамит|утверждает|отвечает|обещает|игнорирует|орет|опаздывает)$/u;
const BETWEEN =
  /^(?:ваш|ваша|мне|меня|нам|у|вас|вчера|сегодня|позавчера|опять|снова|мою|мой|мое|моей|сына|дочку)$/u;

/** The specialist of a complaint, by whatever name. */
export function whoWorked({ text }: Signals): string | undefined {
  for (const [at, { raw, norm }] of text.words.entries()) {
    if (!/^\p{Lu}\p{Ll}{2,}$/u.test(raw) || (firstNameOf(raw) === undefined && isCommonWord(norm))) continue;
    let next = at + 1;
    while (BETWEEN.test(text.words[next]?.norm ?? "")) next += 1;
    const isSubject = !isBreak(text, at) && DID.test(text.words[next]?.norm ?? "");
    if (isSubject && !isVerb(norm)) return firstNameOf(raw) ?? raw;
  }
  return undefined;
}
