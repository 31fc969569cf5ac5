import { describe, expect, it } from "vitest";
import {
  formatClock,
  formatDateSlot,
  formatDateTime,
  formatDay,
  formatDuration,
  formatMoney,
  formatPhone,
  formatSlot,
  formatTimeSlot,
  plural,
} from "../../../src/domain/format.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("what people read", () => {
  it("sums have spaces between thousands", () => {
    expect([0, 999, 1800, 12_500, 1_234_567].map((sum) => plain(formatMoney(sum)))).toEqual([
      "0 ₽",
      "999 ₽",
      "1 800 ₽",
      "12 500 ₽",
      "1 234 567 ₽",
    ]);
  });

  it("Russian phones are grouped, others stay", () => {
    expect(formatPhone("+79991234567")).toBe("+7 999 123-45-67");
    expect(formatPhone("+375291234567")).toBe("+375291234567");
  });

  it("days are told by name when near, with the year when it is another", () => {
    const day = (value: string) => formatDay(value, "ru", "2026-03-11");
    expect(day("2026-03-11")).toBe("сегодня, 11 марта");
    expect(day("2026-03-12")).toBe("завтра, 12 марта");
    expect(day("2026-03-14")).toBe("14 марта, сб");
    expect(day("2027-01-02")).toBe("2 января 2027, сб");
    expect(day("скоро")).toBe("скоро");
    expect(formatDay("2026-03-14", "en", "2026-03-11")).toBe("March 14, Sat");
  });

  it("moments are told on the wall clock of the zone", () => {
    const at = new Date("2026-03-11T20:30:00Z");
    expect(formatClock(at, "Asia/Omsk")).toBe("02:30");
    expect(formatDateTime(at, "Asia/Omsk", "ru", new Date("2026-03-11T12:00:00Z"))).toBe(
      "завтра, 12 марта, 02:30",
    );
    expect(formatDateTime(at, "Asia/Omsk", "ru", at)).toBe("02:30");
  });

  it("slots are told in words", () => {
    expect(formatTimeSlot("15:00-", "ru")).toBe("после 15:00");
    expect(formatTimeSlot("-12:00", "ru")).toBe("до 12:00");
    expect(formatTimeSlot("15:00-17:00", "ru")).toBe("15:00–17:00");
    expect(formatTimeSlot("evening", "ru")).toBe("вечером");
    expect(formatDateSlot("2026-03-14/2026-03-15", "ru")).toBe("14 марта, сб – 15 марта, вс");
    expect(plain(formatSlot("budget", 5000, "ru"))).toBe("5 000 ₽");
    expect(formatSlot("quantity", 3, "ru")).toBe("3");
  });

  it("lengths of time agree with their numbers and case", () => {
    expect(formatDuration(60_000, "ru")).toBe("1 минуту");
    expect(formatDuration(60_000, "ru", "genitive")).toBe("1 минуты");
    expect(formatDuration(5 * 60_000, "ru", "genitive")).toBe("5 минут");
    expect(formatDuration(90 * 60_000, "ru")).toBe("1 час 30 минут");
    expect(formatDuration(4 * 3_600_000, "ru", "genitive")).toBe("4 часов");
    expect(formatDuration(0, "ru")).toBe("0 секунд");
    expect(formatDuration(86_400_000 * 2, "en")).toBe("2 days");
  });

  it("Russian plurals follow the last digits", () => {
    const leads = (count: number) => plural(count, "заявка", "заявки", "заявок");
    expect([1, 2, 5, 11, 21, 104, 112].map(leads)).toEqual([
      "заявка",
      "заявки",
      "заявок",
      "заявок",
      "заявка",
      "заявки",
      "заявок",
    ]);
  });
});
