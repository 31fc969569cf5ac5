import { describe, expect, it } from "vitest";
import type { Vertical } from "../../../../src/domain/business.ts";
import type { SlotName } from "../../../../src/domain/slot.ts";
import { understand } from "../../../support/builders/understanding.ts";

async function slotOf(slot: SlotName, text: string, vertical: Vertical): Promise<unknown> {
  const { slots } = await understand(text, { vertical });
  return slots[slot];
}

describe("a service in the customer's own words", () => {
  it.each<readonly [Vertical, string, string]>([
    ["beauty", "Сколько стоит карбокситерапия?", "карбокситерапия"],
    ["beauty", "можно записаться на вечернюю причёску в субботу", "вечерняя причёска"],
    ["beauty", "Почём мужской педикюр?", "мужской педикюр"],
    ["medical", "Запишите к взрослому аллергологу на завтра", "приём взрослого аллерголога"],
    ["medical", "Сколько стоит консультация эндокринолога?", "консультация эндокринолога"],
    ["medical", "хочу записаться на гирудотерапию на пятницу", "гирудотерапия"],
    ["fitness", "Можно записаться на цигун в четверг?", "цигун"],
    ["fitness", "сколько стоит замер жировой массы", "замер жировой массы"],
    ["auto", "Сколько стоит полировка кузова?", "полировка кузова"],
    ["auto", "надо бы фаркоп поставить на дастер, когда можно подъехать?", "установка фаркопа"],
    ["barbershop", "Запишите на стрижку ножницами завтра в 15:00", "стрижка ножницами"],
  ])("where people write to a %s: «%s»", async (vertical, text, service) => {
    expect(String(await slotOf("service", text, vertical)).toLowerCase()).toBe(service);
  });

  it.each<readonly [Vertical, string]>([
    ["beauty", "Спасибо большое, хорошего дня!"],
    ["medical", "Добрый вечер, вы ещё тут?"],
    ["auto", "Предлагаем вам оптовые поставки ветоши со склада, скидки постоянным клиентам"],
    ["fitness", "А вы точно не робот?"],
    ["beauty", "Сколько стоит парковка у вас?"],
  ])("is not made up where people write to a %s: «%s»", async (vertical, text) => {
    expect(await slotOf("service", text, vertical)).toBeUndefined();
  });
});

describe("goods in the customer's own words", () => {
  it.each([
    ["Нужен ленточный транспортёр под щебень, пришлите КП на ООО «Карьер»", "ленточный транспортёр"],
    [
      "Ищем паллетоупаковщик полуавтоматический, 2 шт, счёт на ООО «Склад»",
      "паллетоупаковщик полуавтоматический",
    ],
    ["Интересует насос НШ 32-10, нужно 4 шт, юрлицо", "насос НШ 32-10"],
    ["We need 3 hammer mills for our plant, please send a quotation", "hammer mills"],
  ])("«%s»", async (text, product) => {
    expect(await slotOf("product", text, "industrial")).toBe(product);
  });
});

describe("a trade as the applicant calls it", () => {
  it.each<readonly [Vertical, string, string]>([
    ["fitness", "Возьмёте инструктором по аквааэробике? Стаж 5 лет", "инструктор по аквааэробике"],
    [
      "medical",
      "Здравствуйте, есть вакансия врача ультразвуковой диагностики?",
      "врач ультразвуковой диагностики",
    ],
    ["beauty", "Отправила резюме косметолога-визажиста, ждать ответа?", "косметолог-визажист"],
    ["fitness", "Дворником можно устроиться к вам?", "дворник"],
    ["industrial", "По вакансии комплектовщика: какой график работы?", "комплектовщик"],
    [
      "barbershop",
      "Are you hiring? I am a front desk receptionist looking for a job",
      "front desk receptionist",
    ],
  ])("to a %s: «%s»", async (vertical, text, position) => {
    expect(await slotOf("position", text, vertical)).toBe(position);
  });
});

describe("a paper as the customer calls it", () => {
  it.each<readonly [Vertical, string, string]>([
    ["medical", "Пришлите копию амбулаторной карты на почту", "амбулаторная карта"],
    ["industrial", "Вышлите сертификат пожаробезопасности на кабель", "сертификат пожаробезопасности"],
    ["beauty", "Could you send me the receipt for yesterday?", "receipt"],
    ["industrial", "Пришлите акт сверки за первый квартал", "акт сверки"],
  ])("of a %s: «%s»", async (vertical, text, paper) => {
    expect(await slotOf("doc_type", text, vertical)).toBe(paper);
  });
});

describe("a specialist", () => {
  it.each<readonly [Vertical, string, string]>([
    ["beauty", "Хочу к вашей Ирине Павловне на чистку лица в пятницу", "Ирина Павловна"],
    ["medical", "меня записали к Беловой, перепишите на Жукова пожалуйста, отмените прежнюю запись", "Жуков"],
    ["fitness", "Тренер Семён весь час опаздывал и хамил, верните деньги за занятие", "Семён"],
    ["barbershop", "Денис, привет! Перенеси мою стрижку с пятницы на субботу", "Денис"],
  ])("of a %s in the nominative: «%s»", async (vertical, text, master) => {
    const { slots } = await understand(text, { vertical });
    expect(slots.master).toBe(master);
    expect(slots.name).toBeUndefined();
  });

  it("is no adjective: «к детскому неврологу»", async () => {
    expect(await slotOf("master", "Запишите к детскому неврологу на завтра", "medical")).toBeUndefined();
  });
});

describe("a firm", () => {
  it.each<readonly [Vertical, string, string]>([
    [
      "beauty",
      "Мы гостиница «Волна», ищем салон для наших гостей, пришлите условия для юрлиц",
      "гостиница «Волна»",
    ],
    ["medical", "Кадры завода ЖБК. Нужен медосмотр на 90 человек, пришлите договор", "завод ЖБК"],
    ["beauty", "Цветочный магазин «Пион», предлагаем обмениваться клиентами и листовками", "Пион"],
  ])("writing to a %s: «%s»", async (vertical, text, company) => {
    expect(await slotOf("company", text, vertical)).toBe(company);
  });

  it("is no word in quotes", async () => {
    const text = "Давайте вместе делать пакет «Образ», доход пополам, предлагаем партнёрство";
    expect(await slotOf("company", text, "beauty")).toBeUndefined();
  });
});
