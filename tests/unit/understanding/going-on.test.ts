import { describe, expect, it } from "vitest";
import type { Vertical } from "../../../src/domain/business.ts";
import type { UnderstandingContext } from "../../../src/domain/understanding.ts";
import { understand } from "../../support/builders/understanding.ts";

const afterPrice: Partial<UnderstandingContext> = { category: "price_info", slots: { service: "Маникюр" } };
const afterGoods: Partial<UnderstandingContext> = {
  category: "price_info",
  slots: { product: "подшипники" },
};

describe("a turn after a price", () => {
  it.each([
    ["в субботу утром", { date: "2026-03-14", time: "morning" }],
    ["ок, в субботу к 12", { date: "2026-03-14", time: "12:00" }],
    ["к Денису в среду вечером", { date: "2026-03-18", time: "evening", master: "Денис" }],
    ["давайте завтра", { date: "2026-03-12" }],
    ["можно в субботу в 12?", { date: "2026-03-14", time: "12:00" }],
    ["завтра после работы", { date: "2026-03-12", time: "evening" }],
    ["ок, запишите", {}],
  ])("«%s» books what the price was of", async (text, slots) => {
    const read = await understand(text, { context: afterPrice });
    expect(read.category).toBe("lead_b2c");
    expect(read.slots).toMatchObject(slots);
  });

  it.each(["а в субботу работаете?", "а сколько в выходные?", "а где вы находитесь?", "а педикюр сколько?"])(
    "«%s» asks on",
    async (text) => {
      expect((await understand(text, { context: afterPrice })).category).toBe("price_info");
    },
  );

  it.each(["спасибо, подумаю до завтра", "подумаю", "я посоветуюсь и напишу завтра"])(
    "«%s» books nothing and asks nothing",
    async (text) => {
      expect((await understand(text, { context: afterPrice })).category).toBe("smalltalk");
    },
  );

  it("stays a question while it is not known what the price was of", async () => {
    const read = await understand("в субботу утром", { context: { category: "price_info", slots: {} } });
    expect(read.category).not.toBe("cancel_reschedule");
  });

  it.each([
    ["100 штук", { quantity: 100 }],
    ["нужно 3 штуки, счет на ООО Маяк", { quantity: 3, company: "ООО «Маяк»" }],
    ["выставьте счет на ООО Маяк", { company: "ООО «Маяк»" }],
    ["нужно в понедельник", { date: "2026-03-16" }],
  ])("of goods «%s» is a purchase", async (text, slots) => {
    const read = await understand(text, { vertical: "industrial", context: afterGoods });
    expect(read.category).toBe("lead_b2b");
    expect(read.slots).toMatchObject(slots);
  });

  it("answers how many when that is what we asked", async () => {
    const context = { ...afterGoods, pendingSlot: "quantity" as const };
    const read = await understand("100 штук", { vertical: "industrial", context });
    expect(read).toMatchObject({ category: "price_info", slots: { quantity: 100 } });
  });
});

describe("a booking that is being made", () => {
  const booking: Partial<UnderstandingContext> = { category: "lead_b2c", slots: { service: "Маникюр" } };

  it.each(["давайте завтра", "давайте лучше в пятницу", "можно на час позже"])(
    "goes on with «%s», which moves nothing yet",
    async (text) => {
      expect((await understand(text, { context: booking })).category).toBe("lead_b2c");
    },
  );

  it.each(["перенесите мою запись на пятницу", "отмените запись"])("is changed by «%s»", async (text) => {
    expect((await understand(text, { context: booking })).category).toBe("cancel_reschedule");
  });
});

describe("an answer to our question", () => {
  const pending = (
    slot: NonNullable<UnderstandingContext["pendingSlot"]>,
    category: NonNullable<UnderstandingContext["category"]> = "lead_b2c",
  ) => ({ context: { category, pendingSlot: slot, slots: {} } });
  const ask = async (
    text: string,
    slot: NonNullable<UnderstandingContext["pendingSlot"]>,
    category?: NonNullable<UnderstandingContext["category"]>,
    vertical: Vertical = "beauty",
  ) => (await understand(text, { vertical, ...pending(slot, category) })).slots;

  it.each([
    ["Вечером", "name"],
    ["завтра в 12", "name"],
    ["Центр", "name"],
    ["позже напишу", "name"],
    ["скоро буду", "name"],
    ["до понедельника", "tender_no", "tender"],
    ["ООО Вектор", "order_id", "order_status"],
    ["не помню точно", "order_id", "order_status"],
    ["Андрей, 89135550011", "car"],
    ["завтра утром", "car"],
    ["улица Калинина", "car"],
    ["Солнечный, дом 5", "service"],
    ["запишите меня", "service"],
    ["Ольга", "service"],
    ["да", "company", "lead_b2b"],
  ] as const)("«%s» is no %s", async (text, slot, category?: "tender" | "order_status" | "lead_b2b") => {
    expect((await ask(text, slot, category))[slot]).toBeUndefined();
  });

  it.each([
    ["гульжан", "name", "Гульжан"],
    ["Мария Иванова", "name", "Мария Иванова"],
    ["меня зовут Гульжан, 89131112233", "name", "Гульжан"],
    ["лимфодренаж", "service", "лимфодренаж"],
    ["запишите на лимфодренаж", "service", "лимфодренаж"],
    ["москвич 412", "car", "москвич 412"],
    ["белая десятка", "car", "белая десятка"],
    ["Ромашка", "company", "Ромашка"],
    ["Рита", "master", "Рита"],
    ["Солнечный, дом 5", "address", "Солнечный, дом 5"],
  ] as const)("«%s» answers %s with «%s»", async (text, slot, value) => {
    const category = slot === "company" ? "lead_b2b" : "lead_b2c";
    expect((await ask(text, slot, category))[slot]).toBe(value);
  });

  it("that is an address is kept as one, whatever was asked", async () => {
    expect(await ask("Солнечный, дом 5", "service")).toEqual({ address: "Солнечный, дом 5" });
  });
});
