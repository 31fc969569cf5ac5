import { createPhraseIndex, withoutOverlaps } from "../phrase-index.ts";

/** A named thing found in a text, with offsets in the flat text (from the space before it to its last letter). */
export interface Mention {
  readonly name: string;
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

export interface TermList {
  /** Mentions in order of place. Where two overlap the longer stays, then the earlier line. */
  find(flat: string): readonly Mention[];
  readonly phraseBlocks: readonly string[];
}

/** Reads `name: phrases` lines. */
export function createTermList(lines: string): TermList {
  const entries = lines
    .split("\n")
    .filter((line) => line.includes(":"))
    .map((line): readonly [string, string] => {
      const at = line.indexOf(":");
      return [line.slice(0, at).trim(), line.slice(at + 1)];
    });
  const order = new Map(entries.map(([name], at) => [name, at]));
  const index = createPhraseIndex(entries);
  return {
    find(flat) {
      const mentions = index
        .find(flat)
        .map(({ key, words, start, end }): Mention => ({ name: key, words, start, end }))
        .toSorted((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
      return withoutOverlaps(mentions);
    },
    phraseBlocks: entries.map(([, phrases]) => phrases),
  };
}
