import { describe, expect, it } from "vitest";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aBusiness } from "../../support/builders/business.ts";
import { aPlay } from "../../support/builders/play.ts";

const TEXT = "Отправляя данные, вы соглашаетесь на их обработку: https://example.com/privacy";
const ready = { slots: { service: "маникюр", date: "2026-03-13" } } as const;
const messenger = { showsConsent: false } as const;

describe("consent", () => {
  it("stands in the same message as the first question about the person, with its link", () => {
    const play = aPlay({}, messenger);
    expect(play.write("на маникюр", { slots: { service: "маникюр" } }).said).not.toContain(TEXT);
    const { said, outcome } = play.write("в пятницу", { slots: { date: "2026-03-13" } });
    expect(outcome.asked).toEqual(["name"]);
    expect(said?.endsWith(TEXT)).toBe(true);
    expect(play.state.consentShown).toBe("2026-03");
  });

  it("is shown once a version", () => {
    const shown = aPlay({ consentShown: "2026-03" }, messenger);
    expect(shown.write("маникюр в пятницу", ready).said).not.toContain(TEXT);
    const older = aPlay({ consentShown: "2025-01" }, messenger);
    expect(older.write("маникюр в пятницу", ready).said).toContain(TEXT);
  });

  it("is left to the channels that show it by themselves", () => {
    expect(aPlay({}, { showsConsent: true }).write("маникюр в пятницу", ready).said).not.toContain(TEXT);
  });

  it("is noted with its version when the form's box is ticked", () => {
    const play = aPlay();
    play.write(
      "привет",
      { category: "smalltalk", cues: ["greeting"] },
      { message: { consentVersion: "2026-03" } },
    );
    expect(play.state.consent).toEqual({ version: "2026-03", at: WEDNESDAY_11 });
  });

  it("is given by sending the data after the text was shown", () => {
    const play = aPlay({}, messenger);
    play.write("маникюр в пятницу", ready);
    expect(play.state.consent).toBeUndefined();
    play.write("Нелли", { slots: { name: "Нелли" } });
    expect(play.state.consent).toEqual({ version: "2026-03", at: WEDNESDAY_11 });
  });

  it("once withdrawn is acknowledged, ends the questions about the person, and goes to people", () => {
    const flows = {
      lead_b2c: { ask: ["name", "phone", "date"], enough: [["name", "phone", "date"]], maxQuestions: 3 },
    } as const;
    const play = aPlay({}, { business: aBusiness({ flows }) });
    play.write("маникюр, Нелли", { slots: { service: "маникюр", name: "Нелли" } });
    const { said, kinds, outcome } = play.write("удалите мои данные", {
      category: "smalltalk",
      cues: ["withdraws_consent"],
    });
    expect(said).toContain("личных данных больше не спрашиваю");
    expect(kinds).toContain("hand_off");
    expect(outcome.asked).toEqual([]);
    expect(play.state).toMatchObject({ consent: undefined, profile: {} });
    expect(play.write("ну и", {}).outcome.asked).toEqual(["date"]);
  });
});
