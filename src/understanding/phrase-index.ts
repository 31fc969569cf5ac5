import { isFormOf } from "../domain/word-stem.ts";

/**
 * A small language for phrases, so that the lexicon stays readable data. Phrases are divided by commas or line breaks,
 * words by spaces. In a word `*` at the end is any continuation, `^` a case ending at most, and `|` means "or"; `*` alone
 * is any word; `#` is a number; `_` is up to three words of any kind; a word that begins with `?` may be missing; `~` is a
 * space inside an option. «ё» is read as «е».
 */
const MAX_GAP_WORDS = 3;
const LONGEST_STEM = 16;

/** One option for a word: exact, the beginning of one, a stem in any case, a number or anything. */
interface WordOption {
  readonly text: string;
  readonly kind: "word" | "stem" | "form" | "number" | "any";
}
/** A place in a phrase: one of its options, or a gap. */
type Place = readonly WordOption[] | "gap";

interface Phrase<Key> {
  readonly key: Key;
  readonly places: readonly Place[];
}

/** A phrase found, with offsets in the flat text: from the space before its first word to the end of its last. */
export interface PhraseHit<Key> {
  readonly key: Key;
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

export interface PhraseIndex<Key> {
  /** All hits in a flat text (words between single spaces, a space at both ends); of one key, overlapping ones too. */
  find(flat: string): readonly PhraseHit<Key>[];
}

/** The phrases of a block of data, cleaned of spaces and repeats. */
export function phrasesOf(block: string): readonly string[] {
  const phrases = block
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/['’:№]/g, "")
    .split(/[,\n]/)
    .map((phrase) => phrase.trim().replaceAll(/\s+/g, " "))
    .filter(Boolean);
  return [...new Set(phrases)];
}

/** The words of phrases that a typo may be mended to: `stem*` as a stem, the rest whole. */
export function vocabularyOf(block: string): {
  readonly stems: readonly string[];
  readonly words: readonly string[];
} {
  const stems: string[] = [];
  const words: string[] = [];
  for (const phrase of phrasesOf(block)) {
    for (const option of phrase.split(/[ ~]/).flatMap((word) => word.replace("?", "").split("|"))) {
      if (!/^[\p{L}]+[*^]?$/u.test(option)) continue; // numbers and gaps
      if (/[*^]$/.test(option)) stems.push(option.slice(0, -1));
      else words.push(option);
    }
  }
  return { stems, words };
}

/** Variants without `?` and `~`, which the index does not know. */
function expand(phrase: string): readonly string[] {
  const words = phrase.split(" ");
  const optional = words.findIndex((word) => word.startsWith("?"));
  if (optional >= 0) {
    const without = words.toSpliced(optional, 1).join(" ");
    const withWord = words.with(optional, (words[optional] ?? "").slice(1)).join(" ");
    return [...expand(without), ...expand(withWord)];
  }
  const joined = words.findIndex((word) => word.includes("~"));
  if (joined < 0) return [phrase];
  const options = (words[joined] ?? "").split("|");
  const single = options.filter((option) => !option.includes("~")).join("|");
  return [single, ...options.filter((option) => option.includes("~"))]
    .filter(Boolean)
    .flatMap((option) => expand(words.with(joined, option.replaceAll("~", " ")).join(" ")));
}

function optionOf(text: string): WordOption {
  if (text === "#") return { text, kind: "number" };
  if (text === "*") return { text, kind: "any" };
  if (text.endsWith("*")) return { text: text.slice(0, -1), kind: "stem" };
  return text.endsWith("^") ? { text: text.slice(0, -1), kind: "form" } : { text, kind: "word" };
}

const placesOf = (phrase: string): readonly Place[] =>
  phrase.split(" ").map((word): Place => (word === "_" ? "gap" : word.split("|").map(optionOf)));

function fits(option: WordOption, word: string): boolean {
  switch (option.kind) {
    case "word":
      return word === option.text;
    case "stem":
      return word.startsWith(option.text);
    case "form":
      return isFormOf(word, option.text);
    case "number":
      return /^\d/.test(word);
    case "any":
      return true;
  }
}

/** Index of the word after the match of `places` from `at`, or -1. Gaps take as few words as will do. */
function matchFrom(places: readonly Place[], place: number, words: readonly string[], at: number): number {
  const wanted = places[place];
  if (wanted === undefined) return at;
  if (wanted === "gap") {
    for (let skipped = 0; skipped <= MAX_GAP_WORDS && at + skipped < words.length; skipped += 1) {
      const end = matchFrom(places, place + 1, words, at + skipped);
      if (end >= 0) return end;
    }
    return -1;
  }
  const word = words[at];
  if (word === undefined || !wanted.some((option) => fits(option, word))) return -1;
  return matchFrom(places, place + 1, words, at + 1);
}

/** Phrases by how their first word may begin. */
interface Shelves<Key> {
  readonly byWord: Map<string, Phrase<Key>[]>;
  readonly byStem: Map<string, Phrase<Key>[]>;
  readonly byNumber: Phrase<Key>[];
  /** The lengths of the stems that begin with these two letters, as bits: spares most words most look-ups. */
  readonly lengthsBy: Map<string, number>;
}

function put<Key>(map: Map<string, Phrase<Key>[]>, text: string, phrase: Phrase<Key>): void {
  const known = map.get(text);
  if (known) known.push(phrase);
  else map.set(text, [phrase]);
}

function shelve<Key>(shelves: Shelves<Key>, { text, kind }: WordOption, phrase: Phrase<Key>): void {
  if (kind === "number") shelves.byNumber.push(phrase);
  if (kind === "word") put(shelves.byWord, text, phrase);
  if ((kind !== "stem" && kind !== "form") || text.length > LONGEST_STEM) return;
  put(shelves.byStem, text, phrase);
  const start = text.slice(0, 2);
  shelves.lengthsBy.set(start, (shelves.lengthsBy.get(start) ?? 0) | (1 << text.length));
}

function candidatesFor<Key>(shelves: Shelves<Key>, word: string): readonly Phrase<Key>[] {
  const found = [...(shelves.byWord.get(word) ?? [])];
  if (shelves.byNumber.length > 0 && /^\d/.test(word)) found.push(...shelves.byNumber);
  const { byStem, lengthsBy } = shelves;
  const lengths = (lengthsBy.get(word.slice(0, 2)) ?? 0) | (lengthsBy.get(word.slice(0, 1)) ?? 0);
  for (let length = 1; lengths >> length > 0 && length <= word.length; length += 1) {
    if ((lengths & (1 << length)) !== 0) found.push(...(byStem.get(word.slice(0, length)) ?? []));
  }
  return found;
}

/** Builds an index of blocks of phrases. A look-up costs by the words of the text, hardly by the number of phrases. */
export function createPhraseIndex<Key>(blocks: Iterable<readonly [Key, string]>): PhraseIndex<Key> {
  const shelves: Shelves<Key> = {
    byWord: new Map(),
    byStem: new Map(),
    byNumber: [],
    lengthsBy: new Map(),
  };
  for (const [key, block] of blocks) {
    for (const text of phrasesOf(block).flatMap(expand)) {
      const phrase: Phrase<Key> = { key, places: placesOf(text) };
      const [first] = phrase.places;
      if (first === undefined || first === "gap") continue;
      for (const option of first) shelve(shelves, option, phrase);
    }
  }

  return {
    find(flat) {
      const words = flat.split(" ").filter(Boolean);
      const starts: number[] = [];
      let offset = 0;
      for (const word of words) {
        starts.push(offset);
        offset += word.length + 1;
      }
      const hits: PhraseHit<Key>[] = [];
      for (const [at, word] of words.entries()) {
        for (const phrase of candidatesFor(shelves, word)) {
          const end = matchFrom(phrase.places, 0, words, at);
          if (end < 0) continue;
          const found = words.slice(at, end).join(" ");
          const start = starts[at] ?? 0;
          hits.push({ key: phrase.key, words: found, start, end: start + 1 + found.length });
        }
      }
      return hits;
    },
  };
}

/** Keeps the longer of two overlapping hits, and of two equally long the one given first; in order of place. */
export function withoutOverlaps<Hit extends { readonly start: number; readonly end: number }>(
  hits: readonly Hit[],
): readonly Hit[] {
  const kept: Hit[] = [];
  for (const hit of hits.toSorted((a, b) => b.end - b.start - (a.end - a.start))) {
    if (kept.every((other) => hit.end <= other.start || other.end <= hit.start)) kept.push(hit);
  }
  return kept.toSorted((a, b) => a.start - b.start);
}
