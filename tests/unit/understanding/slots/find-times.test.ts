import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseTime, findTimes } from "../../../../src/understanding/slots/find-times.ts";

const timeIn = (sentence: string, isMove = false): string | undefined =>
  chooseTime(findTimes(sentence), isMove);

describe("times of day", () => {
  it.each([
    ["в 18:30", "18:30"],
    ["к 17.00", "17:00"],
    ["на 18-30", "18:30"],
    ["в 5", "17:00"],
    ["в 9", "09:00"],
    ["в девять утра", "09:00"],
    ["часов в 12", "12:00"],
    ["к пяти", "17:00"],
    ["в 8 вечера", "20:00"],
    ["вечером в 8", "20:00"],
    ["в 3 часа дня", "15:00"],
    ["пол шестого", "17:30"],
    ["полдевятого", "08:30"],
    ["без пятнадцати семь", "18:45"],
    ["в 17 часов", "17:00"],
    ["с 12 до 15", "12:00-15:00"],
    ["между 11 и 13", "11:00-13:00"],
    ["с двенадцати до трех", "12:00-15:00"],
    ["10:00-12:00", "10:00-12:00"],
    ["после 18", "18:00-"],
    ["вечером после 7", "19:00-"],
    ["не раньше 14:30", "14:30-"],
    ["до 16", "-16:00"],
    ["с утра", "morning"],
    ["до обеда", "morning"],
    ["после обеда", "afternoon"],
    ["днем", "afternoon"],
    ["ближе к вечеру", "evening"],
    ["после работы", "evening"],
    ["§§§§§§§ 10", "10:00"],
    ["around 5pm", "17:00"],
    ["at 10 am", "10:00"],
  ])("reads «%s» as %s", (sentence, expected) => {
    expect(timeIn(sentence)).toBe(expected);
  });

  it.each([
    "в 15 человек",
    "на 2 недели",
    "в 3 раза дороже",
    "после обновления",
    "добрый вечер",
    "нужно 10 насосов",
  ])("sees no time in «%s»", (sentence) => {
    expect(timeIn(sentence)).toBeUndefined();
  });

  it("takes the new hour of a move", () => {
    expect(timeIn("можно вместо 15:40 на 16:30", true)).toBe("16:30");
    expect(timeIn("не к девяти, а к одиннадцати", true)).toBe("11:00");
  });

  it("reads any full clock time as it stands", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
        const clock = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
        expect(timeIn(`запишите на ${clock}`)).toBe(clock);
      }),
    );
  });
});
