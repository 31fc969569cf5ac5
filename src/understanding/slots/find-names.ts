import { AMBIGUOUS_NAMES, firstNameOf, surnameOf } from "../gazetteer/names.ts";
import type { Word } from "../normalise-text.ts";
import { isCommonWord } from "../spelling/vocabulary.ts";
import { capitalised, fullNameAt, isBreak, isCapital, NOT_NAMES } from "./full-name.ts";

export interface FoundNames {
  /** The contact's own name, or of whom they book for. */
  readonly name?: string | undefined;
  readonly master?: string | undefined;
  /** Parts of the clean text they were read from. */
  readonly used: readonly { readonly start: number; readonly end: number }[];
}

export interface NameOptions {
  /** Names of the business's own people, lower case, in the nominative. */
  readonly masters: ReadonlySet<string>;
  readonly hasPhone: boolean;
  readonly isNameExpected: boolean;
  readonly isMasterExpected: boolean;
  /** Indexes of the words that name a branch or a city. */
  readonly places: ReadonlySet<number>;
  /** Indexes of the words that stand in a company's name or in quotation marks. */
  readonly quoted: ReadonlySet<number>;
}

const MASTER_BEFORE = new Set(
  "к ко у мастер мастера мастеру мастером врач врача врачу доктор доктора доктору тренер тренера тренеру барбер барбера барберу стилист стилиста косметолог косметолога администратор механик механика специалист массажист массажиста ваш ваша вашу вашего вашей вашему вашим dr doctor stylist barber with барбером тренером врачом мастеру".split(
    " ",
  ),
);
const WITH = new Set(["с", "со"]);
const SELF_BEFORE = [
  "меня зовут",
  "зовут меня",
  "мое имя",
  "имя",
  "это",
  "я",
  "на имя",
  "запишите на",
  "звать",
  "my name is",
  "name is",
  "this is",
  "im",
  "i am",
  "its",
  "зовут",
  "фамилия",
  "моя фамилия",
  "фио",
  "контактное лицо",
  "спросить",
  "на",
];
const SELF_AFTER = new Set(["зовут", "звать", "меня"]);

/** After these a surname is a street's: «на улице Калинина». */
const STREET_BEFORE = new Set(
  "улица улице улицы улицу ул проспект проспекте проспекта пр площадь площади пл переулок переулке пер бульвар бульваре шоссе набережная набережной метро станция станции район районе".split(
    " ",
  ),
);
const NAMED_BEFORE = new Set(["зовут", "звать", "имя", "фамилия", "фио"]);

/** A lone surname is a place's where the words name one: «на Мичурина». With a first name, or after «зовут», it is not. */
function isPlace(words: readonly Word[], at: number, name: string, places: ReadonlySet<number>): boolean {
  const before = words[at - 1]?.norm ?? "";
  if (name.includes(" ") || NAMED_BEFORE.has(before)) return false;
  return places.has(at) || STREET_BEFORE.has(before);
}

/** Name and master of a turn. */
export function findNames(words: readonly Word[], clean: string, options: NameOptions): FoundNames {
  let name: string | undefined;
  let master: string | undefined;
  const used: { start: number; end: number }[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const found = fullNameAt(words, at, clean);
    const word = words[at];
    if (!found || !word || NOT_NAMES.has(word.norm) || isOfMonth(words, at)) continue;
    if (isPlace(words, at, found.name, options.places) || options.quoted.has(at)) continue;
    if (isAddressed(words, at, found.length, clean)) continue;
    const role = roleOf(words, at, found.length, clean, options);
    if (role === "master") master ??= toWhom(words, at) ?? found.name;
    if (role === "self") name ??= found.name;
    at += found.length - 1;
    if (role !== "none") used.push({ start: word.start, end: words[at]?.end ?? word.end });
  }
  name ??= named(words, clean) ?? besidePhone(words, clean, options) ?? alone(words, clean, options);
  const byRole = master === undefined ? masterByRole(words, clean, options.places) : undefined;
  return byRole ? { name, master: byRole.name, used: [...used, byRole] } : { name, master, used };
}

/** «Артём, здорово!»: who is greeted by name is one of us. */
function isAddressed(words: readonly Word[], at: number, length: number, clean: string): boolean {
  const after = words[at + length];
  return (
    at === 0 &&
    after !== undefined &&
    /^\s*,/u.test(clean.slice(words[length - 1]?.end ?? 0)) &&
    /^(?:здорово|привет|добрый|доброе|здравствуйте|здравствуй|приветствую|салют|hi|hello)$/u.test(after.norm)
  );
}

