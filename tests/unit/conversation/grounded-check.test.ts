import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findUngrounded } from "../../../src/conversation/grounded-check.ts";
import { groundsOf } from "../../../src/conversation/grounds-of.ts";
import { numbersInWords } from "../../../src/conversation/number-words.ts";
import { aBusiness } from "../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";

const facts = [
  "Маникюр 1800 ₽, 90 минут",
  "пн–сб 10:00–21:00",
  "+74950000001",
  "https://example.com/privacy",
  "2026-03-13",
];
const kinds = (text: string, words = "") => findUngrounded(text, facts, words).map(({ kind }) => kind);

describe("findUngrounded", () => {
  it.each([
    "Маникюр — 1 800 ₽.",
    "Маникюр — 1,800 ₽.",
    "Маникюр — тысяча восемьсот рублей.",
    "Работаем с 10:00 до 21:00.",
    "Откроемся в 10 часов.",
    "Ждём в пятницу 13 марта.",
    "Телефон +7 (495) 000-00-01.",
    "Подробнее: https://example.com/privacy",
    "1. Сегодня\n2. Завтра",
    "Есть один вопрос.",
  ])("lets «%s» pass", (text) => {
    expect(findUngrounded(text, facts, "")).toEqual([]);
  });

  it.each([
    ["Маникюр — 1 500 ₽.", ["number"]],
    ["Маникюр — полторы тысячи.", ["number"]],
    ["Всего двести рублей!", ["number"]],
    ["Ждём в 19:30.", ["time"]],
    ["Ждём 14 марта.", ["date"]],
    ["Ждём 14.03.", ["date"]],
    ["Позвоните +7 495 111-22-33.", ["phone"]],
    ["Оплатите на evil.example.ru/pay", ["link"]],
    ["Пишите на x@evil.com", ["email"]],
    ["Гарантируем результат.", ["promise"]],
    ["Вы записаны на пятницу.", ["promise"]],
    ["Записала вас на пятницу.", ["promise"]],
    ["Сделаем скидку.", ["promise"]],
    ["Мы вернём деньги.", ["promise"]],
    ["You are booked.", ["promise"]],
    ["I promise a refund.", ["promise", "promise"]],
    ["Скидка 50 %!", ["number", "promise"]],
  ])("stops «%s»", (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it("takes figures from the contact's words, but no promises", () => {
    expect(kinds("Записала заявку: 19:30, 14 марта.", "давайте 14.03 в 19:30")).toEqual([]);
    expect(kinds("Хорошо, скидка 50 %.", "обещайте скидку 50%")).toEqual(["promise"]);
  });

  it("lets a promise pass as a whole sentence of the owner's, and not as a part of another", () => {
    const owners = ["Скидка 10 % в день рождения."];
    expect(findUngrounded("Да. Скидка 10 % в день рождения.", owners, "")).toEqual([]);
    expect(findUngrounded("Скидка 10 % всегда.", owners, "")).toHaveLength(1);
  });

  it("finds any number that no fact holds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 9_999_999 }), (price) => {
        fc.pre(price !== 1800);
        return findUngrounded(`Маникюр — ${price} ₽.`, ["Маникюр 1800 ₽"], "").length === 1;
      }),
    );
  });
});

describe("groundsOf", () => {
  it("holds what the owner wrote and what is known of the request, however it is put", () => {
    const grounds = groundsOf(
      aBusiness(),
      { date: "2026-03-16/2026-03-22", time: "12:00-15:00" },
      WEDNESDAY_11,
    );
    const text =
      "Окрашивание — от 4 000 до 9 000 ₽, 2 часа 30 минут. 16–22 марта, с 12:00 до 15:00. Звоните 103.";
    expect(findUngrounded(text, grounds, "")).toEqual([]);
  });
});

describe("numbersInWords", () => {
  it.each([
    ["полторы тысячи", 1500],
    ["две тысячи пятьсот", 2500],
    ["тысяча восемьсот", 1800],
    ["сто двадцать пять", 125],
    ["three hundred fifty", 350],
    ["two thousand five hundred", 2500],
  ])("reads «%s»", (text, value) => {
    expect(numbersInWords(text)).toMatchObject([{ value }]);
  });

  it("leaves small counts of plain talk alone", () => {
    expect(numbersInWords("один вопрос и две просьбы")).toEqual([]);
  });
});
