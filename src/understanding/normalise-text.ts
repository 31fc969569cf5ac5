import { countEnglish, isPlainEnglish, scriptOf, type Script } from "./detect-language.ts";
import { isLatinName } from "./gazetteer/names.ts";
import { expandSlang } from "./spelling/chat-slang.ts";
import { typeInRussian } from "./spelling/keyboard-layout.ts";
import { fromTransliteration } from "./spelling/transliteration.ts";
import type { Vocabulary } from "./spelling/vocabulary.ts";

/**
 * Longer turns are read from both ends: a letter begins with what it is about and ends with the phone and the name. The
 * cost stays bounded.
 */
export const MAX_TEXT_LENGTH = 4000;
const HALF = MAX_TEXT_LENGTH / 2;

/** Beginning and end of a long text, cut between words where there are any. */
function abridge(raw: string): string {
  if (raw.length <= MAX_TEXT_LENGTH) return raw;
  const head = raw.slice(0, HALF - 1).replace(/\s\S{0,80}$/u, "");
  const tail = raw.slice(-HALF).replace(/^\S{0,80}\s/u, "");
  return `${head}\n${tail}`;
}

export interface Word {
  /** As the contact wrote it (after a wrong layout or transliteration was undone). */
  readonly raw: string;
  /** Lower case, «е» for «ё», slang and slips mended; may hold several words. */
  readonly norm: string;
  readonly start: number;
  readonly end: number;
}

/** A turn in the forms that the later steps read. */
export interface NormalText {
  /** Without invisible characters, in Cyrillic where it was Russian in disguise: what slots quote. */
  readonly clean: string;
  readonly words: readonly Word[];
  /** All `norm` between single spaces, with a space at both ends: what the lexicon reads. */
  readonly flat: string;
  /** Lower-case sentence with punctuation and mended words: what dates, times and amounts read. */
  readonly sentence: string;
  readonly script: Script;
  readonly repaired: "none" | "layout" | "transliteration";
  readonly hasQuestion: boolean;
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu;
const WORD = /[\p{L}\p{N}+&$]+(?:['’][\p{L}]+)*(?:[.,:/][\p{N}]+)*/gu;
const ADDRESS = /\S+@\S+|https?:\/\/\S+|\b[\w-]+\.(?:ru|com|net|org|me|ly|io)\b\S*/giu;
const LOOKALIKE: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  o: "о",
  p: "р",
  x: "х",
  y: "у",
  k: "к",
  m: "м",
  t: "т",
  h: "н",
  b: "в",
};

function stripInvisible(raw: string): string {
  return abridge(raw)
    .normalize("NFC")
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[\u00a0\u2000-\u200a\u202f\t]/g, " ")
    .replaceAll(INVISIBLE, (character) => (character === "\n" ? "\n" : ""))
    .trim();
}

/** Letters that only look Cyrillic inside a Cyrillic word («cкoлькo» with Latin c and o). */
function undoLookalikes(text: string): string {
  return text.replaceAll(/[\p{L}]+/gu, (word) =>
    /[а-яё]/iu.test(word) && /[a-z]/i.test(word) && !/[^а-яёaceopxykmthb]/iu.test(word)
      ? word.replaceAll(/[aceopxykmthb]/gi, (letter) => {
          const russian = LOOKALIKE[letter.toLowerCase()] ?? letter;
          return letter === letter.toLowerCase() ? russian : russian.toUpperCase();
        })
      : word,
  );
}

const lettersOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll("ё", "е")
    .match(/[\p{L}]+/gu) ?? [];

/** Replaces words by `change`, leaving addresses and links as they are. */
function outsideAddresses(text: string, change: (part: string) => string): string {
  let result = "";
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    result += change(text.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return result + change(text.slice(at));
}

function repair(text: string, vocabulary: Vocabulary): Pick<NormalText, "clean" | "repaired"> {
  const latin = lettersOf(text);
  // «Tom», «Anna Smith»: a name stays as its owner writes it.
  if (latin.length <= 2 && latin.some((word) => isLatinName(word))) return { clean: text, repaired: "none" };
  if (isPlainEnglish(latin)) return { clean: text, repaired: "none" };
  const english = countEnglish(latin);
  const known = (words: readonly string[]): number =>
    words.filter(
      (word) => word.length > 1 && /[а-я]/u.test(word) && vocabulary.isKnown(vocabulary.mend(word)),
    ).length;

  const retyped = outsideAddresses(text, (part) =>
    part.replaceAll(/[a-z[\];',.`]*[a-z][a-z[\];',.`]*/gi, typeInRussian),
  );
  const retypedKnown = known(lettersOf(retyped));
  const spelled = outsideAddresses(text, (part) => part.replaceAll(/[a-z][a-z'’`]*/gi, fromTransliteration));
  const spelledKnown = known(lettersOf(spelled));

  const best = Math.max(retypedKnown, spelledKnown);
  // A wrong layout gives no English at all, so fewer known words will do.
  const isConvincing = best > english && best * (english === 0 ? 3 : 2) >= latin.length;
  if (!isConvincing) return { clean: text, repaired: "none" };
  return retypedKnown > spelledKnown
    ? { clean: retyped, repaired: "layout" }
    : { clean: spelled, repaired: "transliteration" };
}

function normOf(raw: string, vocabulary: Vocabulary): string {
  const lower = raw
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/['’]d$/u, " would")
    .replace(/['’]ll$/u, " will")
    .replace(/['’]re$/u, " are")
    .replaceAll(/['’]/g, "");
  const slang = expandSlang(lower);
  if (slang !== undefined) return slang;
  const calm = lower.replaceAll(/(\p{L})\1{2,}/gu, "$1");
  return expandSlang(calm) ?? (/^[а-яa-z]+$/u.test(calm) ? vocabulary.mend(calm) : calm);
}

function wordsOf(clean: string, vocabulary: Vocabulary): readonly Word[] {
  return Array.from(clean.matchAll(WORD), (match) => ({
    raw: match[0],
    norm: normOf(match[0], vocabulary),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function sentenceOf(clean: string, words: readonly Word[]): string {
  let sentence = "";
  let at = 0;
  for (const word of words) {
    sentence += clean.slice(at, word.start) + word.norm;
    at = word.end;
  }
  return sentence + clean.slice(at);
}

/** Cleans a turn and mends its spelling: layout, transliteration, lookalike letters, slang, slips. */
export function normaliseText(raw: string, vocabulary: Vocabulary): NormalText {
  const stripped = undoLookalikes(stripInvisible(raw));
  const script = scriptOf(stripped);
  const { clean, repaired } =
    script === "latin" ? repair(stripped, vocabulary) : { clean: stripped, repaired: "none" as const };
  const words = wordsOf(clean, vocabulary);
  return {
    clean,
    words,
    flat: ` ${words.map((word) => word.norm.replaceAll(/[^\p{L}\p{N}+&$.,:/ ]/gu, "")).join(" ")} `,
    sentence: sentenceOf(clean, words),
    script,
    repaired,
    hasQuestion: clean.includes("?"),
  };
}
