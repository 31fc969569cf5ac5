import { describe, expect, it } from "vitest";
import { LEXICON, readLexicon } from "../../../src/understanding/lexicon.ts";
import { createPhraseIndex, withoutOverlaps } from "../../../src/understanding/phrase-index.ts";
import { phrasesOf } from "../../../src/understanding/phrase-language.ts";

const wordsFound = (block: string, flat: string): readonly string[] =>
  createPhraseIndex([["key", block]])
    .find(` ${flat} `)
    .map(({ words }) => words);

describe("the language of phrases", () => {
  it.each([
    ["запис*", "можно записаться", ["записаться"]],
    ["не работа*", "сайт не работает", ["не работает"]],
    ["верните _ деньги|бабки", "верните мне все бабки", ["верните мне все бабки"]],
    ["верните _ деньги", "верните мне все мои последние деньги", []],
    ["опыт # лет", "опыт 8 лет", ["опыт 8 лет"]],
    ["?мы предлагаем", "предлагаем", ["предлагаем"]],
    ["снять с~записи|бронь", "снять с записи", ["снять с записи"]],
    ["мастер * сделал*", "мастер криво сделала", ["мастер криво сделала"]],
    ["кп", "кпп", []],
    ["счёт", "счет", ["счет"]],
  ])("finds «%s» in «%s»", (block, flat, expected) => {
    expect(wordsFound(block, flat)).toEqual(expected);
  });

  it("gives offsets of the flat text", () => {
    const [hit] = createPhraseIndex([["key", "завтра"]]).find(" можно завтра ");
    expect(hit && " можно завтра ".slice(hit.start, hit.end)).toBe(" завтра");
  });

  it("finds every plain phrase of the lexicon in itself", () => {
    const plain = Object.entries(LEXICON).flatMap(([group, block]) =>
      Array.from(phrasesOf(block))
        .filter((phrase) => /^[\p{L} ]+$/u.test(phrase))
        .map((phrase) => ({ group, phrase })),
    );
    expect(plain.length).toBeGreaterThan(1000);
    const lost = plain.filter(
      ({ group, phrase }) =>
        !Array.from(readLexicon(` ${phrase} `).all).some(
          ([name, hits]) => name === group && hits.some(({ words }) => phrase.includes(words)),
        ),
    );
    expect(lost).toEqual([]);
  });

  it("gives the hits of one word in a fixed order: whole words, then stems from the shortest on", () => {
    const index = createPhraseIndex([
      ["longer", "стриж*"],
      ["number", "#"],
      ["shorter", "стр*"],
      ["whole", "стрижка"],
    ]);
    expect(index.find(" 2 стрижка ").map(({ key }) => key)).toEqual(["number", "whole", "shorter", "longer"]);
  });

  it("keeps the longer of two overlapping hits", () => {
    const hits = createPhraseIndex([
      ["short", "стрижк*"],
      ["long", "стрижк* бороды"],
    ]).find(" стрижка бороды ");
    expect(withoutOverlaps(hits).map(({ key }) => key)).toEqual(["long"]);
  });
});

describe("negation", () => {
  it.each([" не записываюсь просто цена ", " не надо меня записывать ", " никаких записей "])(
    "denies the booking of «%s»",
    (flat) => {
      const hits = readLexicon(flat);
      expect(hits.has("book")).toBe(false);
    },
  );

  it("does not deny what follows a refusal of something else", () => {
    expect(readLexicon(" не подскажете сколько стоит ").has("price")).toBe(true);
  });

  it("takes «нужно ли» for a question, not a need", () => {
    expect(readLexicon(" нужно ли натощак ").has("need")).toBe(false);
  });
});
