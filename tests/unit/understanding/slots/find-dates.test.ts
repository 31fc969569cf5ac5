import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, toLocalTime } from "../../../../src/domain/calendar.ts";
import { chooseDate, findDates } from "../../../../src/understanding/slots/find-dates.ts";
import { WEDNESDAY_11 } from "../../../support/builders/understanding.ts";

function dateIn(
  sentence: string,
  options: { isMove?: boolean; isEnglish?: boolean; at?: Date } = {},
): string | undefined {
  const at = options.at ?? WEDNESDAY_11;
  const isMove = options.isMove ?? false;
  const dates = findDates(sentence, toLocalTime(at, "Europe/Moscow"), {
    timezone: "Europe/Moscow",
    at,
    isEnglish: options.isEnglish ?? false,
    isMove,
  });
  return chooseDate(dates, sentence, isMove);
}

describe("dates, counted from Wednesday, 11 March 2026", () => {
  it.each([
    ["сегодня", "2026-03-11"],
    ["завтра утром", "2026-03-12"],
    ["послезавтра", "2026-03-13"],
    ["была вчера", "2026-03-10"],
    ["в пятницу", "2026-03-13"],
    ["в чт после шести", "2026-03-12"],
    ["в среду", "2026-03-18"],
    ["в эту субботу", "2026-03-14"],
    ["в следующую пятницу", "2026-03-20"],
    ["на следующий вторник", "2026-03-17"],
    ["в прошлый понедельник", "2026-03-09"],
    ["на выходных", "2026-03-14/2026-03-15"],
    ["на следующих выходных", "2026-03-21/2026-03-22"],
    ["на этой неделе", "2026-03-11/2026-03-15"],
    ["любое утро на следующей неделе", "2026-03-16/2026-03-22"],
    ["через неделю", "2026-03-18"],
    ["через 3 дня", "2026-03-14"],
    ["через пару дней", "2026-03-13"],
    ["через месяц", "2026-04-11"],
    ["две недели назад", "2026-02-25"],
    ["14.03", "2026-03-14"],
    ["на 02.04.2026", "2026-04-02"],
    ["2026-04-05", "2026-04-05"],
    ["20го", "2026-03-20"],
    ["20-го числа", "2026-03-20"],
    ["5 числа", "2026-04-05"],
    ["девятнадцатого числа", "2026-03-19"],
    ["двадцать первого апреля", "2026-04-21"],
    ["19 марта", "2026-03-19"],
    ["8 марта", "2026-03-08"],
    ["10 января", "2026-01-10"],
    ["с 16 по 18 марта", "2026-03-16/2026-03-18"],
    ["20-22 марта", "2026-03-20/2026-03-22"],
    ["с понедельника по среду", "2026-03-16/2026-03-18"],
    ["в понедельник или вторник", "2026-03-16/2026-03-17"],
    ["в начале апреля", "2026-04-01/2026-04-10"],
    ["в конце месяца", "2026-03-21/2026-03-31"],
    ["в конце недели", "2026-03-12/2026-03-13"],
    ["в апреле", "2026-04-01/2026-04-30"],
    ["не завтра, а в пятницу", "2026-03-13"],
    ["суббота 10", "2026-03-14"],
    ["прямо сейчас", "2026-03-11"],
    ["сейчас не могу, давайте в пятницу", "2026-03-13"],
  ])("reads «%s» as %s", (sentence, expected) => {
    expect(dateIn(sentence)).toBe(expected);
  });

  it.each([
    ["tomorrow at 5", "2026-03-12"],
    ["on friday", "2026-03-13"],
    ["next monday", "2026-03-16"],
    ["march 27", "2026-03-27"],
    ["april 3rd", "2026-04-03"],
    ["this weekend", "2026-03-14/2026-03-15"],
  ])("reads the English «%s» as %s", (sentence, expected) => {
    expect(dateIn(sentence, { isEnglish: true })).toBe(expected);
  });

  it.each([
    ["с четверга на вторник", "2026-03-17"],
    ["в четверг не получится, пятница подходит", "2026-03-13"],
    ["запишите на завтра вместо сегодня", "2026-03-12"],
  ])("takes the new day of a move: «%s»", (sentence, expected) => {
    expect(dateIn(sentence, { isMove: true })).toBe(expected);
  });

  it.each([
    "цена 1.5 млн",
    "к вам по вторникам",
    "зуб болит второй день",
    "в 18.30",
    "лот 4",
    "сдавала в понедельник",
  ])("sees no wanted day in «%s»", (sentence) => {
    expect(dateIn(sentence)).toBeUndefined();
  });

  it("counts the day in the business's own zone", () => {
    expect(dateIn("завтра", { at: new Date("2026-03-11T22:30:00Z") })).toBe("2026-03-13");
  });

  it("reads a weekday within the next seven days whatever today is", () => {
    const names = ["понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.constantFrom(...names), (ahead, name) => {
        const at = new Date(Date.parse("2026-01-01T09:00:00Z") + ahead * 86_400_000);
        const today = toLocalTime(at, "Europe/Moscow");
        const day = dateIn(`в ${name}`, { at }) ?? "";
        expect(day > today.day && day <= addDays(today.day, 7)).toBe(true);
        expect(new Date(`${day}T00:00:00Z`).getUTCDay()).toBe((names.indexOf(name) + 1) % 7);
      }),
    );
  });
});