/** «к Соколовой», «доктор Ким»: a capitalised word after the role that no list of names knows. */
function masterByRole(
  words: readonly Word[],
  clean: string,
  places: ReadonlySet<number>,
): { readonly name: string; readonly start: number; readonly end: number } | undefined {
  for (const [at, word] of words.entries()) {
    const before = words[at - 1];
    if (!before || isBreak(clean, before, word) || places.has(at)) continue;
    const { start, end } = word;
    const isOblique =
      /(?:овой|евой|иной|ской|цкой|ову|еву|ину|скому)$/u.test(word.norm) && !isAdjective(words, at, clean);
    if (
      ["к", "ко", "у"].includes(before.norm) &&
      isOblique &&
      word.norm.length > 5 &&
      !/(?:мастерской|парикмахерской|половине|машине|причине)/u.test(word.norm)
    ) {
      const nominative = surnameOf(word.norm).replace(/(ов|ев|ин)у$/u, "$1");
      return { name: nominative.charAt(0).toUpperCase() + nominative.slice(1), start, end };
    }
    if (/^(?:мастер|доктор|врач|тренер|барбер)/u.test(before.norm) && isCapital(word.raw) && at > 0)
      return { name: word.raw, start, end };
  }
  return undefined;
}

/** «К детскому ортопеду»: a word in small letters before its noun. */
function isAdjective(words: readonly Word[], at: number, clean: string): boolean {
  const [word, next] = [words[at], words[at + 1]];
  if (!word || isCapital(word.raw)) return false;
  return next !== undefined && !isBreak(clean, word, next) && /^[а-я]{4,}(?:у|ю|е|ой|ей)$/u.test(next.norm);
}

const INTRODUCED = new Set(["фамилия", "зовут", "фио"]);

/** «Фамилия безруков», «меня зовут Ясмин»: a name that no list knows, after a word that says so. */
function named(words: readonly Word[], clean: string): string | undefined {
  for (const [at, word] of words.entries()) {
    const before = words[at - 1];
    if (!before || !INTRODUCED.has(before.norm) || !/^[а-яё-]{3,}$/iu.test(word.raw)) continue;
    if (/[.!?\n]/u.test(clean.slice(before.end, word.start))) continue;
    if (!NOT_NAMES.has(word.norm) && !isCommonWord(word.norm)) return capitalised(word.raw);
  }
  return undefined;
}

/** «Рузанна 8 927…»: a capitalised word that is no other, right beside the number. */
function besidePhone(words: readonly Word[], clean: string, options: NameOptions): string | undefined {
  if (!options.hasPhone) return undefined;
  const at = words.findIndex(({ raw, norm }, place) => {
    const next = words[place + 1];
    const isFree =
      isBreak(clean, words[place - 1], words[place]) &&
      !options.places.has(place) &&
      !options.quoted.has(place);
    const isWord = NOT_NAMES.has(norm) || isCommonWord(norm) || /^\p{Lu}+$/u.test(raw);
    return isFree && !isWord && /^[А-ЯЁ][а-яё]{2,}$/u.test(raw) && /^\+?\d/.test(next?.raw ?? "");
  });
  return words[at]?.raw;
}

/** "Callum. I'd rather not give a number": a first word by itself, when we asked for the name. */
function alone(words: readonly Word[], clean: string, { isNameExpected }: NameOptions): string | undefined {
  const [first, second] = words;
  const isAlone =
    isNameExpected &&
    first !== undefined &&
    second !== undefined &&
    /^\s*[.!\n]/u.test(clean.slice(first.end, second.start));
  if (!isAlone || !/^\p{Lu}\p{Ll}{2,}$/u.test(first.raw)) return undefined;
  return NOT_NAMES.has(first.norm) || isCommonWord(first.norm) || isCommonWord(first.raw.toLowerCase())
    ? undefined
    : first.raw;
}

/** «6 марта» is no Marta. */
const isOfMonth = (words: readonly Word[], at: number): boolean =>
  /^марта$/u.test(words[at]?.norm ?? "") && /^\d{1,2}(?:-?го)?$/u.test(words[at - 1]?.raw ?? "");

type Role = "self" | "master" | "none";

