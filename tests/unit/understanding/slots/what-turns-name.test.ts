import { describe, expect, it } from "vitest";
import type { Vertical } from "../../../../src/domain/business.ts";
import type { Slots } from "../../../../src/domain/slot.ts";
import { understand } from "../../../support/builders/understanding.ts";

type Case = readonly [text: string, slots: Slots, vertical?: Vertical];

const cases = (list: readonly Case[]) =>
  list.map(([text, slots, vertical = "beauty"]) => ({ text, slots, vertical }));

const SERVICES: readonly Case[] = [
  ["запишите на биоревитализацию", { service: "биоревитализация" }],
  ["хочу на афрокосы в субботу", { service: "афрокосы" }],
  ["сколько стоит снять гель-лак", { service: "снятие покрытия" }],
  ["маникюр, педикюр на пятницу можно?", { service: "Маникюр и педикюр" }],
  ["хочу на стретчинг", { service: "стретчинг" }, "fitness"],
  ["запишите сына на сквош", { service: "сквош" }, "fitness"],
  ["запишите на рентген завтра", { service: "рентген" }, "medical"],
  ["сколько стоит гастроскопия", { service: "гастроскопия" }, "medical"],
  ["почём полировка фар?", { service: "полировка фар" }, "auto"],
  ["нужна шумоизоляция на четверг", { service: "шумоизоляция" }, "auto"],
  ["хочу на кундалини завтра", { service: "кундалини" }, "fitness"],
];

const PEOPLE: readonly Case[] = [
  ["Тамара Павловна, 89162045571, запишите на стрижку", { name: "Тамара Павловна" }],
  ["запишите на стрижку завтра, Лидия Ким", { name: "Лидия Ким" }],
  ["запишите на педикюр шестакова нина 89226004417", { name: "Шестакова Нина" }],
  ["запишите меня на педикюр завтра фамилия безруков", { name: "Безруков" }],
  ["хочу к вашей Наталье Сергеевне на маникюр", { master: "Наталья Сергеевна" }],
  ["запишите к мастеру илоне на маникюр в пятницу", { master: "Илона" }],
];

const AMOUNTS: readonly Case[] = [
  ["хочу генератор для дачи, бюджет тыщ 25", { budget: 25_000 }, "industrial"],
  ["хочу абонемент, уложимся в 40 000?", { budget: 40_000 }, "fitness"],
  ["до 3х тыщ есть маникюр на завтра? запишите", { budget: 3000 }],
  ["хочу покраску, максимум 25к, на субботу", { budget: 25_000 }],
];

describe("what a turn names", () => {
  it.each(cases(SERVICES))("the service of «$text»", async ({ text, slots, vertical }) => {
    expect((await understand(text, { vertical })).slots).toMatchObject(slots);
  });

  it.each(cases(PEOPLE))("the people of «$text»", async ({ text, slots }) => {
    expect((await understand(text)).slots).toMatchObject(slots);
  });

  it.each(cases(AMOUNTS))("the sum of «$text»", async ({ text, slots, vertical }) => {
    expect((await understand(text, { vertical })).slots).toMatchObject(slots);
  });
});

describe("what a turn does not name", () => {
  it.each([
    ["Артём, здорово! хочу на стрижку завтра", "name"],
    ["Санаторий «Ключевой», нужен маникюр для гостей, договор", "name"],
    ["хочу к детскому ортопеду", "master"],
    ["запишите на улицу Калинина завтра", "name"],
    ["добрый день, хочу на маникюр", "name"],
    ["веду канал 12к подписчиков, хочу маникюр по бартеру", "budget"],
    ["ремень менять пора, пробег 118 тыщ, когда примете", "budget"],
    ["хочу маникюр, дом 5 на 5 этаже", "quantity"],
    ["3 часа ждала, хочу теперь запись на маникюр", "quantity"],
    ["хочу на маникюр, работаете 24/7?", "date"],
    ["можно на маникюр? в 2 раза дороже стало", "time"],
    ["запишите на свободное время", "service"],
    ["хочу записаться на вечер", "service"],
  ] as const)("«%s» has no %s", async (text, slot) => {
    expect((await understand(text, { vertical: "beauty" })).slots[slot]).toBeUndefined();
  });
});
