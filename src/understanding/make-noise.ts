/** Ways in which people write worse than they speak. A message keeps its meaning under each of them. */
export const NOISE_KINDS = ["plain", "typos", "transliteration", "layout"] as const;
export type NoiseKind = (typeof NOISE_KINDS)[number];

/** One slip per so many letters. */
const LETTERS_PER_TYPO = 12;

const KEY_ROWS = ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё";
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const TO_LATIN = new Map(Array.from(CYRILLIC).map((letter, at) => [letter, LATIN.charAt(at)]));
const SPELLED = new Map(
  "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=c ч=ch ш=sh щ=sch ъ= ы=y ь= э=e ю=yu я=ya"
    .split(" ")
    .map((pair): readonly [string, string] => [pair.charAt(0), pair.slice(2)]),
);

const isLetter = (character: string): boolean => /\p{L}/u.test(character);

/** Lower case, «е» for «ё», and no punctuation but what stands inside numbers and addresses. */
export function withoutPunctuation(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/(?<![\p{N}\w])[^\p{L}\p{N}\s+@№]+|[^\p{L}\p{N}\s+@№]+(?![\p{N}\w])/gu, " ")
    .replaceAll(/[ \t]+/g, " ")
    .replaceAll(/ ?\n ?/g, "\n")
    .trim();
}

function neighbourOf(letter: string, random: () => number): string {
  const row = KEY_ROWS.find((keys) => keys.includes(letter));
  if (row === undefined) return letter;
  const at = row.indexOf(letter);
  return row.charAt(random() < 0.5 ? at - 1 : at + 1) || row.charAt(at === 0 ? 1 : at - 1) || letter;
}

/** Spoils the letter at a place: two swapped, one lost, one doubled, or the key beside it. */
function slipAt(letters: readonly string[], at: number, random: () => number): readonly string[] {
  const letter = letters[at] ?? "";
  const next = letters[at + 1] ?? "";
  const kind = random();
  if (kind < 0.25 && isLetter(next)) return letters.with(at, next).with(at + 1, letter);
  if (kind < 0.5) return letters.toSpliced(at, 1);
  if (kind < 0.65) return letters.toSpliced(at, 0, letter);
  return letters.with(at, neighbourOf(letter, random));
}

/** One slip per twelve letters, never in numbers. `random` is uniform in [0, 1). */
export function withTypos(text: string, random: () => number): string {
  let letters: readonly string[] = Array.from(text);
  const count = letters.filter(isLetter).length;
  for (let slip = 0; slip < Math.floor(count / LETTERS_PER_TYPO); slip += 1) {
    const places = letters.flatMap((letter, at) => (isLetter(letter) ? [at] : []));
    const at = places[Math.floor(random() * places.length)];
    if (at !== undefined) letters = slipAt(letters, at, random);
  }
  return letters.join("");
}

const replaceLetters = (text: string, table: ReadonlyMap<string, string>): string =>
  Array.from(text, (letter) => table.get(letter) ?? letter).join("");

/** The same message as written in a hurry, in Latin letters, or on the wrong keyboard layout. */
export function makeNoise(text: string, kind: NoiseKind, random: () => number): string {
  const plain = withoutPunctuation(text);
  switch (kind) {
    case "plain":
      return plain;
    case "typos":
      return withTypos(plain, random);
    case "transliteration":
      return replaceLetters(plain, SPELLED);
    case "layout":
      return replaceLetters(plain, TO_LATIN);
  }
}

/** A small seeded generator (mulberry32): the same noise in every run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
