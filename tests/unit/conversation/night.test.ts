import { describe, expect, it } from "vitest";
import { aBranch, aBusiness, hoursOn } from "../../support/builders/business.ts";
import { aPlay } from "../../support/builders/play.ts";

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"] as const;
const business = aBusiness({ branches: [aBranch({ hours: hoursOn(WEEKDAYS, 10, 21) })] });
const at = (iso: string) => ({ context: { business, at: new Date(`${iso}+03:00`) } });
const wish = { slots: { service: "маникюр" } } as const;

describe("at night", () => {
  it("says once that the house is closed and when people are back, and goes on collecting", () => {
    const play = aPlay();
    const first = play.write("на маникюр", wish, at("2026-03-11T22:30:00"));
    expect(first.said).toBe(
      "Сейчас мы закрыты, но я уже помогаю. Откроемся завтра в 10:00.\nНа какой день вас записать?",
    );
    const second = play.write("в пятницу", { slots: { date: "2026-03-13" } }, at("2026-03-12T00:10:00"));
    expect(second.said).not.toContain("закрыты");
    expect(second.said).toContain("Администратор подтвердит время сегодня после 10:00.");
    expect(
      play.write("спс", { category: "smalltalk", cues: ["thanks"] }, at("2026-03-12T23:00:00")).said,
    ).toContain("закрыты");
  });

  it.each([
    ["2026-03-11T08:00:00", "сегодня в 10:00"],
    ["2026-03-13T22:00:00", "в понедельник в 10:00"],
    ["2026-03-14T12:30:00", "в понедельник в 10:00"],
    ["2026-03-15T22:00:00", "завтра в 10:00"],
  ])("at %s people are back %s", (time, words) => {
    expect(aPlay().write("на маникюр", wish, at(time)).said).toContain(`Откроемся ${words}.`);
  });

  it("skips holidays, and names the date when it is a week away", () => {
    const closed = { ...business, holidays: [{ from: "2026-03-12", to: "2026-03-22" }] };
    const { said } = aPlay().write("на маникюр", wish, {
      context: { business: closed, at: new Date("2026-03-11T22:00:00+03:00") },
    });
    expect(said).toContain("Откроемся 23 марта в 10:00.");
  });

  it("is not night while any branch is open, nor where the owner names no branch", () => {
    const two = aBusiness({
      branches: [...business.branches, aBranch({ id: "late", hours: hoursOn(["wed"], 20, 26) })],
    });
    const late = new Date("2026-03-11T23:30:00+03:00");
    expect(aPlay().write("на маникюр", wish, { context: { business: two, at: late } }).said).not.toContain(
      "закрыты",
    );
    const none = aBusiness({ branches: [] });
    expect(aPlay().write("на маникюр", wish, { context: { business: none, at: late } }).said).not.toContain(
      "закрыты",
    );
  });

  it("promises no time where somebody is on duty at night", () => {
    const duty = { ...business, night: { say: "Закрыто.", handoff: "duty" } } as const;
    const { said } = aPlay().write(
      "маникюр в пятницу",
      { slots: { service: "маникюр", date: "2026-03-13" } },
      { context: { business: duty, at: new Date("2026-03-11T23:00:00+03:00") } },
    );
    expect(said).toContain("подтвердит время как можно скорее");
  });

  it("promises the next opening when the SLA would end after closing", () => {
    const { said } = aPlay().write(
      "маникюр в пятницу",
      { slots: { service: "маникюр", date: "2026-03-13" } },
      at("2026-03-11T20:45:00"),
    );
    expect(said).toContain("завтра после 10:00");
  });

  it("says it in English to those who write in English", () => {
    const { said } = aPlay().write("manicure", { ...wish, language: "en" }, at("2026-03-13T22:30:00"));
    expect(said).toContain("We are closed now, but I am here. We open on Monday at 10:00.");
  });
});
