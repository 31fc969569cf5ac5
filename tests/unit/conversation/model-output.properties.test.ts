import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findUngrounded } from "../../../src/conversation/grounded-check.ts";
import { groundsOf } from "../../../src/conversation/grounds-of.ts";
import { aBusiness } from "../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";

const business = aBusiness();
const facts = groundsOf(business, { date: "2026-03-13", time: "18:00", phone: "+79620000001" }, WEDNESDAY_11);
const factText = facts.join("\n");

/** Talk that claims nothing. */
const FILLER = [
  "Здравствуйте!",
  "Конечно, подскажу.",
  "Наш салон вам понравится",
  "Как вам удобнее?",
  "Sure, happy to help.",
  "Ждём вас",
  "😊",
  "— и это всё.",
];
/** Claims that the facts hold, in other spellings than theirs. */
const TRUE = [
  "Маникюр стоит 1800 рублей",
  "маникюр — 1 800 ₽",
  "Окрашивание от 4 000 до 9 000 ₽",
  "маникюр: тысяча восемьсот",
  "Работаем с 10:00 до 21:00",
  "в пятницу, 13 марта, в 18:00",
  "Звоните: +7 (495) 000-00-01",
  "https://example.com/privacy",
  "ваш номер 8 962 000-00-01",
  "Да, во дворе 10 бесплатных мест.",
];

const isHeld = (digits: string): boolean => factText.includes(digits);
const grouped = (amount: number, by: string) => String(amount).replaceAll(/\B(?=(\d{3})+$)/g, by);
const fullWidth = (text: string) =>
  text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

/** A number that no fact holds, written in one of the ways in which a model might write it. */
const inventedNumber = fc
  .tuple(fc.integer({ min: 100, max: 9_999_999 }), fc.nat(6))
  .filter(([amount]) => ![1800, 4000, 9000, 2500, 1500, 103, 112].includes(amount) && !isHeld(String(amount)))
  .map(([amount, way]) => {
    const plain = String(amount);
    const ways = [
      plain,
      grouped(amount, " "),
      grouped(amount, "\u00A0"),
      grouped(amount, "\u202F"),
      fullWidth(plain),
      `${plain.charAt(0)}\u200B${plain.slice(1)}`,
      `**${plain}**`,
    ];
    return `всего ${ways[way] ?? plain} ₽`;
  });
const inventedTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 59 }))
  .map(([hour, minute]) => `приходите в ${hour}:${String(minute).padStart(2, "0")}`);
const inventedDate = fc
  .tuple(fc.integer({ min: 1, max: 28 }), fc.constantFrom("мая", "июня", "августа", "November", "июля"))
  .map(([day, month]) => `есть место ${day} ${month}`);
const inventedPhone = fc
  .integer({ min: 9_000_000_000, max: 9_999_999_999 })
  .filter((phone) => !isHeld(String(phone)))
  .map((phone) => `наберите +7${phone}`);
const inventedLink = fc.constantFrom(
  "оплатите на https://pay.evil.example/x",
  "ссылка bit.ly/3xYz",
  "пишите в t.me/salon_promo",
  "наш сайт салон-лето.рф",
  "заходите на www.evil.org",
  "почта boss@evil.com",
  "наш канал @salon_promo",
);
const invented = fc.constantFrom(
  "гарантирую результат",
  "сделаем вам скидку",
  "Вы записаны",
  "записала вас",
  "мы вернём деньги",
  "первый визит бесплатно",
  "обещаю, что успеем",
  "место за вами",
  "подарим крем",
  "you are booked",
  "I guarantee it",
  "full refund",
);
const lie = fc.oneof(inventedNumber, inventedTime, inventedDate, inventedPhone, inventedLink, invented);
const talk = fc.array(fc.constantFrom(...FILLER, ...TRUE), { maxLength: 5 });
const joint = fc.constantFrom(". ", "\n", " ", ", ", "! ");

describe("whatever a model writes", () => {
  it("no number, time, date, phone, link or promise gets out that the facts don't hold", () => {
    fc.assert(
      fc.property(talk, lie, talk, joint, (before, claim, after, by) => {
        const text = [...before, claim, ...after].join(by);
        expect(findUngrounded(text, facts, "")).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("a contact's own figures may be said back, their wished-for promises may not", () => {
    fc.assert(
      fc.property(fc.oneof(inventedNumber, inventedTime, inventedDate, inventedPhone), (claim) => {
        expect(findUngrounded(claim, facts, claim)).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(invented, (promise) => {
        expect(findUngrounded(promise, facts, promise)).not.toEqual([]);
      }),
    );
  });

  it("what the facts hold passes, however it is put together", () => {
    fc.assert(
      fc.property(talk, (parts) => {
        expect(findUngrounded(parts.join("\n"), facts, "")).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("survives any string at all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(Array.isArray(findUngrounded(text, facts, ""))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
