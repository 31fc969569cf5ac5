import { describe, expect, it } from "vitest";
import { aBusiness } from "../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { asId } from "../../../src/domain/ids.ts";
import { aPlay } from "../../support/builders/play.ts";

const anna = asId<"manager">("anna");
const dina = asId<"manager">("dina");
const booking = { slots: { service: "маникюр", date: "2026-03-13" } } as const;

describe("who speaks to the contact", () => {
  it("is nobody but the manager once a manager took the lead", () => {
    const play = aPlay();
    play.write("маникюр в пятницу", booking);
    play.apply({ kind: "manager_took", managerId: anna });
    const { effects } = play.write("а сколько стоит?", { category: "price_info", questions: ["price"] });
    expect(effects).toEqual([{ kind: "pass_to_manager", managerId: anna, text: "а сколько стоит?" }]);
    expect(play.state.ownership).toMatchObject({ status: "human", managerId: anna });
  });

  it("passes words, pictures and new details on to the manager", () => {
    const play = aPlay();
    play.write("маникюр в пятницу", booking);
    play.apply({ kind: "manager_took", managerId: anna });
    const { effects } = play.write(
      "мой номер",
      { slots: { phone: "+79620000001" } },
      { message: { attachments: [{ kind: "photo" }] } },
    );
    expect(effects).toEqual([
      { kind: "pass_to_manager", managerId: anna, text: "мой номер [photo]" },
      { kind: "update_lead" },
    ]);
    expect(play.state.request?.slots.phone).toBe("+79620000001");
  });

  it("stays silent for a reminder, spam or danger while a manager has it", () => {
    const play = aPlay();
    play.write("хочу маникюр", { slots: { service: "маникюр" } });
    play.apply({ kind: "manager_wrote", managerId: anna });
    expect(play.apply({ kind: "follow_up_due", attempt: 0 }).effects).toEqual([]);
    expect(play.write("всё плохо", { cues: ["self_harm"] }).kinds).toEqual(["pass_to_manager"]);
  });

  it("becomes the manager who wrote, by whatever route, and ends a reminder", () => {
    const play = aPlay();
    play.write("хочу маникюр", { slots: { service: "маникюр" } });
    const { kinds } = play.apply({ kind: "manager_wrote", managerId: dina });
    expect(kinds).toEqual(["cancel_follow_up"]);
    expect(play.state.ownership).toMatchObject({ status: "human", managerId: dina });
  });

  it("is the bot again after the manager gives it back, without a word and without repeating itself", () => {
    const play = aPlay();
    play.write("хочу маникюр", { slots: { service: "маникюр" } });
    play.apply({ kind: "manager_wrote", managerId: anna });
    expect(play.apply({ kind: "returned_to_bot" }).effects).toEqual([]);
    const { said, outcome } = play.write("так что там", { slots: {} });
    expect(outcome.asked).toEqual(["date"]);
    expect(said).not.toContain("На какой день вас записать?");
  });

  it("is the bot again once the contact writes after the manager's set silence, counted from their last word", () => {
    const play = aPlay({}, { business: aBusiness({ returnAfterMs: 6 * 3_600_000 }) });
    const at = (hours: number) => ({ at: new Date(WEDNESDAY_11.getTime() + hours * 3_600_000) });
    play.apply({ kind: "manager_took", managerId: asId<"manager">("anna") }, at(0));
    play.apply({ kind: "manager_wrote", managerId: asId<"manager">("anna") }, at(2));
    expect(play.write("ау", {}, { context: at(7) }).said).toBeUndefined();
    expect(
      play.write("хочу на маникюр", { slots: { service: "маникюр" } }, { context: at(8) }).said,
    ).toContain("На какой день");
    expect(play.state.ownership.status).toBe("returned");
  });

  it("helps on while the lead is on offer: answers, collects, and hands nothing over twice", () => {
    const play = aPlay();
    play.write("маникюр в пятницу", booking);
    const answered = play.write("а парковка есть?", { category: "price_info", questions: ["other"] });
    expect(answered.said).toBe("Да, во дворе 10 бесплатных мест.");
    expect(answered.kinds).not.toContain("update_lead");
    const told = play.write("в 18 часов, Нелли", { slots: { time: "18:00", name: "Нелли" } });
    expect(told.kinds).toContain("update_lead");
    expect(told.kinds).not.toContain("hand_off");
    expect(play.leads).toBe(1);
  });

  it("goes on collecting after a question that only people can answer", () => {
    const play = aPlay();
    const first = play.write("запишите на спа, сколько стоит?", {
      questions: ["price"],
      slots: { service: "спа" },
    });
    expect(first.kinds).toContain("hand_off");
    expect(first.outcome.asked).toEqual(["date"]);
    const second = play.write("в пятницу", { slots: { date: "2026-03-13" } });
    expect(second.said).toContain("Записала заявку: СПА-программа, пятница 13 марта.");
    expect(second.kinds).toContain("update_lead");
    expect(play.leads).toBe(1);
  });

  it("begins a new request with the first message after the lead is closed", () => {
    const play = aPlay();
    play.write("маникюр в пятницу", booking);
    play.apply({ kind: "manager_took", managerId: anna });
    play.apply({ kind: "lead_closed" });
    expect(play.state).toMatchObject({ ownership: { status: "bot" }, request: undefined });
    const { kinds } = play.write("теперь стрижка в субботу", {
      slots: { service: "стрижка", date: "2026-03-14" },
    });
    expect(kinds).toContain("hand_off");
    expect(play.leads).toBe(2);
  });

  it("calls people anew when a contact who was given back wants a person", () => {
    const play = aPlay();
    play.write("маникюр в пятницу", booking);
    play.apply({ kind: "manager_took", managerId: anna });
    play.apply({ kind: "returned_to_bot" });
    const more = play.write("меня зовут Нелли", { slots: { name: "Нелли" } });
    expect(more.kinds).toContain("update_lead");
    expect(play.leads).toBe(1);
    expect(play.write("позовите человека", { cues: ["wants_human"] }).kinds).toContain("hand_off");
    expect(play.leads).toBe(2);
  });

  it("takes another kind of request after the return for a new one", () => {
    const play = aPlay();
    play.write("маникюр в пятницу", booking);
    play.apply({ kind: "manager_took", managerId: anna });
    play.apply({ kind: "returned_to_bot" });
    const { kinds } = play.write("мне всё не понравилось", {
      category: "complaint",
      priority: "critical",
      action: "escalate",
    });
    expect(kinds).toContain("hand_off");
    expect(play.state.request).toMatchObject({ category: "complaint", slots: {} });
  });

  it("raises the lead on offer when the contact complains, instead of making a second one", () => {
    const play = aPlay();
    play.write("маникюр в пятницу", booking);
    const { said, kinds, outcome } = play.write("мне только что нахамили", {
      category: "complaint",
      priority: "critical",
      action: "escalate",
    });
    expect(said).toContain("Мне очень жаль");
    expect(kinds).toContain("update_lead");
    expect(outcome.action).toBe("escalate");
    expect(play.state.request).toMatchObject({ category: "complaint", priority: "critical" });
    expect(play.leads).toBe(1);
  });

  it("notes whether the contact can be reached, and stops reminding one who can't", () => {
    const play = aPlay();
    play.write("хочу маникюр", { slots: { service: "маникюр" } });
    const { kinds } = play.apply({ kind: "reachability_changed", isReachable: false });
    expect(kinds).toEqual(["cancel_follow_up"]);
    expect(play.apply({ kind: "follow_up_due", attempt: 0 }).effects).toEqual([]);
    play.write("я снова тут");
    expect(play.state.isReachable).toBe(true);
  });
});
