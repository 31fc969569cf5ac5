import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEXICON } from "../../../../src/understanding/lexicon.ts";
import { MAX_TEXT_LENGTH, normaliseText } from "../../../../src/understanding/normalise-text.ts";
import { createVocabulary } from "../../../../src/understanding/spelling/vocabulary.ts";

const vocabulary = createVocabulary([...Object.values(LEXICON), "маникюр*, стриж*"], ["завтра", "пятницу"]);
const flatOf = (text: string): string => normaliseText(text, vocabulary).flat.trim();

describe("spelling", () => {
  it.each([
    ["ghbdtn", "привет"],
    ["hochu zapisatsya", "хочу записаться"],
    ["скока стоит плиз", "сколько стоит пожалуйста"],
    ["щас", "сейчас"],
    ["ск стоит", "сколько стоит"],
    ["Ёлка", "елка"],
    ["заказ-наряд", "заказ наряд"],
    ["cкoлькo", "сколько"],
    ["при\u200bвет", "привет"],
    ["неработает", "не работает"],
    ["we'd like", "we would like"],
  ])("reads «%s» as «%s»", (written, meant) => {
    expect(flatOf(written)).toBe(meant);
  });

  it.each([
    ["перенисите", "перенесите"],
    ["претнзия", "претензия"],
    ["здраствуйте", "здравствуйте"],
    ["маникбр", "маникюр"],
  ])("mends the slip in «%s»", (written, meant) => {
    expect(flatOf(written).slice(0, 6)).toBe(meant.slice(0, 6));
  });

  it.each(["выпускной", "выиграла", "город", "команда", "зеркало", "неделю"])(
    "leaves «%s» as it is",
    (word) => {
      expect(flatOf(word)).toBe(word);
    },
  );

  it("leaves English, addresses and links alone", () => {
    expect(flatOf("how much is a haircut")).toBe("how much is a haircut");
    expect(normaliseText("pishite na ivan@mail.ru, hochu zapisatsya", vocabulary).clean).toContain(
      "ivan@mail.ru",
    );
  });

  it("caps the length and strips control characters", () => {
    const { clean } = normaliseText(`\u0007${"а".repeat(5000)}`, vocabulary);
    expect(clean).toHaveLength(MAX_TEXT_LENGTH - 1);
  });

  it("reads a long letter from both ends, whole words only", () => {
    const letter = `Хочу на маникюр. ${"Долгая история про погоду. ".repeat(400)}Мой номер 89130000001`;
    const { clean, words } = normaliseText(letter, vocabulary);
    expect(clean.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
    expect(clean).toMatch(/^Хочу на маникюр\..*Мой номер 89130000001$/su);
    const known = new Set(letter.match(/[\p{L}\p{N}]+/gu));
    expect(words.every(({ raw }) => known.has(raw))).toBe(true);
  });

  it("says how it repaired a text", () => {
    expect(normaliseText("ghbdtn rfr ltkf", vocabulary).repaired).toBe("layout");
    expect(normaliseText("mozhno zapisatsya na zavtra", vocabulary).repaired).toBe("transliteration");
    expect(normaliseText("can I book for tomorrow", vocabulary).repaired).toBe("none");
  });

  it("keeps words and flat text in step for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const normal = normaliseText(text, vocabulary);
        expect(normal.flat.startsWith(" ") && normal.flat.endsWith(" ")).toBe(true);
        for (const word of normal.words) expect(normal.clean.slice(word.start, word.end)).toBe(word.raw);
      }),
    );
  });
});
