import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCallbackData } from "../../../bots/telegram/choice-data.ts";
import { toReplyMarkup, toRows } from "../../../bots/telegram/reply-markup.ts";

const choices = [
  { label: "Сегодня", data: "date:today" },
  { label: "Завтра", data: "date:tomorrow" },
  { label: "В другой день на этой неделе", data: "date:other" },
];

describe("toReplyMarkup", () => {
  it("puts choices under the message, short ones side by side", () => {
    expect(toReplyMarkup({ choices, asksPhone: false }, "ru")).toEqual({
      inline_keyboard: [
        [
          { text: "Сегодня", callback_data: "date:today" },
          { text: "Завтра", callback_data: "date:tomorrow" },
        ],
        [{ text: "В другой день на этой неделе", callback_data: "date:other" }],
      ],
    });
  });

  it("offers to share the phone in the business's language, with the choices as plain text", () => {
    expect(toReplyMarkup({ choices: choices.slice(0, 1), asksPhone: true }, "ru")).toMatchObject({
      keyboard: [[{ text: "Отправить мой телефон", request_contact: true }], [{ text: "Сегодня" }]],
      one_time_keyboard: true,
    });
    expect(toReplyMarkup({ choices: [], asksPhone: true }, "en")).toMatchObject({
      keyboard: [[{ text: "Share my phone number", request_contact: true }]],
    });
  });

  it("takes the phone keyboard away with the next plain message", () => {
    expect(toReplyMarkup({ choices: [], asksPhone: false }, "ru")).toEqual({ remove_keyboard: true });
  });

  it("keeps the order of choices and at most three in a row", () => {
    const anyChoices = fc.array(fc.record({ label: fc.string({ minLength: 1 }), data: fc.string() }));
    fc.assert(
      fc.property(anyChoices, (list) => {
        const rows = toRows(list);
        expect(rows.flat()).toEqual(list);
        for (const row of rows) expect(row.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it("never gives a button data that Telegram refuses", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: "binary" }), fc.nat(99), (data, index) => {
        const bytes = Buffer.byteLength(toCallbackData({ label: "а", data }, index));
        expect(bytes).toBeGreaterThan(0);
        expect(bytes).toBeLessThanOrEqual(64);
      }),
    );
  });
});
