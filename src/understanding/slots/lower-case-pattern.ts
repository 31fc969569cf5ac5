const INSIDE = "a-zа-яё";

/**
 * A pattern for the sentence of a turn, which is in lower case and in two alphabets: `\p{L}` and `\p{N}` are read as just
 * these. Every letter of every script in either case makes a large pattern take some 100 ms to compile at its first use.
 */
export function lowerCasePattern(source: string, flags: "u" | "gu"): RegExp {
  const narrowed = source.replaceAll(/\[[^\]]*\]|\\p\{[LN]\}/gu, (part) =>
    part.startsWith("[")
      ? part.replaceAll(String.raw`\p{L}`, INSIDE).replaceAll(String.raw`\p{N}`, String.raw`\d`)
      : part === String.raw`\p{L}`
        ? `[${INSIDE}]`
        : String.raw`\d`,
  );
  return new RegExp(narrowed, flags);
}
