import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupNumbers } from "../../../../src/understanding/tables/groups.ts";
import { createNumberList } from "../../../../src/understanding/tables/number-list.ts";
import { buildWordTable, createWordTable } from "../../../../src/understanding/tables/word-table.ts";

/** Few letters make many words that are alike; the last is two units of UTF-16. */
const anyWord = fc.string({ unit: fc.constantFrom("а", "б", "ё", "z", "😀"), maxLength: 6 });
const anyWords = fc.array(anyWord, { maxLength: 80 });

describe("a table of words", () => {
  it("gives each word the number of its first mention, and -1 to any other", () => {
    fc.assert(
      fc.property(anyWords, anyWord, (words, other) => {
        const table = createWordTable(words);
        const different = [...new Set(words)];
        expect(table.size).toBe(different.length);
        expect(different.map((word) => table.indexOf(word))).toEqual(different.map((_, at) => at));
        expect(different.map((_, at) => table.wordAt(at))).toEqual(different);
        expect(table.indexOf(other)).toBe(different.indexOf(other));
      }),
    );
  });

  it("tells the number while it is filled", () => {
    const builder = buildWordTable();
    expect(["час", "день", "час"].map((word) => builder.add(word))).toEqual([0, 1, 0]);
    expect(builder.build().indexOf("день")).toBe(1);
  });

  it("finds a word within a text as it does the word alone", () => {
    fc.assert(
      fc.property(anyWords, anyWord, anyWord, anyWord, (words, before, word, after) => {
        const table = createWordTable(words);
        const end = before.length + word.length;
        expect(table.indexOf(before + word + after, before.length, end)).toBe(table.indexOf(word));
      }),
    );
  });

  it("knows whether a text begins with a word", () => {
    fc.assert(
      fc.property(anyWords, anyWord, (words, text) => {
        const table = createWordTable(words);
        for (let at = 0; at < table.size; at += 1)
          expect(table.begins(text, at)).toBe(text.startsWith(table.wordAt(at)));
      }),
    );
  });
});

describe("numbers in groups", () => {
  it("keep their order under their label", () => {
    const anyPairs = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.nat()), { maxLength: 200 });
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const [labels, values] = [createNumberList(), createNumberList()];
        for (const [label, value] of pairs) {
          labels.push(label);
          values.push(value);
        }
        expect(values.length).toBe(pairs.length);
        const groups = groupNumbers(labels.toArray(), values.toArray(), 5);
        for (let label = 0; label < 5; label += 1) {
          const group = groups.values.slice(groups.starts[label], groups.starts[label + 1]);
          expect([...group]).toEqual(pairs.filter(([own]) => own === label).map(([, value]) => value));
        }
      }),
    );
  });
});
