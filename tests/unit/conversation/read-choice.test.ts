import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SLOT_NAMES } from "../../../src/domain/slot.ts";
import { choiceData, choicesFor, readChoice } from "../../../src/conversation/read-choice.ts";
import { aMessage } from "../../support/builders/conversation.ts";
import { aPlay } from "../../support/builders/play.ts";

const pending = {
  slot: "service",
  text: "Какая услуга?",
  choices: choicesFor("service", ["Женская стрижка", "Мужская стрижка", "Чёлка"]),
} as const;

function read(text: string, choice?: string): string | undefined {
  return readChoice([aMessage(text, { choice })], pending)[0]?.text;
}

describe("readChoice", () => {
  it.each([
    "2",
    " 2.",
    "2)",
    "второй",
    "Вторая",
    "вариант 2",
    "номер 2",
    "давайте второй",
    "мужская стрижка",
    "the second one",
  ])("reads «%s» as the second choice", (text) => {
    expect(read(text)).toBe("Мужская стрижка");
  });

  it("reads a pressed button by its data, whatever its text", () => {
    expect(read("", "c:service:2")).toBe("Чёлка");
  });

  it("does not mind ё", () => {
    expect(read("челка")).toBe("Чёлка");
  });

  it.each(["4", "22", "в 2 часа", "2 человека", "не знаю", ""])("leaves «%s» as it is", (text) => {
    expect(read(text)).toBe(text);
  });

  it("leaves everything alone when nothing was asked, or a button of an old question is pressed", () => {
    expect(readChoice([aMessage("2")], undefined)[0]?.text).toBe("2");
    expect(read("Завтра", "c:date:1")).toBe("Завтра");
  });

  it("reads a number as a number where a number was asked for", () => {
    const quantity = {
      slot: "quantity",
      text: "Сколько?",
      choices: choicesFor("quantity", ["10", "20"]),
    } as const;
    expect(readChoice([aMessage("2")], quantity)[0]?.text).toBe("2");
  });

  it("keeps the data of any choice within 64 bytes", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SLOT_NAMES), fc.nat(99), (slot, index) => {
        return Buffer.byteLength(choiceData(slot, index)) <= 64;
      }),
    );
  });
});

describe("choices in a conversation", () => {
  it("are buttons where the channel has enough of them, and a numbered list elsewhere", () => {
    const withButtons = aPlay({}, { maxButtons: 8 }).write("запишите");
    expect(withButtons.effects[0]).toMatchObject({ choices: { length: 5 } });
    expect(withButtons.said).not.toContain("1.");
    for (const maxButtons of [0, 3]) {
      const asText = aPlay({}, { maxButtons }).write("запишите");
      expect(asText.effects[0]).toMatchObject({ choices: [] });
      expect(asText.said).toContain("1. Маникюр\n2. Окрашивание");
    }
  });

  it("fill the slot even when understanding read nothing from the label", () => {
    const play = aPlay();
    play.write("запишите");
    play.write("Маникюр", {}, { message: { choice: "c:service:0" } });
    expect(play.state.request?.slots.service).toBe("Маникюр");
    play.write("Завтра", {}, { message: { choice: "c:date:1" } });
    expect(play.state.request?.slots.date).toBe("2026-03-12");
    expect(play.leads).toBe(1);
  });

  it("offer no day on which everybody is off", () => {
    const saturdayEvening = new Date("2026-01-04T20:00:00+03:00");
    const { effects } = aPlay({ nightSaidOn: "2026-01-04" }).write(
      "на маникюр",
      { slots: { service: "маникюр" } },
      { context: { at: saturdayEvening } },
    );
    expect(effects[0]).toMatchObject({ kind: "say", choices: [] });
  });
});
