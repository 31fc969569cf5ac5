import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLocalTime } from "../../../../src/domain/calendar.ts";
import { findAmounts } from "../../../../src/understanding/slots/find-amounts.ts";
import { blankOut } from "../../../../src/understanding/slots/find-contacts.ts";
import { chooseDate, findDates } from "../../../../src/understanding/slots/find-dates.ts";
import { chooseTime, findTimes } from "../../../../src/understanding/slots/find-times.ts";
import { DATE_MARK } from "../../../../src/understanding/slots/time-rules.ts";
import { WEDNESDAY_11 } from "../../../support/builders/understanding.ts";

const timezone = "Europe/Moscow";
const today = toLocalTime(WEDNESDAY_11, timezone);

/** Day and hour of a sentence, each finder seeing what the one before it has left. */
function whenIn(sentence: string, isEnglish = false) {
  const dates = findDates(sentence, today, { timezone, at: WEDNESDAY_11, isEnglish, isMove: false });
  const dated = dates.filter((date) => !date.isWeak);
  const { used } = findAmounts(blankOut(sentence, dated));
  const times = findTimes(blankOut(blankOut(sentence, dated, DATE_MARK), used));
  return { date: chooseDate(dates, sentence, false), time: chooseTime(times, false) };
}

type Case = readonly [sentence: string, date?: string | undefined, time?: string | undefined];

const named = (cases: readonly Case[]) => cases.map(([sentence, date, time]) => ({ sentence, date, time }));

const WEEKS: readonly Case[] = [
  ["запишите на пн", "2026-03-16"],
  ["в пт вечерком", "2026-03-13", "evening"],
  ["сб в 11", "2026-03-14", "11:00"],
  ["через неделю в четверг", "2026-03-19"],
  ["через 2 недели в понедельник", "2026-03-23"],
  ["во вторник через неделю", "2026-03-17"],
  ["дня через три", "2026-03-14"],
  ["на той неделе в среду", "2026-03-18"],
  ["на следующей неделе, во вторник", "2026-03-17"],
  ["в четверг на следующей неделе", "2026-03-19"],
  ["в следующий чт", "2026-03-19"],
  ["на той неделе", "2026-03-16/2026-03-22"],
  ["на неделе", "2026-03-11/2026-03-15"],
  ["успеть до конца месяца", "2026-03-11/2026-03-31"],
  ["к концу недели", "2026-03-12/2026-03-13"],
  ["на выхах", "2026-03-14/2026-03-15"],
  ["сб/вс", "2026-03-14/2026-03-15"],
  ["пт-сб", "2026-03-13/2026-03-14"],
  ["чт или пт после 17", "2026-03-12/2026-03-13", "17:00-"],
];

const NUMBERS: readonly Case[] = [
  ["девятнадцатого в 12:30", "2026-03-19", "12:30"],
  ["на двадцатое", "2026-03-20"],
  ["числа 25", "2026-03-25"],
  ["числа двадцать пятого", "2026-03-25"],
  ["двадцать третьего утром", "2026-03-23", "morning"],
  ["на первое", "2026-04-01"],
  ["к 15-му", "2026-03-15"],
  ["с 5 по 10 апреля", "2026-04-05/2026-04-10"],
  ["с 20 по 25", "2026-03-20/2026-03-25"],
  ["с 28 по 3", "2026-03-28/2026-04-03"],
  ["с 20-го по 25-е", "2026-03-20/2026-03-25"],
  ["15 или 16 марта", "2026-03-15/2026-03-16"],
  ["28 марта - 2 апреля", "2026-03-28/2026-04-02"],
  ["с 28 марта по 2 апреля", "2026-03-28/2026-04-02"],
  ["12 апр", "2026-04-12"],
  ["20/03", "2026-03-20"],
  ["20.03.2026 в 15.00", "2026-03-20", "15:00"],
];

const CORRECTED: readonly Case[] = [
  ["не завтра, а в пятницу", "2026-03-13"],
  ["ой не 14, а 15 марта", "2026-03-15"],
  ["завтра, ой, послезавтра", "2026-03-13"],
  ["хотел завтра но лучше в пятницу", "2026-03-13"],
  ["в четверг, точнее в субботу", "2026-03-14"],
  ["завтра есть? если нет, то в пятницу", "2026-03-12"],
];

