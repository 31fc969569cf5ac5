import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitText } from "../../../src/domain/split-text.ts";

const withoutSpaces = (text: string) => text.replace(/\s+/g, "");

describe("splitText", () => {
  it("leaves a short text whole and gives nothing for a blank one", () => {
    expect(splitText(" Привет ", 4096)).toEqual(["Привет"]);
    expect(splitText(" \n ", 4096)).toEqual([]);
  });

  it("prefers the end of a paragraph, then of a sentence, then of a word", () => {
    expect(splitText("Первый абзац.\n\nВторой абзац тоже есть.", 26)).toEqual([
      "Первый абзац.",
      "Второй абзац тоже есть.",
    ]);
    expect(splitText("Одно предложение. Второе предложение.", 22)).toEqual([
      "Одно предложение.",
      "Второе предложение.",
    ]);
    expect(splitText("слово слово слово", 12)).toEqual(["слово слово", "слово"]);
  });

  it("cuts a word that is longer than the room, never inside an emoji", () => {
    expect(splitText("абвгде", 4)).toEqual(["абвг", "де"]);
    expect(splitText("👍👍👍", 3)).toEqual(["👍", "👍", "👍"]);
  });

  it("loses nothing but white space and fits the room, for all texts", () => {
    const text = fc.string({
      unit: fc.constantFrom("а", "б", " ", "\n", ".", "!", "👍", "слово "),
      maxLength: 400,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 60 }), (whole, maxLength) => {
        const parts = splitText(whole, maxLength);
        expect(withoutSpaces(parts.join(""))).toBe(withoutSpaces(whole));
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(maxLength);
          expect(part.trim()).not.toBe("");
          expect(part.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
