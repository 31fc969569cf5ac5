const ENDING =
  /(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иях|ях|ах|ов|ев|ей|ой|ий|ый|ая|яя|ое|ее|ую|юю|ые|ие|ых|их|ым|им|ом|ем|ам|ям|ию|ия|ии|ью|а|я|о|е|у|ю|ы|и|ь|й|es|s)$/u;
const SHORTEST_STEM = 3;

/** Words of a text in lower case with «ё» as «е»; digits count as words, punctuation and hyphens divide. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replaceAll("ё", "е")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Stems that are remembered: the same words are stemmed again and again, by several readers of one turn. */
const MOST_KEPT = 5000;
const LONGEST_KEPT = 40;
const kept = new Map<string, string>();

/** A word without its ending: light, for comparing short Russian names and services; never shorter than 3 letters. */
export function stemOf(word: string): string {
  const known = kept.get(word);
  if (known !== undefined) return known;
  const stem = stemAnew(word);
  if (kept.size >= MOST_KEPT) kept.clear();
  if (word.length <= LONGEST_KEPT) kept.set(word, stem);
  return stem;
}

function stemAnew(word: string): string {
  const plain = word.toLowerCase().replaceAll("ё", "е");
  const stem = plain.replace(ENDING, "");
  return stem.length >= SHORTEST_STEM ? stem : plain;
}

/** Whether two stems may be forms of one word: equal, or one begins with the other and both are long enough to tell. */
export function isSameStem(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length >= 4 && long.length - short.length <= 2 && long.startsWith(short);
}

/** Everything that declension may add to a stem, a reflexive «ся» included. */
const FORM_ENDING =
  /^(?:|а|я|о|е|у|ю|ы|и|ь|й|ой|ей|ий|ый|ая|яя|ое|ее|ую|юю|ые|ие|ых|их|ым|им|ом|ем|ам|ям|ах|ях|ов|ев|ою|ею|ью|ье|ья|ьи|ию|ия|ии|ией|ием|иям|иях|иями|ого|его|ому|ему|ыми|ими|ами|ями|s|es)(?:ся|сь)?$/u;

/** Whether a word is a stem with nothing but an ending: «воском» of «воск», which «воскресенье» is not. */
export function isFormOf(word: string, stem: string): boolean {
  return word.startsWith(stem) && FORM_ENDING.test(word.slice(stem.length));
}
