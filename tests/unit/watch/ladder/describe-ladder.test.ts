import { describe, expect, it } from "vitest";
import { asId } from "../../../../src/domain/ids.ts";
import type { ChooseForOffer } from "../../../../src/domain/ladder.ts";
import type { Lead } from "../../../../src/domain/lead.ts";
import { describeNextStep } from "../../../../src/watch/ladder/describe-ladder.ts";
import { aBusiness, aManager } from "../../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../../support/builders/conversation.ts";
import { aLead, anOffer } from "../../../support/builders/lead.ts";

const business = aBusiness({
  team: [
    aManager("anna"),
    aManager("olga", { name: "Ольга" }),
    aManager("vera", { name: "Вера", role: "head" }),
  ],
});

const onRung = (rung: number, ...ids: string[]): Partial<Lead> => ({
  ladder: { status: "offering", rung, expiresAt: new Date("2026-03-11T11:06:00+03:00") },
  offers: ids.map((id) => anOffer(id, { rung })),
});

const say = (overrides: Partial<Lead>, chooseFor?: ChooseForOffer, language: "ru" | "en" = "ru") =>
  describeNextStep(aLead(overrides), { ...business, language }, WEDNESDAY_11, chooseFor);

describe("what happens next, in words", () => {
  it("names the rung when it can't know the person", () => {
    expect(say(onRung(0, "anna"))).toBe("Если Анна не возьмёт до 11:06, заявку получит следующий менеджер.");
    expect(say(onRung(1, "olga"))).toBe("Если Ольга не возьмёт до 11:06, заявку получит дежурный.");
  });

  it("names the person when routing can tell", () => {
    const chooseFor: ChooseForOffer = () => ({ managerIds: [asId<"manager">("olga")], excluded: [] });
    expect(say(onRung(0, "anna"), chooseFor)).toBe("Если Анна не возьмёт до 11:06, заявку получит Ольга.");
  });

  it("looks past rungs that would be empty", () => {
    const nobody: ChooseForOffer = () => ({ managerIds: [], excluded: [] });
    expect(say(onRung(0, "anna"), nobody)).toBe(
      "Если Анна не возьмёт до 11:06, заявку получит руководитель с задачей «Перезвонить».",
    );
  });

  it("tells the task at the end of the ladder", () => {
    expect(say(onRung(2, "anna"))).toBe(
      "Если Анна не возьмёт до 11:06, заявку получит руководитель с задачей «Перезвонить».",
    );
  });

  it("names everybody who has a parallel offer", () => {
    expect(say(onRung(0, "anna", "olga"))).toMatch(/^Если Анна или Ольга не возьмёт/u);
  });

  it("tells when a held lead will go out", () => {
    const held: Partial<Lead> = { ladder: { status: "held", until: new Date("2026-03-12T10:00:00+03:00") } };
    expect(say(held)).toBe(
      "Ждёт открытия: завтра, 12 марта, 10:00. Затем заявку получит следующий менеджер.",
    );
  });

  it("tells how it ended", () => {
    const at = WEDNESDAY_11;
    const vera = asId<"manager">("vera");
    expect(say({ ladder: { status: "taken", by: vera, at, via: "console" } })).toBe("Заявку взяла Вера.");
    expect(say({ ladder: { status: "ended", at, task: "Перезвонить", taskFor: vera } })).toBe(
      "Никто не взял вовремя. Задача «Перезвонить» поставлена: Вера.",
    );
    expect(say({ ladder: { status: "closed", at, reason: "spam" } })).toBe("Заявка закрыта.");
  });

  it("speaks English too", () => {
    expect(say(onRung(1, "anna"), undefined, "en")).toBe(
      "Unless Анна takes it before 11:06, it goes to whoever is on duty.",
    );
  });
});
