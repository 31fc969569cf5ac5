import { describe, expect, it } from "vitest";
import { outsideQuietHours } from "../../../src/conversation/follow-up.ts";
import { aConversation, WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aBusiness } from "../../support/builders/business.ts";
import { aPlay } from "../../support/builders/play.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = new Date("2026-03-11T12:00:00+03:00");
const wish = { slots: { service: "маникюр" } } as const;
const after = (ms: number) => new Date(NOON.getTime() + ms);

function asked() {
  const play = aPlay({}, { at: NOON });
  return { play, first: play.write("на маникюр", wish) };
}

describe("follow-ups", () => {
  it("are planned after a question of the bot, and only then", () => {
    const { first } = asked();
    expect(first.effects).toContainEqual({ kind: "set_follow_up", attempt: 0, dueAt: after(15 * MINUTE) });
    const answered = aPlay({}, { at: NOON }).write("адрес?", {
      category: "price_info",
      questions: ["address"],
    });
    expect(answered.kinds).toEqual(["say"]);
  });

  it("are cancelled by an answer", () => {
    const { play } = asked();
    const { kinds } = play.write("в пятницу", { slots: { date: "2026-03-13" } });
    expect(kinds).toContain("cancel_follow_up");
    expect(kinds).not.toContain("set_follow_up");
  });

  it("begin anew when the answer leads to another question", () => {
    const { play } = asked();
    const { effects } = play.write("а сколько стоит?", { category: "price_info", questions: ["price"] });
    expect(effects).toContainEqual({ kind: "set_follow_up", attempt: 0, dueAt: after(15 * MINUTE) });
  });

  it("say the owner's words, then plan the next", () => {
    const { play } = asked();
    const due = after(15 * MINUTE);
    const { effects } = play.apply({ kind: "follow_up_due", attempt: 0 }, { at: due });
    expect(effects).toEqual([
      { kind: "say", text: "Остались вопросы? Я на связи.", choices: [], asksPhone: false },
      { kind: "set_follow_up", attempt: 1, dueAt: new Date(due.getTime() + 24 * HOUR) },
    ]);
  });

  it("with the last one give a half-qualified request to people", () => {
    const { play } = asked();
    play.apply({ kind: "follow_up_due", attempt: 0 }, { at: after(15 * MINUTE) });
    const { kinds } = play.apply({ kind: "follow_up_due", attempt: 1 }, { at: after(25 * HOUR) });
    expect(kinds).toEqual(["say", "hand_off"]);
    expect(play.state.request?.action).toBe("assign_manager");
    expect(play.apply({ kind: "follow_up_due", attempt: 2 }, { at: after(50 * HOUR) }).effects).toEqual([]);
  });

  it("leave a request of which nothing is known alone after the last one", () => {
    const play = aPlay({}, { at: NOON });
    play.write("запишите");
    play.apply({ kind: "follow_up_due", attempt: 0 }, { at: after(15 * MINUTE) });
    expect(play.apply({ kind: "follow_up_due", attempt: 1 }, { at: after(25 * HOUR) }).kinds).toEqual([
      "say",
    ]);
    expect(play.leads).toBe(0);
  });

  it("do nothing when their timer is outdated", () => {
    const { play } = asked();
    expect(play.apply({ kind: "follow_up_due", attempt: 1 }, { at: after(HOUR) }).effects).toEqual([]);
    play.write("в пятницу", { slots: { date: "2026-03-13" } });
    expect(play.apply({ kind: "follow_up_due", attempt: 0 }, { at: after(HOUR) }).effects).toEqual([]);
  });

  it("wait for nine in the morning when they fall into the quiet hours", () => {
    const { play } = asked();
    const { effects } = play.apply(
      { kind: "follow_up_due", attempt: 0 },
      { at: new Date("2026-03-11T22:00:00+03:00") },
    );
    expect(effects).toEqual([
      { kind: "set_follow_up", attempt: 0, dueAt: new Date("2026-03-12T09:00:00+03:00") },
    ]);
    const late = aPlay({}, { at: new Date("2026-03-11T20:55:00+03:00") }).write("на маникюр", wish);
    expect(late.effects).toContainEqual({
      kind: "set_follow_up",
      attempt: 0,
      dueAt: new Date("2026-03-12T09:00:00+03:00"),
    });
  });

  it("stay away where the owner wants none, yet no half-qualified request is lost", () => {
    const business = aBusiness({ followUp: { afterMs: [], say: "" } });
    const play = aPlay({}, { at: NOON, business });
    const { effects } = play.write("на маникюр", wish);
    expect(effects).toContainEqual({ kind: "set_follow_up", attempt: 0, dueAt: after(HOUR) });
    expect(play.apply({ kind: "follow_up_due", attempt: 0 }, { at: after(HOUR) }).kinds).toEqual([
      "hand_off",
    ]);
  });

  it("say nothing after the channel's window has closed, and hand over before it does", () => {
    const conversation = aConversation({ lastMessageAt: WEDNESDAY_11 });
    const context = { conversation, replyWindowMs: 2 * 3_600_000 };
    const play = aPlay({}, context);
    play.write("хочу на маникюр", { slots: { service: "маникюр" } });
    const at = new Date(WEDNESDAY_11.getTime() + 15 * 60_000);
    const reminded = play.apply({ kind: "follow_up_due", attempt: 0 }, { at });
    expect(reminded.kinds).toEqual(["say", "hand_off"]);

    const late = aPlay({}, context);
    late.write("хочу на маникюр", { slots: { service: "маникюр" } });
    const after = new Date(WEDNESDAY_11.getTime() + 3 * 3_600_000);
    expect(late.apply({ kind: "follow_up_due", attempt: 0 }, { at: after }).kinds).toEqual(["hand_off"]);
  });

  it("keep the quiet hours of the business's own zone", () => {
    const omskMorning = new Date("2026-03-12T02:30:00Z");
    expect(outsideQuietHours(omskMorning, "Asia/Omsk")).toEqual(new Date("2026-03-12T03:00:00Z"));
    expect(outsideQuietHours(omskMorning, "Asia/Tokyo")).toEqual(omskMorning);
  });
});
