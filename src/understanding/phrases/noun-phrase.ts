import { nominativePhrase, type Case } from "./nominative.ts";
import {
  isAdjective,
  isBreak,
  isNever,
  isTelling,
  isVerb,
  jointOf,
  spelled,
  type PhraseText,
} from "./phrase-words.ts";

/** Words of a turn by their indexes, first and last included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A thing as the customer names it, in the nominative. */
export interface NounPhrase extends Span {
  readonly text: string;
}

const MOST_ADJECTIVES = 3;
/** Whom something is done for: no part of what is done. */
const FOR_WHOM =
  /^(?:ребенк|сын|доч|муж|жен|мам|пап|отц|брат|сестр|бабушк|дедушк|внук|детей|детям|сотрудни|персонал|работни|водител|гост|клиент|пациент|воспитанни|учени|учащ|школьни|студент|актер|отдыхающ|людей|нас|мужчин|женщин|девуш|подруг|друз|коллег|пенсионер|невест|жених|команд|офис|коллектив)/u;
/** What is named by what it is done to or with. */
const NEEDS_OBJECT =
  /^(?:замен|смен|ремонт|капремонт|установк|удалени|снят|чистк|прочистк|полировк|лечени|проведени|монтаж|демонтаж|шеф|коррекци|диагностик|узи|мрт|кт|рентген|снимок|покраск|окраш|наращ|ламинир|консультаци|прием|анализ|осмотр|хранени|эвакуаци|перевозк|обслуживани|заправк|промывк|аренд|прокат|поверк|калибровк|изготовлени|поставк|пересадк|биопси|протезировани|имплантаци|заморозк|разморозк|замер|измерени|услуг|массаж|оформлени|моделировани|перетяжк|регулировк|химчистк|мойк|выезд|вызов|подбор|пошив|тестировани|оценк|проверк|восстановлени|реставраци|обработк|нанесени|увеличени|уменьшени|подтяжк|шлифовк|отбеливани|пломбировани|вправлени|вскрыти|промывани|исследовани|скрининг|посев|мазок|удлинени|исправлени|выравнивани|выпрямлени|прокачк|правк|рихтовк|пайк|сварк|расточк|притирк|балансировк|перебортовк|прошивк|отключени|настройк|подключени|врезк|наладк|перемотк|заточк|гибк|резк|уборк|вывоз|утилизаци|печать|разработк|обучени|организаци|выкуп|перегон|прокол|плетени|завивк|химзавивк|обесцвечивани|тонировани|мытье|экспертиз|ведени|программ|абонемент|курс|секци|школ|тренировк|трансфер|страховани|переоборудовани|оклейк|бронировани|татуаж|перманент|тонировк|архитектур|удалени|озонировани|антикор|шумоизоляци|подготовк|реабилитаци)/u;
/** Named with «за», «по», «с» and what follows. */
const WITH =
  /^(?:покрытием|укладкой|укладкою|бородой|снятием|дизайном|мытьем|гелем|тонированием|окрашиванием|инструктором|тренером)$/u;
const CASED_OBJECT = /(?:а|я|ы|и|ов|ев|ей|ек|ок|ий|ь)$/u;
const FEW_LETTERS = /^(?:[а-я]{2,4}|[a-z]{2,4})$/u;
const SHORT_NOUN_ENDINGS =
  /^(?:фар|губ|вен|шин|стоп|рук|ног|ванн|труб|ламп|стен|ягод|волос|зубов|машин|плит|окон|дисков|колес|уш|ушей|глаз|ресниц|бровей|желез|почек|рам|линз|дверей|шахт|свеч|скул|цен|школ|рыб|кошек|собак|деталей)$/u;
const INSTRUMENT = /^\p{L}{3,}(?:ими|ыми|ами|ями)$/u;
const ABBREVIATION = /^(?:акпп|мкпп|грм|двс|гто|гбо|эко|дпдг|жкт|омт|обп|чпу|плк|шрус|вариатора)$/u;

const normAt = (text: PhraseText, at: number): string => text.words[at]?.norm ?? "";

/** Whether a noun of doing is named by what it is done to: «замена», «моделирование». */
export const needsObject = (norm: string): boolean => NEEDS_OBJECT.test(norm);

/** A noun in the genitive, as an object is: «фар», «состава», «ГТО». */
function isObject(text: PhraseText, at: number): boolean {
  const word = text.words[at];
  if (!word || word.norm.includes(" ")) return false;
  const { norm, raw } = word;
  if (
    isNever(norm) &&
    !/^(?:лица|ног|рук|головы|волос|спины|кожи|авто|автомобиля|машины|лиц|права|врача|тренера)$/u.test(norm)
  )
    return false;
  if (ABBREVIATION.test(norm) || (/^[А-ЯЁ]{2,5}$/u.test(raw) && FEW_LETTERS.test(norm))) return true;
  if (!/^\p{L}{3,}$/u.test(norm) || FOR_WHOM.test(norm) || isVerb(norm)) return false;
  return SHORT_NOUN_ENDINGS.test(norm) || (CASED_OBJECT.test(norm) && norm.length > 3 && !isAdjective(norm));
}

