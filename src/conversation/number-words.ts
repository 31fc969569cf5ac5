const VALUES: Readonly<Record<string, number>> = {
  десять: 10,
  одиннадцать: 11,
  двенадцать: 12,
  тринадцать: 13,
  четырнадцать: 14,
  пятнадцать: 15,
  шестнадцать: 16,
  семнадцать: 17,
  восемнадцать: 18,
  девятнадцать: 19,
  двадцать: 20,
  тридцать: 30,
  сорок: 40,
  пятьдесят: 50,
  шестьдесят: 60,
  семьдесят: 70,
  восемьдесят: 80,
  девяносто: 90,
  сто: 100,
  двести: 200,
  триста: 300,
  четыреста: 400,
  пятьсот: 500,
  шестьсот: 600,
  семьсот: 700,
  восемьсот: 800,
  девятьсот: 900,
  полторы: 1.5,
  полтора: 1.5,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
};
/** Too common in plain talk ("один вопрос") to count by themselves, only before a thousand or after a ten. */
const ONES: Readonly<Record<string, number>> = {
  один: 1,
  одна: 1,
  одну: 1,
  два: 2,
  две: 2,
  три: 3,
  четыре: 4,
  пять: 5,
  шесть: 6,
  семь: 7,
  восемь: 8,
  девять: 9,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
};
const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^(тысяч[аиу]?|тыс|thousand)$/, 1000],
  [/^(миллион(а|ов)?|млн|million)$/, 1_000_000],
];

interface Piece {
  readonly value: number;
  readonly kind: "number" | "one" | "hundred" | "scale";
}

function pieceOf(word: string): Piece | undefined {
  const value = VALUES[word];
  if (value !== undefined) return { value, kind: "number" };
  const one = ONES[word];
  if (one !== undefined) return { value: one, kind: "one" };
  if (word === "hundred") return { value: 100, kind: "hundred" };
  const scale = SCALES.find(([pattern]) => pattern.test(word));
  return scale && { value: scale[1], kind: "scale" };
}

function sumOf(pieces: readonly Piece[]): number {
  let total = 0;
  let group = 0;
  for (const { value, kind } of pieces) {
    if (kind === "scale") {
      total += (group === 0 ? 1 : group) * value;
      group = 0;
    } else if (kind === "hundred") {
      group = (group === 0 ? 1 : group) * value;
    } else {
      group += value;
    }
  }
  return total + group;
}

/** Numbers of ten and more that are written in words: «полторы тысячи», «две тысячи пятьсот». */
export function numbersInWords(text: string): readonly { readonly text: string; readonly value: number }[] {
  const found: { text: string; value: number }[] = [];
  let run: Piece[] = [];
  let words: string[] = [];
  const close = () => {
    if (run.some(({ kind }) => kind !== "one")) found.push({ text: words.join(" "), value: sumOf(run) });
    run = [];
    words = [];
  };
  for (const word of text
    .toLowerCase()
    .replaceAll("ё", "е")
    .split(/[^\p{L}]+/u)) {
    const piece = pieceOf(word);
    if (piece) {
      run.push(piece);
      words.push(word);
    } else {
      close();
    }
  }
  close();
  return found;
}
