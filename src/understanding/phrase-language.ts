import { buildWordTable, type WordTableBuilder } from "./tables/word-table.ts";

/**
 * A small language for phrases, so that the lexicon stays readable data. Phrases are divided by commas or line breaks,
 * words by spaces. In a word `*` at the end is any continuation, `^` a case ending at most, and `|` means "or"; `*` alone
 * is any word; `#` is a number; `_` is up to three words of any kind; a word that begins with `?` may be missing; `~` is a
 * space inside an option. «ё» is read as «е».
 */

/** The phrases of a block of data, cleaned of spaces. One after another: tens of thousands at once would have to be kept. */
export function* phrasesOf(block: string): Generator<string> {
  for (const line of partsOf(block, "\n")) {
    const clean = line
      .toLowerCase()
      .replaceAll("ё", "е")
      .replaceAll(/['’:№]/g, "")
      .replaceAll(/\s+/g, " ");
    for (const part of clean.split(",")) {
      const phrase = part.trim();
      if (phrase !== "") yield phrase;
    }
  }
}

/** What stands between separators of one character, as `split` gives it, but one after another. */
export function* partsOf(text: string, separator: string): Generator<string> {
  let from = 0;
  for (let to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
    yield text.slice(from, to);
    from = to + 1;
  }
  yield text.slice(from);
}

/** The words of phrases that a typo may be mended to: `stem*` as a stem, the rest whole. */
export interface VocabularyReader {
  readonly words: WordTableBuilder;
  readonly stems: WordTableBuilder;
  /** Adds the words of a block. */
  read(block: string): void;
}

export function createVocabularyReader(): VocabularyReader {
  const words = buildWordTable();
  const stems = buildWordTable();
  // The same words stand in phrase after phrase.
  const met = buildWordTable();
  let size = 0;
  function readPlace(place: string): void {
    for (const option of place.replace("?", "").split("|")) {
      if (!/^[\p{L}]+[*^]?$/u.test(option)) continue; // numbers and gaps
      if (/[*^]$/.test(option)) stems.add(option.slice(0, -1));
      else words.add(option);
    }
  }
  return {
    words,
    stems,
    read(block) {
      for (const phrase of phrasesOf(block)) {
        for (const place of phrase.split(/[ ~]/)) {
          if (met.add(place) < size) continue;
          size += 1;
          readPlace(place);
        }
      }
    },
  };
}

/** The variants of a phrase without `?` and `~`, which the index does not know. */
export function expand(phrase: string): readonly string[] {
  if (!/[?~]/.test(phrase)) return [phrase];
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
