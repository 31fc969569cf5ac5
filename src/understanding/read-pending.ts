import type { SlotName, SlotValue, Slots } from "../domain/slot.ts";
import { leftOverFor } from "./left-over.ts";
import type { Word } from "./normalise-text.ts";
import type { Signals } from "./read-signals.ts";
import { isFrequentWord } from "./spelling/vocabulary.ts";

const LONGEST_ANSWER_WORDS = 8;
const LONGEST_NAME_WORDS = 3;
const NO_ANSWER =
  /(?:^| )(?:не знаю|без разницы|все равно|любой|любая|любое|неважно|не важно|позже|потом|не помню|dont know|any|whatever)(?= |$)/u;
const ADDRESS =
  /(?<!\p{L})(?:(?:дом|д|кв|квартира|корпус|корп|подъезд|этаж|строение)\.?\s*\d|(?:ул|мкр|пр-т|пр-кт|б-р)\.|(?:улиц|проспект|переул|бульвар|микрорайон|шоссе|набережн)\p{L}*)/iu;

/** Slots whose answer is taken in the contact's own words when no finder knows it. */
const FREE: ReadonlySet<SlotName> = new Set([
  "service",
  "product",
  "company",
  "car",
  "city",
  "branch",
  "master",
  "position",
  "problem",
  "doc_type",
  "address",
  "order_id",
  "tender_no",
  "error_code",
]);
/** What these hold tells them: a number without a digit is none. */
const NUMBERED: ReadonlySet<SlotName> = new Set(["order_id", "tender_no", "error_code"]);
/** The number itself: «номер 5381», «вроде А-12/4». */
const CODE = /(?=[\p{L}\d/.-]*\d)[\p{L}\d]+(?:[-/.][\p{L}\d]+)*/u;
/** «Автобаза «Кедр», 64 водителя». */
const QUOTED = /[«"“„](?<name>\p{Lu}[^«»"“”„\n]{1,59})[»"”]/u;
/** Told in whole sentences: words of wishing and politeness belong to them. */
const TOLD: ReadonlySet<SlotName> = new Set(["problem", "address"]);

/** Thanks, leave and the like, in a turn too short to say more. */
export const isPureTalk = (signals: Signals): boolean =>
  signals.has("thanks", "ack", "farewell", "asks_if_bot", "idle", "injection", "abuse") &&
  signals.wordCount <= 8;

function hourAnswer(flat: string): string | undefined {
  const hour = /^ (?:в |к |на )?(\d{1,2})(?: час\S*| ч)? $/u.exec(flat)?.[1];
  if (hour === undefined || Number(hour) > 23) return undefined;
  const value = Number(hour);
  return `${String(value >= 1 && value <= 7 ? value + 12 : value).padStart(2, "0")}:00`;
}

const ONES: Readonly<Record<string, number>> = {
  один: 1,
  одна: 1,
  одну: 1,
  одно: 1,
  два: 2,
  две: 2,
  три: 3,
  four: 4,
  one: 1,
  two: 2,
  three: 3,
};

function numberAnswer(flat: string): number | undefined {
  const [word = ""] = flat.trim().split(" ");
  if (ONES[word] !== undefined) return ONES[word];
  const digits = /^ (?:около |примерно |до |где то )?(\d[\d ]{0,8}) ?(?:шт\S*|человек|чел|руб\S*)? $/u.exec(
    flat,
  )?.[1];
  return digits === undefined ? undefined : Number(digits.replaceAll(" ", ""));
}

/** Words that stand together are quoted as written; a gap between them is what somebody else has read. */
function quoted(words: readonly Word[], clean: string): string {
  let text = "";
  let before: Word | undefined;
  for (const word of words) {
    const between = before ? clean.slice(before.end, word.start) : "";
    text += (/\p{L}|\d/u.test(between) ? " " : between) + word.raw;
    before = word;
  }
  return text;
}

/** From the first word that is left to the last, small words between them included. */
function stretch(left: readonly Word[], signals: Signals, slot: SlotName): string {
  const { words, clean } = signals.text;
  const [first, last] = [left[0], left.at(-1)];
  if (!first || !last) return "";
  const from = words.indexOf(first);
  const to = words.indexOf(last);
  const all = words.slice(from, to + 1);
  const isWhole = leftOverFor(slot, signals, false).length === left.length && all.length <= left.length + 3;
  return quoted(isWhole ? all : left, clean);
}

/** «Тогда норм», «супер», «на почту». */
const NO_NAME =
  /^(?:красав\S*|молод\S*|огонь|огнище|бро|братан|брат|чувак|почт\S*|мейл|имейл|телефон\S*|номер\S*|адрес\S*|ватсап\S*|вотсап\S*|телеграм\S*|норм\S*|супер\S*|класс\S*|пойд[её]т|оки|збс|топ|крут\S*|шикарно|отлично|тогда|прекрасно|договорились|чудно)$/u;

function nameAnswer(signals: Signals): string | undefined {
  // «Мастер Рита» tells somebody else's name.
  if (signals.slots.names.master !== undefined) return undefined;
  const all = leftOverFor("name", signals, true);
  const left = all.filter(({ norm }) => !isFrequentWord(norm));
  // «Чтоб зал был пустой» is a sentence, whatever rare words stand in it.
  if (left.length < all.length) return undefined;
  if (left.some(({ norm, raw }) => NO_NAME.test(norm) || NO_NAME.test(raw.toLowerCase()))) return undefined;
  const isName = left.length > 0 && left.every(({ raw }) => /^\p{L}[\p{L}'-]+$/u.test(raw));
  if (!isName || left.length > LONGEST_NAME_WORDS || signals.wordCount > LONGEST_NAME_WORDS + 2)
    return undefined;
  return quoted(left, signals.text.clean).replaceAll(/(?:^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** What these are called: a name of things, not a sentence about them. */
const NAMED_THINGS: ReadonlySet<SlotName> = new Set([
  "service",
  "product",
  "position",
  "car",
  "city",
  "branch",
  "master",
]);
const LONGEST_THING_WORDS = 5;
/** A finite verb, a short adjective, a word of reasons: «понедельник занят», «подумайте», «дадите если». */
const NOT_THING =
  /^(?:опыт\S*|стаж\S*|боюсь|оплат\S*|платить|перевод\S*|карт(?:ой|а|ы)|налич\S*|рассрочк\S*|парков\S*|скидк\S*|занят[аоы]?|свободн[аоы]?|если|когда|потому|поэтому|хотя|прямо|щас|сейчас|дешевле|дороже|никто|ничего|(?:с?дела|меня|чини|ремонтирова|стави|забира|забра|приезжа|обраща)л\S*|часиков|почт\S*|телефон\S*|номер\S*|инн|адрес\S*|сайт\S*)$|(?:ете|ите|ёте|ешь|ишь|айте|яйте|ируем|ируйте|аем|яем|ался|алась|ились|ается|яется)$/iu;

/** «Сорок человек»: how many, not what. */
const COUNT =
  /^(?:\d+|дв[ае]|двух|три|тр[её]х|четыре|пят\S*|шест\S*|сем\S*|восем\S*|девят\S*|десят\S*|двадцат\S*|тридцат\S*|сорок|сто|двести|человек\S*|чел|люд\S*|штук\S*|шт|сотрудник\S*|работник\S*|гост\S*|персон\S*|машин\S*|единиц\S*)$/iu;

/** Whether the words that are left name a thing: letters, no sentence, and no day or hour beside them. */
function isThing(left: readonly Word[], { slots, text }: Signals): boolean {
  const hasMoment = slots.dates.some(({ isWeak }) => !isWeak) || slots.times.length > 0;
  return (
    left.length <= LONGEST_THING_WORDS &&
    left.some(({ raw }) => /\p{L}{2}/u.test(raw)) &&
    !left.every(({ norm }) => COUNT.test(norm)) &&
    !left.some(({ norm }) => NOT_THING.test(norm)) &&
    !text.clean.includes("%") &&
    !(hasMoment && left.length > 2)
  );
}

/** «Ставим ваше оборудование, комиссия 5 %»: what they do, not what they are called. */
const NO_FIRM =
  /%|(?<!\p{L})(?:ваш|наш)\p{L}*|(?<!\p{L})мы(?!\p{L})|\p{L}{2,}(?:авим|аем|уем|яем|одим|озим|елаем|аете|яете)(?!\p{L})/iu;

function freeAnswer(slot: SlotName, signals: Signals): string | undefined {
  const { clean, flat } = signals.text;
  const isShort = signals.wordCount > 0 && signals.wordCount <= LONGEST_ANSWER_WORDS;
  if (!isShort || signals.text.hasQuestion || NO_ANSWER.test(flat) || isPureTalk(signals)) return undefined;
  const left = leftOverFor(slot, signals, false);
  if (left.length === 0) return undefined;
  if (NAMED_THINGS.has(slot) && !isThing(left, signals)) return undefined;
  // «Сильфонные компенсаторы» is what was bought, not who bought it.
  if (slot === "company" && left.length > 1 && /^\p{Ll}+(?:ые|ие|ый|ий|ая|ое)$/u.test(left[0]?.raw ?? ""))
    return undefined;
  if (slot === "company" && NO_FIRM.test(clean)) return undefined;
  const told =
    slot === "address"
      ? clean.replace(/^(?:(?:я|мы|адрес|по адресу|на|в|стою|нахожусь|нахожус[ья])[\s:,]+)+/iu, "")
      : clean;
  const inQuotes = slot === "company" ? QUOTED.exec(clean)?.groups?.["name"] : undefined;
  if (inQuotes !== undefined) return inQuotes;
  const answer = TOLD.has(slot) ? told : stretch(left, signals, slot);
  if (NUMBERED.has(slot)) return CODE.exec(answer)?.[0];
  if (slot !== "address" && slot !== "problem" && ADDRESS.test(clean)) return undefined;
  return answer.replace(/[.!,;)\s]+$/u, "").trim() || undefined;
}

function valueOf(slot: SlotName, signals: Signals): SlotValue | undefined {
  const { flat, clean } = signals.text;
  switch (slot) {
    case "time":
      return hourAnswer(flat);
    case "quantity":
    case "budget":
      return signals.slots.amounts[slot] ?? numberAnswer(flat);
    case "date":
    case "deadline":
      return signals.slots.dates.find((date) => !date.isLeft)?.from;
    case "name":
      return signals.text.hasQuestion || NO_ANSWER.test(flat) || ADDRESS.test(clean)
        ? undefined
        : nameAnswer(signals);
    case "service":
    case "product":
    case "company":
    case "car":
    case "city":
    case "branch":
    case "master":
    case "position":
    case "problem":
    case "doc_type":
    case "address":
    case "order_id":
    case "tender_no":
    case "error_code":
      return FREE.has(slot) ? freeAnswer(slot, signals) : undefined;
    case "phone":
    case "email":
    case "inn":
      return undefined;
  }
}

/**
 * What a turn answers to our last question when no finder has read it: only what the finders have left over, and only
 * what the slot can hold. An address that comes instead of another answer is kept as an address.
 */
export function readPending(slot: SlotName, signals: Signals): Slots {
  const value = valueOf(slot, signals);
  if (value !== undefined) return { [slot]: value };
  const { clean } = signals.text;
  const isAddress =
    ADDRESS.test(clean) && !signals.text.hasQuestion && signals.wordCount <= LONGEST_ANSWER_WORDS;
  return isAddress && signals.slots.branches.length === 0 ? { address: clean.trim() } : {};
}