const HOURS: readonly Case[] = [
  ["ровно в полдень", undefined, "12:00"],
  ["около трех", undefined, "15:00"],
  ["часиков в 7 вечера", undefined, "19:00"],
  ["между пятью и семью", undefined, "17:00-19:00"],
  ["с 10 утра до 2 дня", undefined, "10:00-14:00"],
  ["часов с 3 до 5", undefined, "15:00-17:00"],
  ["в полшестого", undefined, "17:30"],
  ["полдевятого вечера", undefined, "20:30"],
  ["в пол десятого утра", undefined, "09:30"],
  ["полпервого", undefined, "12:30"],
  ["к шести вечера", undefined, "18:00"],
  ["17 30", undefined, "17:30"],
  ["в 1730", undefined, "17:30"],
  ["пятнадцать минут шестого", undefined, "17:15"],
  ["без десяти десять", undefined, "09:50"],
  ["в семь тридцать вечера", undefined, "19:30"],
  ["в девятнадцать ноль ноль", undefined, "19:00"],
  ["в одиннадцать тридцать", undefined, "11:30"],
  ["не позже 20", undefined, "-20:00"],
  ["после 17-30", undefined, "17:30-"],
  ["завтра на 5", "2026-03-12", "17:00"],
  ["в пятницу 18", "2026-03-13", "18:00"],
];

const NEAR_MISSES: readonly Case[] = [
  ["в 2 раза дороже"],
  ["работаете 24/7"],
  ["на 5 этаже"],
  ["100 рублей"],
  ["дом 5"],
  ["3 часа ждал"],
  ["в 15 кабинете"],
  ["на 3 человек"],
  ["в 2024 году"],
  ["до 5000"],
  ["с 3 детьми"],
  ["ребенку 5 лет"],
  ["за 2 дня до"],
  ["2 часа занимает"],
  ["средняя длина"],
  ["второй этаж"],
  ["на первое занятие"],
  ["третий день болит"],
  ["каждую пятницу"],
  ["по средам"],
  ["стоит у вас 5 дней"],
];

const ENGLISH: readonly Case[] = [
  ["next friday", "2026-03-20"],
  ["tomorrow at 5pm", "2026-03-12", "17:00"],
  ["mar 20th", "2026-03-20"],
  ["on the 20th", "2026-03-20"],
  ["next week", "2026-03-16/2026-03-22"],
  ["between 2 and 4 pm", undefined, "14:00-16:00"],
  ["at noon", undefined, "12:00"],
  ["half past five", undefined, "17:30"],
  ["tonight at 8", "2026-03-11", "20:00"],
  ["this evening", "2026-03-11", "evening"],
  ["on weekdays after 6pm", undefined, "18:00-"],
  ["in two weeks", "2026-03-25"],
  ["next tuesday or wednesday", "2026-03-17/2026-03-18"],
  ["not tomorrow, friday please", "2026-03-13"],
  ["i may come"],
];

describe("days and hours as people say them, from Wednesday, 11 March 2026", () => {
  it.each(named([...WEEKS, ...NUMBERS, ...CORRECTED, ...HOURS]))(
    "reads «$sentence» as $date $time",
    ({ sentence, date, time }) => {
      expect(whenIn(sentence)).toEqual({ date, time });
    },
  );

  it.each(named(NEAR_MISSES))("reads nothing into «$sentence»", ({ sentence }) => {
    expect(whenIn(sentence)).toEqual({ date: undefined, time: undefined });
  });

  it.each(named(ENGLISH))("reads the English «$sentence» as $date $time", ({ sentence, date, time }) => {
    expect(whenIn(sentence, true)).toEqual({ date, time });
  });

  it("reads any full clock as it stands, whatever divides it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 22 }),
        fc.constantFrom("00", "30", "45"), // «10-15» are two hours
        fc.constantFrom(":", ".", "-"),
        (hour, minute, mark) => {
          const clock = `${String(hour).padStart(2, "0")}${mark}${minute}`;
          expect(whenIn(`в ${clock}`).time).toBe(clock.replace(mark, ":"));
        },
      ),
    );
  });

  it("reads a day of any month the same in digits and in words", () => {
    const months = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(
      " ",
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), (day, month) => {
        const digits = `${String(day).padStart(2, "0")}.${String(month).padStart(2, "0")}`;
        expect(whenIn(`${day} ${months[month - 1]}`)).toEqual(whenIn(digits));
      }),
    );
  });
});
