import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNearWords } from "../../../../src/understanding/spelling/near-words.ts";
import { isLikelySwap } from "../../../../src/understanding/spelling/one-slip.ts";
import { createWordTable } from "../../../../src/understanding/tables/word-table.ts";

const without = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1);
const places = (word: string): readonly number[] => Array.from(word, (_, at) => at);
const swapped = (word: string, at: number): string =>
  word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);

/** The same by trying out every slip. */
function isSlip(word: string, known: string): boolean {
  if (known.length === word.length + 1) return places(known).some((at) => without(known, at) === word);
  if (known.length === word.length - 1) return places(word).some((at) => without(word, at) === known);
  if (known.length !== word.length) return false;
  const wrong = places(word).filter((at) => word.charAt(at) !== known.charAt(at));
  const [at = 0] = wrong;
  return (
    wrong.length === 0 ||
    (wrong.length === 1 && isLikelySwap(word.charAt(at), known.charAt(at))) ||
    (wrong.length === 2 && swapped(word, at) === known)
  );
}

/** Near on the keyboard, alike in sound, and neither. */
const anyWord = fc.string({ unit: fc.constantFrom("а", "о", "п", "в", "ъ"), minLength: 1, maxLength: 5 });
const anyWords = fc.uniqueArray(anyWord, { maxLength: 60 });

describe("words near to a misspelt one", () => {
  it("are those one slip away that begin alike: longer ones first, then in the order given", () => {
    fc.assert(
      fc.property(anyWords, anyWord, (words, word) => {
        const near = createNearWords(createWordTable(words));
        const alike = words.filter((known) => known[0] === word[0] && isSlip(word, known));
        const [expected] = alike.toSorted((a, b) => b.length - a.length);
        expect(near.findNear(word, () => true)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("are passed over when they are not accepted or too short", () => {
    const table = createWordTable(["стриж", "стрижка"]);
    expect(createNearWords(table).findNear("стриж", (known) => known !== "стриж")).toBeUndefined();
    expect(createNearWords(table, 6).findNear("стрж", () => true)).toBeUndefined();
    expect(createNearWords(table, 5).findNear("стрж", () => true)).toBe("стриж");
  });

  it("are found by what follows the first letter: swapped, then mistaken, then lost", () => {
    fc.assert(
      fc.property(anyWords, anyWord, (words, word) => {
        const near = createNearWords(createWordTable(words));
        const turned = word.charAt(1) + word.charAt(0) + word.slice(2);
        const expected =
          words.find((known) => known === turned) ??
          words.find(
            (known) => known.slice(1) === word.slice(1) && isLikelySwap(known.charAt(0), word.charAt(0)),
          ) ??
          words.find((known) => known.slice(1) === word);
        expect(near.findWithFirst(word)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});
