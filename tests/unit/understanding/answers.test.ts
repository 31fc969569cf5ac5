import { describe, expect, it } from "vitest";
import type { Category } from "../../../src/domain/category.ts";
import type { SlotName, Slots } from "../../../src/domain/slot.ts";
import type { Vertical } from "../../../src/domain/business.ts";
import { understand } from "../../support/builders/understanding.ts";

describe("an answer in the course of a request", () => {
  const answers: readonly (readonly [string, Category, SlotName, Slots, Vertical?])[] = [
    ["Злата, 89620000777", "lead_b2c", "name", { name: "Злата", phone: "+79620000777" }],
    ["вторник, 16:15", "lead_b2c", "date", { date: "2026-03-17", time: "16:15" }],
    ["Акбулат", "lead_b2c", "name", { name: "Акбулат" }],
    ["11", "lead_b2c", "time", { time: "11:00" }],
    ["5", "lead_b2c", "time", { time: "17:00" }],
    ["до среды", "tender", "deadline", { deadline: "2026-03-18" }, "industrial"],
    ["штук 40", "lead_b2b", "quantity", { quantity: 40 }, "industrial"],
    ["лада веста 2019", "lead_b2c", "car", { car: "Лада Веста 2019" }, "auto"],
    [
      "АО Вымпел, 7707083893",
      "document_request",
      "company",
      { company: "АО «Вымпел»", inn: "7707083893" },
      "industrial",
    ],
    ["плетение кос", "lead_b2c", "service", { service: "плетение кос" }],
  ];

  it.each(
    answers.map(([text, category, pendingSlot, slots, vertical = "beauty"]) => ({
      text,
      category,
      pendingSlot,
      slots,
      vertical,
    })),
  )(
    "«$text» goes on with $category when $pendingSlot was asked",
    async ({ text, category, pendingSlot, slots, vertical }) => {
      const read = await understand(text, {
        vertical,
        context: { category, pendingSlot },
      });
      expect(read.category).toBe(category);
      expect(read.slots).toMatchObject(slots);
    },
  );

  it("judges what to do next by all that is known", async () => {
    const read = await understand("в четверг", {
      context: { category: "lead_b2c", pendingSlot: "date", slots: { service: "Маникюр" } },
    });
    expect(read.action).toBe("assign_manager");
    expect(read.slots).toEqual({ date: "2026-03-12" });
  });

  it.each([
    ["а сколько это стоит?", "price_info"],
    ["отмените всё", "cancel_reschedule"],
    ["вы испортили мне волосы, верните деньги", "complaint"],
    ["спасибо большое", "smalltalk"],
  ])("a new intent ends the request: «%s» is %s", async (text, category) => {
    expect((await understand(text, { context: { category: "lead_b2c" } })).category).toBe(category);
  });

  it("takes a day offered for a moved visit for no new visit", async () => {
    const read = await understand("можно в пятницу?", { context: { category: "cancel_reschedule" } });
    expect(read).toMatchObject({
      category: "cancel_reschedule",
      slots: { date: "2026-03-13" },
      action: "assign_manager",
    });
  });

  it.each([
    ["телефон не дам", "phone"],
    ["не хочу называть имя", "name"],
    ["зачем вам это?", "car"],
  ] as const)("hears the refusal in «%s»", async (text, slot) => {
    const read = await understand(text, { context: { category: "lead_b2c", pendingSlot: slot } });
    expect(read.refused).toContain(slot);
    expect(read.slots[slot]).toBeUndefined();
  });

  it("takes «не знаю» for no value", async () => {
    const { slots } = await understand("не знаю", {
      context: { category: "lead_b2c", pendingSlot: "service" },
    });
    expect(slots.service).toBeUndefined();
  });
});

describe("cues and questions", () => {
  it.each([
    ["позовите человека", "wants_human"],
    ["ты бот?", "asks_if_bot"],
    ["удалите мои данные", "withdraws_consent"],
    ["да", "yes"],
    ["нет, спасибо", "no"],
    ["доброе утро", "greeting"],
    ["казино бонус по ссылке, жми", "obvious_spam"],
  ] as const)("«%s» shows %s", async (text, cue) => {
    expect((await understand(text)).cues).toContain(cue);
  });

  it.each([
    ["сколько стоит маникюр", "price"],
    ["до скольки работаете", "hours"],
    ["какой у вас адрес", "address"],
    ["сколько по времени занимает окрашивание", "duration"],
    ["есть свободное окно завтра?", "availability"],
  ] as const)("«%s» asks for %s", async (text, kind) => {
    expect((await understand(text)).questions).toContain(kind);
  });
});
