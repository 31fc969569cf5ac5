import { describe, expect, it } from "vitest";
import { aPlay } from "../../support/builders/play.ts";

describe("what can't wait", () => {
  it.each([
    ["health_danger", "103"],
    ["self_harm", "112"],
  ] as const)("%s gets the emergency number in a few words and people at once", (cue, number) => {
    const play = aPlay({ greeted: false });
    const { said, kinds, outcome } = play.write("всё плохо", { cues: [cue], slots: { service: "маникюр" } });
    expect(said).toContain(number);
    expect(said).not.toContain("Здравствуйте");
    expect(said).not.toContain("?");
    expect(kinds).toContain("hand_off");
    expect(outcome).toMatchObject({ action: "escalate", asked: [] });
    expect(play.state.request).toMatchObject({ priority: "high", urgent: true });
  });

  it("says the emergency number again when the danger is told again, and makes no second lead", () => {
    const play = aPlay();
    play.write("кровь не останавливается", { cues: ["health_danger"] });
    const { said, kinds } = play.write("что делать", { cues: ["health_danger"] });
    expect(said).toContain("103");
    expect(kinds).not.toContain("hand_off");
    expect(kinds).toContain("update_lead");
  });

  it("puts no opening hours before an emergency", () => {
    const { said } = aPlay().write(
      "плохо",
      { cues: ["health_danger"] },
      { context: { at: new Date("2026-03-11T23:30:00+03:00") } },
    );
    expect(said).not.toContain("закрыты");
  });

  it("a wish for a person is met at once, and no more is asked", () => {
    const play = aPlay();
    play.write("хочу маникюр", { slots: { service: "маникюр" } });
    const { said, kinds, outcome } = play.write("позовите человека", {
      category: "smalltalk",
      cues: ["wants_human"],
    });
    expect(said).toBe("Передаю администратору: вам ответят в течение 30 минут.");
    expect(kinds).toContain("hand_off");
    expect(outcome.asked).toEqual([]);
    expect(play.state.request).toMatchObject({ category: "lead_b2c", slots: { service: "маникюр" } });
    expect(play.write("в пятницу", { slots: { date: "2026-03-13" } }).outcome.asked).toEqual([]);
  });

  it("a complaint is escalated at once with an apology and without its details repeated", () => {
    const { said, kinds, outcome } = aPlay().write("завивка распрямилась", {
      category: "complaint",
      priority: "critical",
      action: "escalate",
      slots: { service: "завивка" },
    });
    expect(said).toContain("Мне очень жаль, что так вышло. Уже передаю руководителю");
    expect(said).not.toContain("завивка");
    expect(kinds).toContain("hand_off");
    expect(outcome).toMatchObject({ action: "escalate", asked: ["date"] });
  });

  it("whatever understanding escalates goes to people at once", () => {
    const { kinds, outcome } = aPlay().write("due diligence, отчётность за три года", {
      category: "document_request",
      action: "escalate",
      priority: "critical",
      slots: { doc_type: "отчётность" },
    });
    expect(kinds).toContain("hand_off");
    expect(outcome.action).toBe("escalate");
  });
});

describe("what is not words", () => {
  it("a voice message is acknowledged and given to people, who can listen", () => {
    const { said, kinds } = aPlay().write(
      "",
      { category: "smalltalk" },
      { message: { attachments: [{ kind: "voice" }] } },
    );
    expect(said).toBe("Голосовое получила.\nПередаю коллегам, вам ответят в течение 30 минут.");
    expect(kinds).toContain("hand_off");
  });

  it("a photo alone is acknowledged, and asked about once; another one goes to people", () => {
    const play = aPlay();
    const photo = { message: { attachments: [{ kind: "photo" }] } } as const;
    expect(play.write("", { category: "smalltalk" }, photo).said).toBe(
      "Фото получила.\nНапишите, пожалуйста, чем помочь?",
    );
    expect(play.write("", { category: "smalltalk" }, photo).kinds).toContain("hand_off");
  });

  it("a photo in the middle of a booking leaves the question standing", () => {
    const play = aPlay();
    play.write("хочу маникюр", { slots: { service: "маникюр" } });
    const { said, outcome } = play.write(
      "",
      { category: "smalltalk" },
      { message: { attachments: [{ kind: "photo" }] } },
    );
    expect(said).toContain("Фото получила.");
    expect(outcome.asked).toEqual(["date"]);
  });

  it("a photo for a request that people have is passed on", () => {
    const play = aPlay();
    play.write("царапина", { category: "complaint", action: "escalate" });
    const { said, kinds } = play.write(
      "",
      { category: "smalltalk" },
      { message: { attachments: [{ kind: "photo" }] } },
    );
    expect(said).toBe("Фото получила.\nСпасибо, передаю коллегам.");
    expect(kinds).toContain("update_lead");
  });

  it("a place with words is acknowledged beside the answer", () => {
    const { said } = aPlay().write(
      "на маникюр, я тут рядом",
      { slots: { service: "маникюр" } },
      { message: { attachments: [{ kind: "location", label: "55.0,73.3" }] } },
    );
    expect(said).toBe("Место на карте получила.\nНа какой день вас записать?");
  });

  it("a contact's own card gives the phone", () => {
    const play = aPlay();
    play.write("на маникюр", { slots: { service: "маникюр" } });
    const { kinds } = play.write(
      "",
      { category: "smalltalk" },
      { message: { verifiedPhone: "+79620000001" } },
    );
    expect(play.state.request?.slots.phone).toBe("+79620000001");
    expect(kinds).toContain("hand_off");
  });
});
