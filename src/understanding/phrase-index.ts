import { isFormOf } from "../domain/word-stem.ts";
import { expand, phrasesOf } from "./phrase-language.ts";
import { groupNumbers, type Groups } from "./tables/groups.ts";
import { createNumberList, type NumberList } from "./tables/number-list.ts";
import { buildWordTable, type WordTable, type WordTableBuilder } from "./tables/word-table.ts";

const MAX_GAP_WORDS = 3;
const LONGEST_STEM = 16;

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

/**
 * Phrases are kept as numbers, since there are tens of thousands of them: of each the number of its key, then place by
 * place the count of its options and the options, then `END`. A place of no options is a gap. An option is the number of
 * its text in the table of words, and how a word must agree with it in the lowest bits.
 */
type Program = Uint32Array;

const END = 0xffffffff;
const GAP = 0;
const AGREEMENT_BITS = 3;
/** Exact, the beginning of a word, a stem in any case, a number, anything. */
const [WORD, STEM, FORM, NUMBER, ANY] = [0, 1, 2, 3, 4];

const agreementOf = (option: number): number => option & (2 ** AGREEMENT_BITS - 1);
const textOf = (option: number): number => option >>> AGREEMENT_BITS;

function optionOf(text: string, words: WordTableBuilder): number {
  if (text === "#") return NUMBER;
  if (text === "*") return ANY;
  const isStem = text.endsWith("*");
  const isWhole = !isStem && !text.endsWith("^");
  const number = words.add(isWhole ? text : text.slice(0, -1));
  return (number << AGREEMENT_BITS) | (isWhole ? WORD : isStem ? STEM : FORM);
}

/** @returns The options of the first place. */
function compile(phrase: string, program: NumberList, words: WordTableBuilder): readonly number[] {
  let first: readonly number[] | undefined;
  for (const place of phrase.split(" ")) {
    const options = place === "_" ? [] : place.split("|").map((text) => optionOf(text, words));
    program.push(options.length);
    for (const option of options) program.push(option);
    first ??= options;
  }
  program.push(END);
  return first ?? [];
}

/** Phrases, by where they begin in the program, under the number of a text. */
function createShelf(): { put(text: number, phrase: number): void; build(texts: number): Groups } {
  const texts = createNumberList();
  const phrases = createNumberList();
  return {
    put(text, phrase) {
      texts.push(text);
      phrases.push(phrase);
    },
    build: (count) => groupNumbers(texts.toArray(), phrases.toArray(), count),
  };
}

/** Phrases by how their first word may begin. */
interface Shelves {
  readonly program: Program;
  readonly words: WordTable;
  readonly byWord: Groups;
  readonly byStem: Groups;
  readonly byNumber: readonly number[];
  /** The lengths of the stems that begin with these two letters, as bits: spares most words most look-ups. */
  readonly lengthsBy: ReadonlyMap<string, number>;
}

/** The lengths of the words that have phrases, as bits under their first two letters. */
function lengthsOf(words: WordTable, { starts }: Groups): ReadonlyMap<string, number> {
  const lengthsBy = new Map<string, number>();
  for (let number = 0; number < words.size; number += 1) {
    if (starts[number] === starts[number + 1]) continue;
    const word = words.wordAt(number);
    if (word.length > LONGEST_STEM) continue;
    const start = word.slice(0, 2);
    lengthsBy.set(start, (lengthsBy.get(start) ?? 0) | (1 << word.length));
  }
  return lengthsBy;
}

/** @param blocks The phrases of each key; keys are known by their number here. */
function shelve(blocks: readonly string[]): Shelves {
  const program = createNumberList();
  const words = buildWordTable();
  const byWord = createShelf();
  const byStem = createShelf();
  const byNumber: number[] = [];
  function add(key: number, text: string): void {
    const phrase = program.length;
    program.push(key);
    for (const option of compile(text, program, words)) {
      const agreement = agreementOf(option);
      if (agreement === NUMBER) byNumber.push(phrase);
      if (agreement === WORD) byWord.put(textOf(option), phrase);
      if (agreement === STEM || agreement === FORM) byStem.put(textOf(option), phrase);
    }
  }
  for (const [key, block] of blocks.entries()) {
    for (const written of phrasesOf(block)) for (const text of expand(written)) add(key, text);
  }
  const table = words.build();
  const stems = byStem.build(table.size);
  return {
    program: program.toArray(),
    words: table,
    byWord: byWord.build(table.size),
    byStem: stems,
    byNumber,
    lengthsBy: lengthsOf(table, stems),
  };
}

