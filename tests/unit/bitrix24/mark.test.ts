import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeBbCode, toMark, toMarkedText } from "../../../src/adapters/bitrix24/mark.ts";

describe("toMarkedText", () => {
  it("ends in the mark of its key", () => {
    expect(toMarkedText("lead_1:summary", "Хочет маникюр")).toBe("Хочет маникюр\n[dozor:lead_1:summary]");
  });

  it("keeps the mark of a long text that had to be cut", () => {
    const text = toMarkedText("key", "ы".repeat(70_000));
    expect(Buffer.byteLength(text)).toBeLessThan(65_535);
    expect(text.endsWith("…\n[dozor:key]")).toBe(true);
  });

  it("never carries BB code or another mark of the customer's making", () => {
    const word = fc.constantFrom(
      "[",
      "]",
      "/",
      "*",
      "b",
      "url=https://evil",
      "USER=1",
      "dozor:other",
      " ",
      "я",
      "1",
    );
    fc.assert(
      fc.property(
        fc.array(word).map((words) => words.join("")),
        (text) => {
          const marked = toMarkedText("key", text);
          const body = marked.slice(0, marked.length - toMark("key").length);
          expect(body).not.toMatch(/\[[\p{L}/*]/u);
        },
      ),
    );
  });

  it("changes nothing that can be seen", () => {
    expect(escapeBbCode("[10:32] цена [b]").replaceAll("\u200B", "")).toBe("[10:32] цена [b]");
    expect(escapeBbCode("[10:32]")).toBe("[10:32]");
  });
});

describe("toMark", () => {
  it("stays short and different for long or odd keys", () => {
    const marks = ["a".repeat(200), `${"a".repeat(199)}b`, "ключ", "a]b"].map(toMark);
    expect(new Set(marks).size).toBe(4);
    for (const mark of marks) expect(mark).toMatch(/^\[dozor:[0-9a-f]{24}\]$/);
  });
});
