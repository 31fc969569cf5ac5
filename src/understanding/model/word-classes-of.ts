import { groupNumbers } from "../tables/groups.ts";
import { createNumberList } from "../tables/number-list.ts";
import { buildWordTable } from "../tables/word-table.ts";
import { WORD_CLASSES } from "./word-classes.ts";

const SHORTEST_STEM = 2;
const LONGEST_STEM = 12;
const NONE: readonly string[] = [];
const NAMES = Object.keys(WORD_CLASSES);

const { words: WORDS, classes: CLASSES } = (() => {
  const words = buildWordTable();
  const listed = createNumberList();
  const classes = createNumberList();
  for (const [number, list] of Object.values(WORD_CLASSES).entries()) {
    for (const word of list.split(/\s+/)) {
      listed.push(words.add(word));
      classes.push(number);
    }
  }
  const table = words.build();
  return { words: table, classes: groupNumbers(listed.toArray(), classes.toArray(), table.size) };
})();

const namesOf = (word: number): readonly string[] =>
  Array.from(CLASSES.values.subarray(CLASSES.starts[word], CLASSES.starts[word + 1]), (k) => NAMES[k] ?? "");

/** The classes of a lower-case word; none when nothing like it is listed. */
export function classesOf(word: string): readonly string[] {
  const whole = WORDS.indexOf(`${word}!`);
  if (whole >= 0) return namesOf(whole);
  for (let length = Math.min(LONGEST_STEM, word.length); length >= SHORTEST_STEM; length -= 1) {
    const found = WORDS.indexOf(word, 0, length);
    if (found >= 0) return namesOf(found);
  }
  return NONE;
}