function roleOf(
  words: readonly Word[],
  at: number,
  length: number,
  clean: string,
  options: NameOptions,
): Role {
  const word = words[at];
  if (!word) return "none";
  const before = words[at - 1];
  const after = words[at + length];
  const opensPart = isBreak(clean, before, word);
  const closesPart = isBreak(clean, words[at + length - 1], after);
  const isPlain = isCapital(word.raw) || !AMBIGUOUS_NAMES.has(word.norm);
  const beforeWord = opensPart ? "" : (before?.norm ?? "");
  const own = firstNameOf(word.raw);
  const isTeam = own !== undefined && options.masters.has(own.toLowerCase().replaceAll("ё", "е"));

  // «Дочку Устинью», «Мирослава 9 лет»: whom he books for.
  if (isPlain && (FAMILY.test(beforeWord) || isAged(words, at + length))) return "self";
  if (MASTER_BEFORE.has(beforeWord)) return "master";
  if (WITH.has(beforeWord) && isPlain) return "master";
  if (after && !closesPart && SELF_AFTER.has(after.norm)) return "self";
  if (isSelfCue(words, at, opensPart) && isPlain) return "self";
  // Who gives a surname too speaks of himself.
  if (options.isMasterExpected && isPlain && !(length > 1 && opensPart && closesPart)) return "master";
  if (isBesidePhone(words, at, length, options.hasPhone) && isPlain) return "self";
  if (options.isNameExpected && isPlain && opensPart) return "self";
  if (isTeam && !closesPart) return "master";
  if (options.isNameExpected && isPlain) return "self";
  if (opensPart && closesPart && isPlain) return "self";
  if (options.hasPhone && isPlain && (opensPart || closesPart || /^[+\d]/.test(after?.raw ?? "")))
    return "self";
  if (opensPart && at === 0 && isCapital(word.raw) && own && !after) return "self";
  if (length > 1 && isCapital(word.raw) && (opensPart || closesPart)) return "self";
  if (
    isUnmarked(words, at, length, clean) &&
    isPlain &&
    own?.toLowerCase().replaceAll("ё", "е") === word.norm
  )
    return "self";
  return isNominativeSubject(word, after, own) ? "master" : "none";
}

/** «К Руслану»: after «к» a man, whatever woman would be called so in another case. */
function toWhom(words: readonly Word[], at: number): string | undefined {
  const raw = words[at]?.raw ?? "";
  const isTo = /^(?:к|ко)$/u.test(words[at - 1]?.norm ?? "") && raw.endsWith("у");
  const man = isTo ? firstNameOf(raw.slice(0, -1)) : undefined;
  return man?.toLowerCase().replaceAll("ё", "е") === raw.slice(0, -1).toLowerCase().replaceAll("ё", "е")
    ? man
    : undefined;
}

const FAMILY =
  /^(?:дочк|дочер|дочь|сын|муж|жен|мам|пап|брат|сестр|бабушк|дедушк|внук|внучк|ребен|мальчик|девочк|племянни|подруг|свекров|тещ)/u;

/** «9 лет», «4 года». */
const isAged = (words: readonly Word[], at: number): boolean =>
  /^\d{1,2}$/.test(words[at]?.raw ?? "") &&
  /^(?:лет|год|года|годик\p{L}*|мес\p{L}*)$/u.test(words[at + 1]?.norm ?? "");

const GREETS = /^(?:день|утро|вечер|здравствуйте|привет|hello|hi)$/u;

/** Without marks and capitals a name stands for itself at either end, after a greeting, and before a surname. */
function isUnmarked(words: readonly Word[], at: number, length: number, clean: string): boolean {
  if (clean !== clean.toLowerCase() || /[,;!?]/u.test(clean)) return false;
  const before = words[at - 1]?.norm ?? "";
  const after = words[at + length]?.norm ?? "";
  const isDoing = /(?:л|ла|ли|ет|ит|ают|ют|лся|лась)$/u.test(after);
  if (length > 1) return !isDoing;
  if (at + length === words.length)
    return words.length > 1 && !/^(?:и|или|от|для|про|наш\p{L}*)$/u.test(before);
  return (at === 0 || GREETS.test(before)) && !isDoing && !GREETS.test(after) && after !== "добрый";
}

/** «Андрей +7913…», «8913… Андрей»: who leaves a number gives his own name with it, whatever the team is called. */
function isBesidePhone(words: readonly Word[], at: number, length: number, hasPhone: boolean): boolean {
  const isNumber = (word: Word | undefined): boolean =>
    /^\+?\d{3,}/.test(word?.raw ?? "") || /^\+7$|^8$/.test(word?.raw ?? "");
  return hasPhone && (isNumber(words[at + length]) || isNumber(words[at - 1]));
}

/** «Тимур порезал…», "Настя покрасила…": who did it to the contact. */
function isNominativeSubject(word: Word, after: Word | undefined, own: string | undefined): boolean {
  if (!own || !after || own.toLowerCase().replaceAll("ё", "е") !== word.norm) return false;
  return /(?:ал|ила|ил|ала|ела|ел|ула|ул)(?:а|и|сь)?$/u.test(after.norm) && after.norm.length > 3;
}

function isSelfCue(words: readonly Word[], at: number, opensPart: boolean): boolean {
  if (opensPart && at > 0) {
    const previous = words[at - 1]?.norm;
    return previous === "зовут" || previous === "имя" || previous === "фио" || previous === "фамилия";
  }
  const before = words
    .slice(Math.max(0, at - 3), at)
    .map((word) => word.norm)
    .join(" ");
  return SELF_BEFORE.some((cue) => before === cue || before.endsWith(` ${cue}`));
}
