/**
 * `npx tsx scripts/common-words.ts`: writes down the words that occur more than once in the corpus, the most frequent first.
 * The spelling knows by them what is a word, and what a slip was meant to be.
 */
import { writeFileSync } from "node:fs";
import { readCorpus } from "./train/corpus.ts";

const ARTEFACT = new URL("../src/understanding/spelling/common-words.json", import.meta.url);
const SEEN = 2;
const SHORTEST = 3;
/** Only letters of the language that an utterance is in: transliteration and wrong layouts are no spelling. */
const LETTERS: Readonly<Record<string, RegExp>> = { ru: /[а-я]+/gu, en: /[a-z]+/gu };

const seen = new Map<string, number>();
for (const { lang, text } of readCorpus()) {
  const letters = LETTERS[lang];
  if (letters === undefined) continue;
  for (const word of new Set(text.toLowerCase().replaceAll("ё", "е").match(letters))) {
    seen.set(word, (seen.get(word) ?? 0) + 1);
  }
}
const words = [...seen]
  .filter(([word, times]) => times >= SEEN && word.length >= SHORTEST)
  .toSorted(([one, oneTimes], [other, otherTimes]) => otherTimes - oneTimes || (one < other ? -1 : 1))
  .map(([word]) => word);
writeFileSync(ARTEFACT, `${JSON.stringify({ words: words.join(" ") })}\n`);
process.stdout.write(`${words.length} words\n`);
