/**
 * A small language for phrases, so that the lexicon stays readable data. Phrases are divided by commas or line breaks,
 * words by spaces. In a word `*` is any ending and `|` means "or"; `#` is a number; `_` is up to three words of any
 * kind; a word that begins with `?` may be missing; `~` is a space inside an option. «ё» is read as «е».
 */
export const MAX_GAP_WORDS = 3;

const escape = (text: string): string => text.replaceAll(/[.+^$()[\]{}\\/]/g, String.raw`\$&`);

function wordSource(word: string): string {
  if (word === "#") return String.raw`\d[^ ]*`;
  const options = word.split("|").map((option) => escape(option).replaceAll("*", "[^ ]*").replaceAll("~", " "));
  return options.length === 1 ? `${options[0] ?? ""}` : `(?:${options.join("|")})`;
}

function phraseSource(phrase: string): string {
  let source = "";
  for (const word of phrase.split(" ")) {
    if (word === "_") source += `(?: [^ ]+){0,${MAX_GAP_WORDS}}`;
    else if (word.startsWith("?")) source += `(?: ${wordSource(word.slice(1))})?`;
    else source += ` ${wordSource(word)}`;
  }
  return source;
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
export function vocabularyOf(block: string): { readonly stems: readonly string[]; readonly words: readonly string[] } {
  const stems: string[] = [];
  const words: string[] = [];
  for (const phrase of phrasesOf(block)) {
    for (const option of phrase.split(" ").flatMap((word) => word.replace("?", "").split("|"))) {
      if (!/^[\p{L}]+\*?$/u.test(option)) continue; // numbers, gaps and options of several words
      if (option.endsWith("*")) stems.push(option.slice(0, -1));
      else words.push(option);
    }
  }
  return { stems, words };
}

/**
 * One expression for a whole block. It is run over a text whose words stand between single spaces, with a space at
 * both ends; a match begins with the space before its first word. Longer phrases are tried first.
 */
export function compilePhrases(block: string): RegExp {
  const sources = phrasesOf(block)
    .toSorted((a, b) => b.length - a.length)
    .map(phraseSource);
  return new RegExp(`(?:${sources.join("|")})(?= )`, "gu");
}
