import { describe, expect, it } from "vitest";
import type { Action, Priority } from "../../../src/domain/category.ts";
import type { Vertical } from "../../../src/domain/business.ts";
import { aBusinessOf, understand } from "../../support/builders/understanding.ts";

describe("priority by the taxonomy", () => {
  const cases: readonly (readonly [string, Priority, boolean, Vertical?])[] = [
    ["Мастер испортил мне брови, верните деньги", "critical", false],
    ["в целом хорошо, но чуть неровно, можно подправить?", "high", false],
    ["Запишите на маникюр сегодня", "high", true],
    ["Запишите на маникюр в пятницу", "normal", false],
    ["адски болит зуб, терпеть невозможно, примите", "high", true, "medical"],
    ["Насос встал, линия стоит, нужен инженер", "high", true, "industrial"],
    ["отмените запись на сегодня", "high", true],
    ["отмените запись на субботу", "normal", false],
    ["Заказ 45 обещали в понедельник, до сих пор нет", "high", false, "industrial"],
    ["В рамках due diligence пришлите отчётность", "critical", false, "industrial"],
    ["сколько стоит маникюр сегодня", "low", false],
    ["Возьмёте парикмахера на работу?", "low", false],
  ];

  it.each(
    cases.map(([text, priority, urgent, vertical = "beauty"]) => ({ text, priority, urgent, vertical })),
  )("«$text» is $priority, urgent: $urgent", async ({ text, priority, urgent, vertical }) => {
    expect(await understand(text, { vertical })).toMatchObject({ priority, urgent });
  });
});

describe("action by the taxonomy", () => {
  const cases: readonly (readonly [string, Action, Vertical?])[] = [
    ["хочу на педикюр", "ask"],
    ["хочу на педикюр в субботу", "assign_manager"],
    ["хочу на педикюр, перезвоните 89131234567", "assign_manager"],
    ["перенесите мою запись", "ask"],
    ["перенесите мою запись на субботу", "assign_manager"],
    ["где мой заказ", "ask", "industrial"],
    ["где мой заказ 812", "assign_manager", "industrial"],
    ["нужен акт сверки", "ask", "industrial"],
    ["нужен акт сверки по ООО «Рубин»", "assign_manager", "industrial"],
    ["почём замена сцепления", "ask", "auto"],
    ["почём замена сцепления на киа рио", "auto_reply", "auto"],
    ["Продвинем ваш сайт в топ за неделю", "auto_reply"],
    ["позовите менеджера", "assign_manager"],
  ];

  it.each(cases.map(([text, action, vertical = "beauty"]) => ({ text, action, vertical })))(
    "«$text» → $action",
    async ({ text, action, vertical }) => {
      expect((await understand(text, { vertical })).action).toBe(action);
    },
  );

  it("asks for what the owner says the price depends on", async () => {
    const business = aBusinessOf("beauty");
    const services = business.services.map((service) =>
      service.id === "coloring" ? { ...service, priceNeeds: ["problem" as const] } : service,
    );
    expect(
      (await understand("сколько стоит окрашивание", { business: { ...business, services } })).action,
    ).toBe("ask");
  });
});

describe("the value of a request", () => {
  it("is the chance times the price of the service", async () => {
    const read = await understand("запишите на маникюр в пятницу в 15:00");
    expect(read.pBooking).toBeGreaterThanOrEqual(0.7);
    expect(read.expectedValue).toBe(Math.round(read.pBooking * 1800));
  });

  it("takes the budget when one is named, else the average of the business", async () => {
    const rich = await understand("бюджет 2 млн, нужны насосы на завод, пришлите КП", {
      vertical: "industrial",
    });
    expect(rich.expectedValue).toBe(Math.round(rich.pBooking * 2_000_000));
    const plain = await understand("хочу записаться");
    expect(plain.expectedValue).toBe(Math.round(plain.pBooking * 2500));
  });

  it("is nothing for a complaint and little for chat", async () => {
    expect((await understand("верните деньги, вы всё испортили")).expectedValue).toBe(0);
    expect((await understand("спасибо")).pBooking).toBe(0);
  });
});

describe("the service slot", () => {
  it.each([
    ["хочу на стрижку горячими ножницами", "beauty", "стрижка горячими ножницами"],
    ["запишите на маник завтра", "beauty", "Маникюр"],
    ["хочу переобуться", "auto", "шиномонтаж"],
    ["нужно мрт колена завтра", "medical", "МРТ колена"],
    ["хочу не маникюр а педикюр", "beauty", "педикюр"],
    ["приём дерматолога почём", "medical", "приём дерматолога"],
    ["к хирургу сегодня можно?", "medical", "приём хирурга"],
    ["нужен детский эндокринолог", "medical", "приём детского эндокринолога"],
    ["давайте вместо маникюра сделаем педикюр", "beauty", "педикюр"],
    ["хочу перманент губ", "beauty", "перманент губ"],
    ["кровь на гормоны сдать можно?", "medical", "анализ крови на гормоны"],
    ["тормозные диски поменять", "auto", "замена тормозных дисков"],
    ["How much is aqua aerobics per month?", "fitness", "aqua aerobics"],
  ] as const)("of «%s» says it as the customer does", async (text, vertical, expected) => {
    expect((await understand(text, { vertical })).slots.service).toBe(expected);
  });

  it("of ears is no flat tyre", async () => {
    expect((await understand("сколько стоит мочки проколоть")).slots.service).not.toMatch(/шиномонтаж/iu);
  });
});
