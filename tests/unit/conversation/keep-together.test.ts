import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keepTogether } from "../../../src/conversation/keep-together.ts";

const shown = (text: string) => keepTogether(text).replaceAll("\u00A0", "·");

describe("keepTogether", () => {
  it.each([
    ["Педикюр — от 2 300 до 3 000 ₽.", "Педикюр· — от 2·300 до 3·000·₽.".replace("· —", "·—")],
    ["от 1 900 000 ₽", "от 1·900·000·₽"],
    ["суббота 14 марта, с 10:00", "суббота 14·марта, с 10:00"],
    ["Звоните: +7 913 555-44-33.", "Звоните: +7·913·555-44-33."],
    ["ответят в течение 30 минут", "ответят в течение 30·минут"],
    ["от 1 часа до 3 часов, 2 работы", "от 1·часа до 3·часов, 2 работы"],
    ["2 500-летних", "2·500-летних"],
  ])("«%s» is «%s»", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it("changes nothing but spaces, and nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const kept = keepTogether(text);
        return (
          kept.replaceAll("\u00A0", " ") === text.replaceAll("\u00A0", " ") && keepTogether(kept) === kept
        );
      }),
    );
  });
});
