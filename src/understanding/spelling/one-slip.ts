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

/** Whether one insertion, deletion, replacement or swap of neighbours turns `a` into `b`. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && from < b.length && a.charCodeAt(from) === b.charCodeAt(from)) from += 1;
  let tail = 0;
  while (
    tail < a.length - from &&
    tail < b.length - from &&
    a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)
  )
    tail += 1;
  const left = a.slice(from, a.length - tail);
  const right = b.slice(from, b.length - tail);
  if (left.length === 1 && right.length === 1) return isLikelySwap(left, right);
  if (left.length <= 1 && right.length <= 1) return true;
  return (
    left.length === 2 &&
    right.length === 2 &&
    left.charAt(0) === right.charAt(1) &&
    left.charAt(1) === right.charAt(0)
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
