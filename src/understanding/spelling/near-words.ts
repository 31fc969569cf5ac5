import { groupNumbers, type Groups } from "../tables/groups.ts";
import { createNumberList } from "../tables/number-list.ts";
import { hashOfLetters, hashOfPart, type WordTable } from "../tables/word-table.ts";
import { isLikelySwap, isOneSlip } from "./one-slip.ts";

/** Words in the order in which a slip is mended to them, made ready for looking near ones up. */
export interface NearWords {
  /** The first word with the same first letter that is one slip away: a letter lost first, then a wrong one, then one too many. */
  findNear(word: string, accept: (known: string) => boolean): string | undefined;
  /** The word whose first letter was lost, swapped with the second or mistaken for its neighbour. */
  findWithFirst(word: string): string | undefined;
}

const SHELF_BITS = 12;
const SHELVES = 2 ** SHELF_BITS;

/** Words by their first letter and length: few enough on a shelf to be looked through one by one. */
const shelfOf = (firstLetter: number, length: number): number =>
  (Math.imul(firstLetter, 31) + length) & (SHELVES - 1);

/** Numbers of words on shelves by form, and on shelves by what follows the first letter. */
interface Shelves {
  readonly byShape: Groups;
  readonly byTail: Groups;
}

function shelve({ letters, starts, size }: WordTable, shortest: number): Shelves {
  const words = createNumberList();
  const shapes = createNumberList();
  const tails = createNumberList();
  for (let index = 0; index < size; index += 1) {
    const start = starts[index] ?? 0;
    const end = starts[index + 1] ?? 0;
    if (end - start < Math.max(1, shortest)) continue;
    words.push(index);
    shapes.push(shelfOf(letters[start] ?? 0, end - start));
    tails.push(hashOfLetters(letters, start + 1, end) & (SHELVES - 1));
  }
  return {
    byShape: groupNumbers(shapes.toArray(), words.toArray(), SHELVES),
    byTail: groupNumbers(tails.toArray(), words.toArray(), SHELVES),
  };
}

/** @param shortest Words of fewer letters are nobody's neighbours. */
export function createNearWords(table: WordTable, shortest = 0): NearWords {
  const { letters, starts } = table;
  const { byShape, byTail } = shelve(table, shortest);

  /** The first word on a shelf that will do, judged by where its letters begin and end. */
  function firstOf(
    groups: Groups,
    shelf: number,
    accept: (start: number, end: number) => boolean,
  ): string | undefined {
    for (let at = groups.starts[shelf] ?? 0; at < (groups.starts[shelf + 1] ?? 0); at += 1) {
      const index = groups.values[at] ?? 0;
      if (accept(starts[index] ?? 0, starts[index + 1] ?? 0)) return table.wordAt(index);
    }
    return undefined;
  }

  function findNear(word: string, accept: (known: string) => boolean): string | undefined {
    const first = word.charCodeAt(0);
    for (const length of [word.length + 1, word.length, word.length - 1]) {
      const found = firstOf(
        byShape,
        shelfOf(first, length),
        (start, end) =>
          end - start === length &&
          letters[start] === first &&
          isOneSlip(word, letters, start, end) &&
          accept(String.fromCharCode(...letters.subarray(start, end))),
      );
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The first word that goes on after its first letter like `text` from `from`. */
  function findByTail(
    text: string,
    from: number,
    accept: (firstLetter: string) => boolean,
  ): string | undefined {
    return firstOf(byTail, hashOfPart(text, from, text.length) & (SHELVES - 1), (start, end) => {
      if (end - start - 1 !== text.length - from) return false;
      for (let at = from; at < text.length; at += 1)
        if (letters[start + 1 + at - from] !== text.charCodeAt(at)) return false;
      return accept(String.fromCharCode(letters[start] ?? 0));
    });
  }

  return {
    findNear,
    findWithFirst(word) {
      const swapped = word.charAt(1) + word.charAt(0) + word.slice(2);
      if (swapped.length >= shortest && table.indexOf(swapped) >= 0) return swapped;
      const first = word.charAt(0);
      return findByTail(word, 1, (known) => isLikelySwap(known, first)) ?? findByTail(word, 0, () => true);
    },
  };
}