/** The words of a turn, and the number of each in the table of the index. */
interface Turn {
  readonly words: readonly string[];
  readonly numbers: readonly number[];
}

function fits({ words }: Shelves, option: number, turn: Turn, at: number): boolean {
  const word = turn.words[at] ?? "";
  const text = textOf(option);
  switch (agreementOf(option)) {
    case WORD:
      return turn.numbers[at] === text;
    case STEM:
      return words.begins(word, text);
    case FORM:
      return words.begins(word, text) && isFormOf(word, words.wordAt(text));
    case NUMBER:
      return /^\d/.test(word);
    case ANY:
      return true;
  }
  return false;
}

/** Index of the word after the match of the program's places from `place`, or -1. Gaps take as few words as will do. */
function matchFrom(shelves: Shelves, place: number, turn: Turn, at: number): number {
  const options = shelves.program[place] ?? END;
  if (options === END) return at;
  if (options === GAP) {
    for (let skipped = 0; skipped <= MAX_GAP_WORDS && at + skipped < turn.words.length; skipped += 1) {
      const end = matchFrom(shelves, place + 1, turn, at + skipped);
      if (end >= 0) return end;
    }
    return -1;
  }
  if (at >= turn.words.length) return -1;
  for (let option = place + 1; option <= place + options; option += 1) {
    if (fits(shelves, shelves.program[option] ?? 0, turn, at))
      return matchFrom(shelves, place + options + 1, turn, at + 1);
  }
  return -1;
}

function addGroup(found: number[], { starts, values }: Groups, label: number): void {
  for (let at = starts[label] ?? 0; at < (starts[label + 1] ?? 0); at += 1) found.push(values[at] ?? 0);
}

function candidatesFor(shelves: Shelves, word: string, number: number): readonly number[] {
  const { words, byWord, byStem, byNumber, lengthsBy } = shelves;
  const found: number[] = [];
  if (number >= 0) addGroup(found, byWord, number);
  if (byNumber.length > 0 && /^\d/.test(word)) found.push(...byNumber);
  const lengths = (lengthsBy.get(word.slice(0, 2)) ?? 0) | (lengthsBy.get(word.slice(0, 1)) ?? 0);
  for (let length = 1; lengths >> length > 0 && length <= word.length; length += 1) {
    if ((lengths & (1 << length)) === 0) continue;
    const stem = words.indexOf(word, 0, length);
    if (stem >= 0) addGroup(found, byStem, stem);
  }
  return found;
}

/**
 * Builds an index of blocks of phrases (see `phrase-language.ts`). A look-up costs by the words of the text, hardly by the
 * number of phrases.
 */
export function createPhraseIndex<Key>(blocks: Iterable<readonly [Key, string]>): PhraseIndex<Key> {
  const entries = [...blocks];
  const keys = entries.map(([key]) => key);
  const shelves = shelve(entries.map(([, block]) => block));
  return {
    find(flat) {
      const words = flat.split(" ").filter(Boolean);
      const turn: Turn = { words, numbers: words.map((word) => shelves.words.indexOf(word)) };
      const hits: PhraseHit<Key>[] = [];
      let start = 0;
      for (const [at, word] of words.entries()) {
        for (const phrase of candidatesFor(shelves, word, turn.numbers[at] ?? -1)) {
          const end = matchFrom(shelves, phrase + 1, turn, at);
          const key = keys[shelves.program[phrase] ?? 0];
          if (end < 0 || key === undefined) continue;
          const found = words.slice(at, end).join(" ");
          hits.push({ key, words: found, start, end: start + 1 + found.length });
        }
        start += word.length + 1;
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
