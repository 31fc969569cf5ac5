import { compilePhrases } from "../phrase-pattern.ts";

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

interface Term {
  readonly name: string;
  readonly pattern: RegExp;
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
  const terms: readonly Term[] = entries.map(([name, phrases]) => ({ name, pattern: compilePhrases(phrases) }));
  return { find: (flat) => findAll(terms, flat), phraseBlocks: entries.map(([, phrases]) => phrases) };
}

function findAll(terms: readonly Term[], flat: string): readonly Mention[] {
  const found: Mention[] = [];
  for (const { name, pattern } of terms) {
    for (const match of flat.matchAll(pattern)) {
      found.push({ name, words: match[0].trim(), start: match.index, end: match.index + match[0].length });
    }
  }
  return withoutOverlaps(found);
}

/** Keeps the longer of two overlapping mentions, and the earlier given of two equally long. */
export function withoutOverlaps(mentions: readonly Mention[]): readonly Mention[] {
  const kept: Mention[] = [];
  for (const mention of mentions.toSorted((a, b) => b.end - b.start - (a.end - a.start))) {
    if (kept.every((other) => mention.end <= other.start || other.end <= mention.start)) kept.push(mention);
  }
  return kept.toSorted((a, b) => a.start - b.start);
}
