import { describe, expect, it } from "vitest";
import { asId } from "../../../src/domain/ids.ts";
import type { Lead, Offer } from "../../../src/domain/lead.ts";
import { toAlertCard } from "../../../src/handoff/alert-card.ts";
import { aBusiness, aManager } from "../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aLead, aLeadRequest, anOffer, aTrace } from "../../support/builders/lead.ts";

const anna = asId<"manager">("anna");
const business = aBusiness({
  team: [
    aManager("anna"),
    aManager("olga", { name: "Ольга" }),
    aManager("dina", { name: "Дина", role: "duty" }),
  ],
});

function card(overrides: Partial<Lead> = {}, offer: Partial<Offer> = {}, id = "anna", lastWords?: string) {
  const shown = anOffer(id, offer);
  const lead = aLead({ offers: [shown], trace: aTrace({ chosen: anna }), ...overrides });
  return toAlertCard({ lead, offer: shown, business, at: WEDNESDAY_11, lastWords });
}

describe("the card of a waiting offer", () => {
  it("says all that is known, why this manager, and by when", () => {
    const { text, buttons } = card(
      { request: aLeadRequest({ priority: "high", urgent: true, branchId: "river" }) },
      {},
      "anna",
      "можно завтра в 3?",
    );
    expect(text.replaceAll("\u00a0", " ")).toBe(
      [
        "🟠 Запись · срочно",
        "",
        "Имя: Мария",
        "Телефон: +7 999 123-45-67",
        "Услуга: Маникюр",
        "Когда: завтра, 12 марта, 15:00",
        "Филиал: Набережная",
        "Ожидаемая сумма: 1 440 ₽",
        "Источник: Telegram",
        "",
        "Клиент пишет: «можно завтра в 3?»",
        "",
        "Ответить до: 11:30",
        "",
        "Почему вы: Правило по умолчанию. Подходит только Анна.",
      ].join("\n"),
    );
    expect(buttons).toEqual({ take: "Взять", decline: "Отказаться" });
  });

  it("tells a later manager who had it before", () => {
    const offers = [
      anOffer("anna", { endedAt: WEDNESDAY_11, outcome: "expired" }),
      anOffer("olga", { rung: 1, endedAt: WEDNESDAY_11, outcome: "declined" }),
    ];
    expect(card({ offers }, { rung: 2 }, "dina").text).toContain(
      "Почему вы: До вас предлагали: Анна (время вышло), Ольга (отказ). Вы на дежурстве.",
    );
  });

  it("names the task of the last rung to whoever has it", () => {
    const ladder = { status: "ended", at: WEDNESDAY_11, task: "Перезвонить", taskFor: anna } as const;
    expect(card({ ladder }).text).toContain("Задача: Перезвонить");
    expect(card({ ladder }, {}, "olga").text).not.toContain("Задача");
  });

  it("stays within what Telegram takes, however much the customer wrote", () => {
    const request = aLeadRequest({
      openQuestion: "почему ".repeat(900),
      slots: { problem: "беда ".repeat(900) },
    });
    const trace = aTrace({ chosen: anna, sentences: ["потому что ".repeat(500)] });
    const { text } = card({ request, trace }, {}, "anna", "😀".repeat(5000));
    expect(text.length).toBeLessThanOrEqual(4096);
    expect(text).toContain("Ответить до");
  });
});

describe("the card of an offer that has ended", () => {
  const ended = (outcome: Offer["outcome"], overrides: Partial<Lead> = {}) =>
    card(overrides, { endedAt: WEDNESDAY_11, outcome });
  const taken = { status: "taken", by: asId<"manager">("olga"), at: WEDNESDAY_11, via: "telegram" } as const;

  it.each([
    ["expired" as const, {}, "⌛ Время вышло, заявка ушла дальше"],
    ["declined" as const, {}, "↪️ Отклонено, заявка ушла дальше"],
    ["withdrawn" as const, { ladder: taken }, "🔒 Заявку взяла Ольга"],
    [
      "withdrawn" as const,
      { ladder: { status: "closed", at: WEDNESDAY_11, reason: "spam" } as const },
      "🔒 Заявка закрыта",
    ],
    ["withdrawn" as const, {}, "🔒 Заявка снята"],
    ["withdrawn" as const, { offersBefore: 9 }, "🔀 Обращение изменилось, эта карточка устарела"],
    ["taken" as const, { ladder: taken }, "🔒 Заявку взяла Ольга"],
  ])("that is %s says so and keeps no data of the customer", (outcome, overrides, line) => {
    const { text, buttons } = ended(outcome, overrides);
    expect(text).toBe(`${line}\n🟢 Запись · Маникюр`);
    expect(buttons).toBeUndefined();
  });

  it("keeps everything for whoever took it", () => {
    const { text, buttons } = ended("taken", { ladder: { ...taken, by: anna } });
    expect(text).toMatch(/^✅ Заявка ваша\n\n🟢 Запись/u);
    expect(text).toContain("+7 999 123-45-67");
    expect(buttons).toBeUndefined();
  });
});
