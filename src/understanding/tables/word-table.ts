import { finishHash, mixIn } from "../model/hash-text.ts";

/**
 * Different words, each known by its number in the order in which they were added. The letters of all of them lie in one
 * array: a word costs some thirty bytes, half of what it does as a string in a set, and the collector of garbage, which
 * makes room by how much it finds alive, has nothing to walk.
 */
export interface WordTable {
  /** How many words there are. */
  readonly size: number;
  /** UTF-16 units of all words, one word after another. */
  readonly letters: Uint16Array;
  /** Where each word begins in `letters`, and where the last one ends. */
  readonly starts: Uint32Array;
  /** The number of the word that stands in `text` from `from` to `to` (all of it when left out), or -1. */
  indexOf(text: string, from?: number, to?: number): number;
  /** Whether `text` begins with the word of that number. */
  begins(text: string, index: number): boolean;
  /** The word of a number. */
  wordAt(index: number): string;
}

export interface WordTableBuilder {
  /** @returns The number of the word, a new one or the one that it has. */
  add(word: string): number;
  /** The table of what was added; nothing may be added later. */
  build(): WordTable;
}

interface Store {
  size: number;
  letters: Uint16Array;
  starts: Uint32Array;
  /** Open addressing: number of a word plus one, or 0. Twice to four times as many as words. */
  slots: Uint32Array;
}

const SEED = 0x811c9dc5;
const FIRST_WORDS = 16;
const LETTERS_A_WORD = 8;

/** The hash of a part of a text: spreads words over slots and shelves. */
export function hashOfPart(text: string, from: number, to: number): number {
  let hash = SEED;
  for (let at = from; at < to; at += 1) hash = mixIn(hash, text.charCodeAt(at));
  return finishHash(hash);
}

/** The same of letters in a table. */
export function hashOfLetters(letters: Uint16Array, from: number, to: number): number {
  let hash = SEED;
  for (let at = from; at < to; at += 1) hash = mixIn(hash, letters[at] ?? 0);
  return finishHash(hash);
}

function isAt(store: Store, index: number, text: string, from: number, to: number): boolean {
  const start = store.starts[index] ?? 0;
  if ((store.starts[index + 1] ?? 0) - start !== to - from) return false;
  for (let at = from; at < to; at += 1)
    if (store.letters[start + at - from] !== text.charCodeAt(at)) return false;
  return true;
}

/** The slot that holds the word, or the free one where it belongs. */
function slotOf(store: Store, text: string, from: number, to: number): number {
  const { slots } = store;
  const mask = slots.length - 1;
  let slot = hashOfPart(text, from, to) & mask;
  for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
    if (isAt(store, held - 1, text, from, to)) return slot;
    slot = (slot + 1) & mask;
  }
  return slot;
}

const wordOf = ({ letters, starts }: Store, index: number): string =>
  String.fromCharCode(...letters.subarray(starts[index] ?? 0, starts[index + 1] ?? 0));

/** Room for a word of so many letters. */
function makeRoom(store: Store, length: number): void {
  const end = store.starts[store.size] ?? 0;
  if (end + length <= store.letters.length) return;
  const letters = new Uint16Array(Math.max(store.letters.length * 2, end + length));
  letters.set(store.letters);
  store.letters = letters;
}

/** Twice the slots, once half of them are taken. */
function makeSlots(store: Store): void {
  if ((store.size + 1) * 2 <= store.slots.length) return;
  const starts = new Uint32Array(store.slots.length + 1);
  starts.set(store.starts);
  const slots = new Uint32Array(store.slots.length * 2);
  const mask = slots.length - 1;
  for (let index = 0; index < store.size; index += 1) {
    let slot = hashOfLetters(store.letters, starts[index] ?? 0, starts[index + 1] ?? 0) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = index + 1;
  }
  store.starts = starts;
  store.slots = slots;
}

/** A table to be filled. */
export function buildWordTable(): WordTableBuilder {
  const store: Store = {
    size: 0,
    letters: new Uint16Array(FIRST_WORDS * LETTERS_A_WORD),
    starts: new Uint32Array(FIRST_WORDS + 1),
    slots: new Uint32Array(FIRST_WORDS * 2),
  };
  return {
    add(word) {
      makeSlots(store);
      const slot = slotOf(store, word, 0, word.length);
      const held = store.slots[slot] ?? 0;
      if (held !== 0) return held - 1;
      makeRoom(store, word.length);
      const start = store.starts[store.size] ?? 0;
      for (let at = 0; at < word.length; at += 1) store.letters[start + at] = word.charCodeAt(at);
      store.size += 1;
      store.starts[store.size] = start + word.length;
      store.slots[slot] = store.size;
      return store.size - 1;
    },
    build() {
      const starts = store.starts.slice(0, store.size + 1);
      const letters = store.letters.slice(0, starts[store.size] ?? 0);
      return openStore({ ...store, starts, letters });
    },
  };
}

function openStore(store: Store): WordTable {
  const { size, letters, starts, slots } = store;
  return {
    size,
    letters,
    starts,
    indexOf: (text, from = 0, to = text.length) => (slots[slotOf(store, text, from, to)] ?? 0) - 1,
    begins(text, index) {
      const start = starts[index] ?? 0;
      const length = (starts[index + 1] ?? 0) - start;
      return length <= text.length && isAt(store, index, text, 0, length);
    },
    wordAt: (index) => wordOf(store, index),
  };
}

/** The table of a list of words; repeats are left out. */
export function createWordTable(words: Iterable<string>): WordTable {
  const builder = buildWordTable();
  for (const word of words) builder.add(word);
  return builder.build();
}
