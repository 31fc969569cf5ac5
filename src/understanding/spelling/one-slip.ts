const KEY_ROWS = ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"];
const SOUND_ALIKE = [
  "ао",
  "ое",
  "еи",
  "ыи",
  "яе",
  "яи",
  "дт",
  "зс",
  "бп",
  "гк",
  "вф",
  "шщ",
  "жш",
  "чщ",
  "цс",
  "ьъ",
  "эе",
  "ую",
  "ёо",
];

/** A wrong letter is a neighbour on the keyboard or sounds alike; any other makes another word. */
export function isLikelySwap(a: string, b: string): boolean {
  if (SOUND_ALIKE.some((pair) => pair.includes(a) && pair.includes(b))) return true;
  return KEY_ROWS.some((row, at) => {
    const place = row.indexOf(a);
    if (place < 0) return false;
    const near = [row, KEY_ROWS[at - 1] ?? "", KEY_ROWS[at + 1] ?? ""];
    return near.some((other, step) =>
      other.slice(Math.max(0, place - 1), place + (step === 0 ? 2 : 1)).includes(b),
    );
  });
}

/** Whether one insertion, deletion, replacement or swap of neighbours turns `word` into the letters from `start` to `end`. */
export function isOneSlip(word: string, letters: Uint16Array, start: number, end: number): boolean {
  const length = end - start;
  if (Math.abs(word.length - length) > 1) return false;
  let from = 0;
  while (from < word.length && from < length && word.charCodeAt(from) === letters[start + from]) from += 1;
  let tail = 0;
  while (
    tail < word.length - from &&
    tail < length - from &&
    word.charCodeAt(word.length - 1 - tail) === letters[end - 1 - tail]
  )
    tail += 1;
  const left = word.length - from - tail;
  const right = length - from - tail;
  if (left > 2 || right > 2) return false;
  if (left === 1 && right === 1)
    return isLikelySwap(word.charAt(from), String.fromCharCode(letters[start + from] ?? 0));
  if (left <= 1 && right <= 1) return true;
  return (
    left === 2 &&
    right === 2 &&
    word.charCodeAt(from) === letters[start + from + 1] &&
    word.charCodeAt(from + 1) === letters[start + from]
  );
}

/** «Выиграла» and «выиграли» are two forms of one word, not a slip. */
export function isEnding(a: string, b: string): boolean {
  return a.slice(0, -1) === b.slice(0, -1) || a.slice(0, -1) === b || a === b.slice(0, -1);
}

/** The word with each of its doubled letters once: «ззуб» → «зуб», «комппания» → «компания». */
export function undoubled(word: string): readonly string[] {
  return Array.from(word, (letter, at) =>
    letter === word.charAt(at + 1) ? word.slice(0, at) + word.slice(at + 1) : "",
  ).filter(Boolean);
}