/** The last word of what is done to what: «состава тела», «брюшной полости», «горячими ножницами». */
function objectEnd(text: PhraseText, last: number, head: string): number {
  const next = last + 1;
  if (isBreak(text, last)) return last;
  if (INSTRUMENT.test(normAt(text, next)) && !isNever(normAt(text, next)))
    return INSTRUMENT.test(normAt(text, next + 1)) && !isBreak(text, next) ? next + 1 : next;
  if (normAt(text, next) === "с" && WITH.test(normAt(text, next + 1))) return next + 1;
  if (!NEEDS_OBJECT.test(head)) return last;
  if (/^(?:услуг|работ)/u.test(head) && normAt(text, next) === "по")
    return isBreak(text, next) || !/^\p{L}/u.test(normAt(text, next + 1)) ? last : next + 1;
  const isDescribed =
    isAdjective(normAt(text, next)) &&
    /(?:ой|ей|ого|его|ых|их)$/u.test(normAt(text, next)) &&
    !isNever(normAt(text, next));
  const noun = isDescribed ? next + 1 : next;
  if ((isDescribed && isBreak(text, next)) || !isObject(text, noun)) return last;
  const after = noun + 1;
  const goesOn =
    !isDescribed &&
    !isBreak(text, noun) &&
    isObject(text, after) &&
    /(?:а|я|ы|и)$/u.test(normAt(text, after)) &&
    !/^(?:какая|какие)$/u.test(normAt(text, after));
  return goesOn ? after : noun;
}

/** Where the adjectives of a noun begin; those that don't tell what it is are left out. */
function adjectivesFrom(text: PhraseText, head: number): number {
  let from = head;
  while (from > 0 && head - from < MOST_ADJECTIVES && !isBreak(text, from - 1)) {
    const { norm } = text.words[from - 1] ?? { norm: "" };
    if (!isTelling(norm)) break;
    from -= 1;
  }
  return from;
}

function spellAll(text: PhraseText, { from, to }: Span): string {
  let all = "";
  for (let at = from; at <= to; at += 1) {
    const word = text.words[at];
    if (word) all += (at === from ? "" : jointOf(text, at - 1)) + spelled(word);
  }
  return all;
}

/** Where the noun of a core stands: after its adjectives. */
function headOf(text: PhraseText, { from, to }: Span): number {
  for (let at = from; at < to; at += 1) if (!isAdjective(normAt(text, at))) return at;
  return to;
}

/** The noun with all that hyphens join to it: «косметолога-эстетиста». */
function hyphenEnd(text: PhraseText, head: number): number {
  let to = head;
  while (jointOf(text, to) === "-" && /^\p{L}/u.test(normAt(text, to + 1))) to += 1;
  return to;
}

/** Puts a phrase whose place is known into the nominative; what follows the noun stays as said. */
export function phraseOf(text: PhraseText, span: Span, said: Case = "unknown"): NounPhrase {
  const head = headOf(text, span);
  const end = Math.min(hyphenEnd(text, head), Math.max(span.to, head));
  // «После замены колодок»: with an object it is one piece of work, not several.
  const isWork =
    end < span.to && NEEDS_OBJECT.test(normAt(text, head)) && /[кн][ыи]$/u.test(normAt(text, head));
  const place = isWork ? "genitive" : said;
  const adjectives: string[] = [];
  for (let at = span.from; at < head; at += 1) {
    const word = text.words[at];
    if (word) adjectives.push(spelled(word));
  }
  const parts: string[] = [];
  for (let at = head; at <= end; at += 1) {
    const word = text.words[at];
    if (word) parts.push(spelled(word));
  }
  const noun = parts
    .map((part, at) =>
      at === parts.length - 1 || parts.length === 2
        ? (nominativePhrase(at === 0 ? adjectives : [], part, place).at(-1) ?? part)
        : part,
    )
    .join("-");
  const described = nominativePhrase(adjectives, parts[0] ?? "", place).slice(0, -1);
  const rest = end < span.to ? ` ${spellAll(text, { from: end + 1, to: span.to })}` : "";
  return { ...span, text: [...described, noun].join(" ") + rest };
}

/** A core of words, with the adjectives before it and its object after: all that names the thing. */
export function grow(text: PhraseText, core: Span): Span {
  const head = headOf(text, core);
  // «Шеф-монтаж»: what a hyphen joins before it is a part of it.
  const isJoined = jointOf(text, core.from - 1) === "-" && /^\p{L}/u.test(normAt(text, core.from - 1));
  const start = isJoined ? core.from - 1 : core.from;
  const from = Math.min(start, adjectivesFrom(text, start));
  const to = hyphenEnd(text, core.to);
  return { from, to: objectEnd(text, to, normAt(text, head)) };
}
