import { WORD_CLASSES } from "./word-classes.ts";

const SHORTEST_STEM = 2;
const LONGEST_STEM = 12;
const NONE: readonly string[] = [];

const CLASSES: ReadonlyMap<string, readonly string[]> = (() => {
  const classes = new Map<string, string[]>();
  for (const [name, words] of Object.entries(WORD_CLASSES)) {
    for (const word of words.split(/\s+/)) {
      const known = classes.get(word);
      if (known) known.push(name);
      else classes.set(word, [name]);
    }
  }
  return classes;
})();

/** The classes of a lower-case word; none when nothing like it is listed. */
export function classesOf(word: string): readonly string[] {
  const whole = CLASSES.get(`${word}!`);
  if (whole) return whole;
  for (let length = Math.min(LONGEST_STEM, word.length); length >= SHORTEST_STEM; length -= 1) {
    const found = CLASSES.get(word.slice(0, length));
    if (found) return found;
  }
  return NONE;
}
