import { describe, expect, it } from "vitest";
import type { Vertical } from "../../../src/domain/business.ts";
import type { Category } from "../../../src/domain/category.ts";
import { understand } from "../../support/builders/understanding.ts";

type Case = readonly [text: string, category: Category, vertical?: Vertical];

/** One sentence for each border of the taxonomy, in words that no data set has. */
const BORDERS: readonly Case[] = [
  ["Почём педикюр и запишите меня на завтра", "lead_b2c"],
  ["Пришлите КП на запорную арматуру по запросу котировок, лот 7", "tender", "industrial"],
  ["Пришлите КП на 12 вентиляторов для цеха", "lead_b2b", "industrial"],
  ["Предлагаем шампуни оптом от производителя, прайс во вложении", "supplier_offer"],
  ["Хотим стать вашим дилером в Самаре", "partnership", "industrial"],
  ["Я блогер, сделаю обзор взамен на стрижку, бартер", "partnership", "barbershop"],
  ["Редакция журнала готовит статью о салонах, дадите интервью?", "investor_media"],
  ["Где мой заказ 812, обещали вчера", "order_status", "industrial"],
  ["Третий раз срываете сроки, требую вернуть деньги за заказ 812", "complaint", "industrial"],
  ["Компрессор не запускается, помогите", "tech_support", "industrial"],
  ["Компрессор пришёл бракованный, замените или верните деньги", "complaint", "industrial"],
  ["Выставьте счёт на 4 редуктора", "lead_b2b", "industrial"],
  ["Выставьте счёт по заказу 77", "document_request", "industrial"],
  ["не записываюсь, просто цена на маникюр", "price_info"],
  ["никаких броней, прошлую уберите", "cancel_reschedule"],
  ["Нужен медосмотр на 40 водителей, мы автобаза", "lead_b2b", "medical"],
  ["отмените запись на субботу", "cancel_reschedule"],
  ["ищу работу администратором, есть опыт", "job_applicant"],
  ["Хочу вложить деньги в вашу сеть, ищу долю", "investor_media"],
  ["Код подтверждения: 1188. Никому не сообщайте", "system_notification"],
  ["Спасибо, всё супер!", "smalltalk"],
  ["спасибо за испорченные волосы, просто супер сервис", "complaint"],
  ["hochu zapisatsya na manikyur", "lead_b2c"],
  ["lj crjkmrb ds hf,jnftnt", "price_info"],
  ["How much is a manicure?", "price_info"],
  ["I want to cancel my appointment", "cancel_reschedule"],
];

describe("the category of a turn", () => {
  it.each(BORDERS.map(([text, category, vertical = "beauty"]) => ({ text, category, vertical })))(
    "«$text» is $category",
    async ({ text, category, vertical }) => {
      expect((await understand(text, { vertical })).category).toBe(category);
    },
  );

  it("names the other intents beside the dearest", async () => {
    const { category, also } = await understand("Сколько стоит маникюр? И запишите на пятницу");
    expect(category).toBe("lead_b2c");
    expect(also).toContain("price_info");
  });

  it("is less sure of what it does not know than of what it knows", async () => {
    const known = await understand("Отмените мою запись на завтра, не смогу прийти");
    const unknown = await understand("ну вот как-то так получилось с этим вашим");
    expect(known.confidence).toBeGreaterThan(unknown.confidence);
  });

  it("knows the language even behind transliteration and layout", async () => {
    expect((await understand("mozhno zapisatsya na zavtra")).language).toBe("ru");
    expect((await understand("can I come tomorrow")).language).toBe("en");
    expect((await understand("👍")).language).toBe("ru");
  });
});
