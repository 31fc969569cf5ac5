import { describe, expect, it } from "vitest";
import type { Vertical } from "../../../../src/domain/business.ts";
import type { Slots } from "../../../../src/domain/slot.ts";
import type { UnderstandingContext } from "../../../../src/domain/understanding.ts";
import { understand } from "../../../support/builders/understanding.ts";

type Case = readonly [vertical: Vertical, text: string, slots: Slots];

const slotsOf = async (vertical: Vertical, text: string, context: Partial<UnderstandingContext> = {}) =>
  (await understand(text, { vertical, context: { slots: {}, ...context } })).slots;

describe("people", () => {
  it.each<Case>([
    ["beauty", "Рузанка 8 927 440 00 13 запишите на маникюр", { name: "Рузанка" }],
    ["beauty", "приведу дочку Устинью в субботу на стрижку", { name: "Устинья" }],
    ["medical", "нужен эндокринолог, запись на девятнадцатое, Мирослава 9 лет", { name: "Мирослава" }],
    ["medical", "справка для вычета на Лаптева Вадима Сергеевича", { name: "Лаптев Вадим" }],
    ["barbershop", "к Руслану на 12 завтра на стрижку", { master: "Руслан", time: "12:00" }],
    ["beauty", "Could I book a manicure with Marina for Saturday 10am?", { master: "Marina" }],
    ["beauty", "Снежана сожгла мне веко, верните деньги", { master: "Снежана" }],
  ])("of %s: «%s»", async (vertical, text, slots) => {
    expect(await slotsOf(vertical, text)).toMatchObject(slots);
  });

  it("are not anybody: «мастер любой», «6 марта»", async () => {
    expect(await slotsOf("barbershop", "бритьё в субботу, мастер любой")).not.toHaveProperty("master");
    const told = await slotsOf("medical", "это было 6 марта, Рогова Светлана", {
      category: "complaint",
      pendingSlot: "date",
    });
    expect(told).toMatchObject({ date: "2026-03-06", name: "Рогова Светлана" });
    expect(told).not.toHaveProperty("master");
  });
});

describe("days and hours", () => {
  it.each<Case>([
    ["barbershop", "запиши на завтра на 16 подстричься", { date: "2026-03-12", time: "16:00" }],
    ["medical", "ребёнок затемпературил, сегодня в 16 не придём", { date: "2026-03-11", time: "16:00" }],
    ["barbershop", "перебрось меня на вск 11:30", { date: "2026-03-15", time: "11:30" }],
  ])("of %s: «%s»", async (vertical, text, slots) => {
    expect(await slotsOf(vertical, text)).toMatchObject(slots);
  });

  it("are told by how far they lie from those agreed on", async () => {
    const agreed = { category: "cancel_reschedule", slots: { date: "2026-03-13", time: "12:30" } } as const;
    expect(await slotsOf("beauty", "тогда ровно на неделю позже", agreed)).toMatchObject({
      date: "2026-03-20",
    });
    expect(await slotsOf("beauty", "давайте на два дня раньше", agreed)).toMatchObject({
      date: "2026-03-11",
    });
    expect(await slotsOf("beauty", "можно на час попозже?", agreed)).toMatchObject({ time: "13:30" });
  });

  it("at three in the night the day of the week is the one about to break", async () => {
    const at = new Date("2026-03-12T03:10:00+03:00");
    expect((await understand("на четверг на маникюр окошко есть?", { at })).slots.date).toBe("2026-03-12");
    const noon = new Date("2026-03-12T12:10:00+03:00");
    expect((await understand("на четверг на маникюр окошко есть?", { at: noon })).slots.date).toBe(
      "2026-03-19",
    );
  });
});

describe("papers", () => {
  it.each<Case>([
    ["medical", "справку в бассейн на ребёнка дайте пожалуйста", { doc_type: "справка в бассейн" }],
    ["medical", "выписку из карты сделайте к понедельнику", { doc_type: "выписка из карты" }],
    ["medical", "пришлите копию договора", { doc_type: "договор" }],
    ["industrial", "скиньте карточку предприятия", { doc_type: "карточка предприятия" }],
    [
      "medical",
      "лечила зубы, хочу вернуть налог, какую справку взять?",
      { doc_type: "справка для налогового вычета" },
    ],
  ])("of %s: «%s»", async (vertical, text, slots) => {
    expect(await slotsOf(vertical, text)).toMatchObject(slots);
  });
});

describe("cars, cities, counts and numbers", () => {
  it.each<Case>([
    ["auto", "замена масла на кашкай j11", { car: "Кашкай J11" }],
    ["auto", "need an oil change for my Mazda CX-5", { car: "Mazda CX-5" }],
    ["industrial", "нужны 3 насоса, доставка в Армавир", { city: "Армавир", quantity: 3 }],
    ["industrial", "4 pumps for our plant in Atyrau, please quote", { city: "Atyrau" }],
    ["medical", "к Соколовой завтра не попадаю", { master: "Соколова" }],
    ["industrial", "дайте трек по заакзу 4410", { order_id: "4410" }],
    ["industrial", "физлицо, нужна мотопомпа, тысяч до 25", { budget: 25_000 }],
  ])("of %s: «%s»", async (vertical, text, slots) => {
    expect(await slotsOf(vertical, text)).toMatchObject(slots);
  });

  it("are corrected: «четыре, а не две»", async () => {
    const context = { category: "lead_b2b", slots: { product: "таль", quantity: 2 } } as const;
    expect(await slotsOf("industrial", "простите, четыре, а не две", context)).toMatchObject({ quantity: 4 });
  });

  it("are the number alone: «номер 5381»", async () => {
    const context = { category: "order_status", pendingSlot: "order_id" } as const;
    expect((await slotsOf("industrial", "номер 5381", context)).order_id).toBe("5381");
  });

  it("a firm's own name is no goods and no town", async () => {
    const read = await slotsOf("industrial", "АО Элеватор Юг, нужны насосы, 3 шт");
    expect(read).toMatchObject({ company: "АО «Элеватор Юг»", quantity: 3 });
    expect(String(read.product)).toMatch(/насос/u);
  });
});

describe("answers that are none", () => {
  it.each([
    ["а переводом оплатить можно", "price_info", "service"],
    ["опыт пять лет", "job_applicant", "position"],
    ["сильфонные компенсаторы", "document_request", "company"],
  ] as const)("«%s» names no %s's %s", async (text, category, pendingSlot) => {
    expect(await slotsOf("industrial", text, { category, pendingSlot })).not.toHaveProperty(pendingSlot);
  });
});
