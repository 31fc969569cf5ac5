import { describe, expect, it } from "vitest";
import type { Business } from "../../../../src/domain/business.ts";
import { asId, type ManagerId } from "../../../../src/domain/ids.ts";
import type { LadderEffect, LadderEvent } from "../../../../src/domain/ladder.ts";
import { ownerOf, takingOf, type Lead } from "../../../../src/domain/lead.ts";
import type { ManagerLoad } from "../../../../src/domain/routing.ts";
import { createChooseForOffer } from "../../../../src/routing/choose-for-offer.ts";
import { climb } from "../../../../src/watch/ladder/climb.ts";
import { aBusiness, aManager, hoursOn } from "../../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../../support/builders/conversation.ts";
import { aLead, aLeadRequest, countingIds } from "../../../support/builders/lead.ts";
import { aLoad } from "../../../support/builders/manager.ts";

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const mgr = asId<"manager">;
const ofr = asId<"offer">;
const NIGHT = new Date("2026-03-11T23:40:00+03:00");

const anna = aManager("anna");
const olga = aManager("olga", { name: "Ольга" });
const dina = aManager("dina", { name: "Дина", role: "duty", teams: ["duty"], shifts: hoursOn(WEEK, 0, 24) });
const vera = aManager("vera", { name: "Вера", role: "head", teams: ["heads"] });
const salon = aBusiness({ team: [anna, olga, dina, vera] });

/** Plays events at moments given in seconds from the start. */
function play(
  events: readonly [seconds: number, event: LadderEvent][],
  options: { lead?: Partial<Lead>; business?: Business; loads?: readonly ManagerLoad[]; from?: Date } = {},
) {
  const { business = salon, loads = [], from = WEDNESDAY_11 } = options;
  const makeId = countingIds();
  let lead = aLead({ ladder: { status: "held", until: from }, ...options.lead });
  let last: readonly LadderEffect[] = [];
  for (const [seconds, event] of events) {
    const at = new Date(from.getTime() + seconds * 1000);
    const chooseFor = createChooseForOffer(lead.request, business, loads, at);
    const result = climb(lead, event, { business, loads, at, makeId, chooseFor });
    lead = result.lead;
    last = result.effects;
  }
  const offers = lead.offers.map(({ managerId, outcome }) => [managerId, outcome ?? "open"]);
  return { lead, effects: last, offers, owner: ownerOf(lead) };
}

const started: LadderEvent = { kind: "started" };
const due: LadderEvent = { kind: "timer_due" };
const take = (id: string): LadderEvent => ({ kind: "taken", managerId: mgr(id), via: "telegram" });
const decline = (id: string): LadderEvent => ({ kind: "declined", managerId: mgr(id) });
const after = (seconds: number, from = WEDNESDAY_11) => new Date(from.getTime() + seconds * 1000);

describe("an unanswered lead", () => {
  it("is offered to the best candidate first, for the wait and a grace for the delivery", () => {
    const { lead, effects } = play([[0, started]]);
    expect(lead.ladder).toEqual({ status: "offering", rung: 0, expiresAt: after(65) });
    expect(effects).toEqual([
      { kind: "alert", offerId: "offer_1", managerId: "anna" },
      { kind: "set_timer", dueAt: after(65) },
      { kind: "reassign" },
    ]);
  });

  it("goes up rung by rung and ends in the head's task", () => {
    const { lead, effects, offers } = play([
      [0, started],
      [65, due],
      [130, due],
      [225, due],
    ]);
    expect(offers).toEqual([
      ["anna", "expired"],
      ["olga", "expired"],
      ["dina", "expired"],
      ["vera", "open"],
    ]);
    expect(lead.ladder).toEqual({ status: "ended", at: after(225), task: "Перезвонить", taskFor: "vera" });
    expect(effects).toEqual([
      { kind: "close_alert", offerId: "offer_3" },
      { kind: "cancel_timer" },
      { kind: "add_task", managerId: "vera", title: "Перезвонить" },
      { kind: "alert", offerId: "offer_4", managerId: "vera" },
      { kind: "reassign" },
    ]);
  });

  it("waits from the moment the alert was delivered", () => {
    const delivered: LadderEvent = { kind: "alert_delivered", offerId: ofr("offer_1"), at: after(2) };
    const { lead, effects } = play([
      [0, started],
      [3, delivered],
    ]);
    expect(lead.offers[0]?.deliveredAt).toEqual(after(2));
    expect(effects).toEqual([{ kind: "set_timer", dueAt: after(62) }]);
  });

  it("is not moved by a timer that comes too early: it is set again", () => {
    const { offers, effects } = play([
      [0, started],
      [30, due],
    ]);
    expect(offers).toEqual([["anna", "open"]]);
    expect(effects).toEqual([{ kind: "set_timer", dueAt: after(65) }]);
  });

  it("leaves empty rungs at once and keeps the reason of each", () => {
    const { lead, offers } = play([[0, started]], {
      loads: [aLoad("anna", { isPaused: true }), aLoad("olga", { open: 4 })],
    });
    expect(offers).toEqual([["dina", "open"]]);
    expect(lead.skips.map(({ rung, managerId, reason }) => [rung, managerId, reason])).toEqual([
      [0, "anna", "paused"],
      [0, "olga", "full"],
      [1, "anna", "paused"],
      [1, "olga", "full"],
    ]);
  });

  it("ends in a head who is off shift rather than in nobody", () => {
    const business = aBusiness({
      team: [
        { ...anna, shifts: {} },
        { ...vera, shifts: {} },
      ],
    });
    const { lead, owner } = play([[0, started]], { business });
    expect(owner).toBe("vera");
    expect(lead.trace.sentences.at(-1)).toBe(
      "На последней ступени никого не нашлось, заявка передана: Вера.",
    );
  });

  it("ends in whoever there is when the team has no head, and says so", () => {
    const business = aBusiness({ team: [{ ...anna, shifts: {} }] });
    const { lead, owner } = play([[0, started]], { business });
    expect(owner).toBe("anna");
    expect(lead.trace.sentences.at(-1)).toBe(
      "Руководителя в команде нет, поэтому заявка осталась за тем, кто есть: Анна.",
    );
  });

  it("ends in a person even on a ladder without rungs", () => {
    const { lead } = play([[0, started]], { lead: { rungs: [] } });
    expect(lead.ladder).toMatchObject({ status: "ended", taskFor: "vera", task: "Связаться с клиентом" });
  });

  it("is kept and tried again when the team is empty", () => {
    const { lead } = play([[0, started]], { business: aBusiness({ team: [] }) });
    expect(lead.ladder).toEqual({ status: "held", until: after(900) });
  });

  it("waits on a last rung that names a wait before its task is given", () => {
    const rungs = [{ offer: "head", waitMs: 60_000, task: "Перезвонить" }];
    expect(play([[0, started]], { lead: { rungs } }).lead.ladder.status).toBe("offering");
    const ended = play(
      [
        [0, started],
        [65, due],
      ],
      { lead: { rungs } },
    );
    expect(ended.lead.ladder).toMatchObject({ status: "ended", taskFor: "vera" });
    expect(ended.offers).toEqual([
      ["vera", "expired"],
      ["vera", "open"],
    ]);
  });
});

describe("a declined offer", () => {
  it("passes to the next rung at once", () => {
    const { offers, effects } = play([
      [0, started],
      [10, decline("anna")],
    ]);
    expect(offers).toEqual([
      ["anna", "declined"],
      ["olga", "open"],
    ]);
    expect(effects.map(({ kind }) => kind)).toEqual(["close_alert", "alert", "set_timer", "reassign"]);
  });

  it("of an offer that has ended changes nothing", () => {
    const { offers, effects } = play([
      [0, started],
      [65, due],
      [66, decline("anna")],
    ]);
    expect(offers).toEqual([
      ["anna", "expired"],
      ["olga", "open"],
    ]);
    expect(effects).toEqual([]);
  });

  it("is told from a failed alert, which passes on as well", () => {
    const { lead, offers } = play([
      [0, started],
      [1, { kind: "alert_failed", offerId: ofr("offer_1"), reason: "blocked" }],
    ]);
    expect(offers).toEqual([
      ["anna", "withdrawn"],
      ["olga", "open"],
    ]);
    expect(lead.skips).toEqual([{ rung: 0, managerId: "anna", reason: "blocked", at: after(1) }]);
  });
});

describe("a parallel rung", () => {
  const rungs = [
    { offer: "all", waitMs: 60_000 },
    { offer: "head", task: "Перезвонить" },
  ];
  const parallel = (...events: [number, LadderEvent][]) =>
    play([[0, started], ...events], { lead: { rungs } });

  it("reaches everybody of the target at once", () => {
    expect(parallel().offers).toEqual([
      ["anna", "open"],
      ["olga", "open"],
    ]);
  });

  it("is over only when all have declined", () => {
    expect(parallel([5, decline("anna")]).lead.ladder).toMatchObject({ status: "offering", rung: 0 });
    expect(parallel([5, decline("anna")], [6, decline("olga")]).owner).toBe("vera");
  });

  it("counts its wait from the first delivery", () => {
    const delivered = (id: string, seconds: number): LadderEvent => ({
      kind: "alert_delivered",
      offerId: ofr(id),
      at: after(seconds),
    });
    const { lead } = parallel([2, delivered("offer_2", 2)], [4, delivered("offer_1", 4)]);
    expect(lead.ladder).toMatchObject({ expiresAt: after(62) });
  });

  it("belongs to the first who takes it; the others' cards are closed", () => {
    const { offers, effects, owner } = parallel([5, take("olga")]);
    expect(owner).toBe("olga");
    expect(offers).toEqual([
      ["anna", "withdrawn"],
      ["olga", "taken"],
    ]);
    expect(effects).toEqual([
      { kind: "close_alert", offerId: "offer_1" },
      { kind: "close_alert", offerId: "offer_2" },
      { kind: "cancel_timer" },
      { kind: "took", managerId: "olga" },
    ]);
  });
});

describe("the last call to all", () => {
  const rungs = [
    { offer: "duty", waitMs: 60_000 },
    { offer: "all", task: "Перезвонить срочно" },
  ];

  it("gives the task to somebody who has not seen the lead yet", () => {
    const { lead, offers } = play(
      [
        [0, started],
        [65, due],
      ],
      { lead: { rungs } },
    );
    expect(offers).toEqual([
      ["dina", "expired"],
      ["anna", "open"],
      ["olga", "open"],
    ]);
    expect(lead.ladder).toMatchObject({ taskFor: "anna", task: "Перезвонить срочно" });
  });

  it("calls the head besides when everybody on shift has let it pass", () => {
    const night = { rungs, request: aLeadRequest({ category: "complaint", priority: "critical" }) };
    const business = aBusiness({
      team: [anna, dina, vera],
      fallback: { ...salon.fallback, to: { role: "head" } },
    });
    const { lead, offers } = play(
      [
        [0, started],
        [65, due],
      ],
      { lead: night, business, from: NIGHT },
    );
    expect(offers).toEqual([
      ["dina", "expired"],
      ["dina", "open"],
      ["vera", "open"],
    ]);
    expect(lead.ladder).toMatchObject({ taskFor: "vera" });
  });
});

describe("taking", () => {
  it("is open to anybody of the team, on offer or not", () => {
    const { lead, offers } = play([
      [0, started],
      [5, take("vera")],
    ]);
    expect(lead.ladder).toEqual({ status: "taken", by: "vera", at: after(5), via: "telegram" });
    expect(offers).toEqual([["anna", "withdrawn"]]);
  });

  it("reassigns the lead when the taker is not who had the offer", () => {
    expect(
      play([
        [0, started],
        [5, take("vera")],
      ]).effects,
    ).toContainEqual({ kind: "reassign" });
    expect(
      play([
        [0, started],
        [5, take("anna")],
      ]).effects,
    ).not.toContainEqual({ kind: "reassign" });
  });

  it("tells a later one who has it, and changes nothing", () => {
    const { owner, effects } = play([
      [0, started],
      [5, take("anna")],
      [6, take("olga")],
    ]);
    expect(owner).toBe("anna");
    expect(effects).toEqual([{ kind: "tell_manager", managerId: "olga", text: "Заявку уже взяла Анна." }]);
  });

  it("twice by the same manager is silent", () => {
    expect(
      play([
        [0, started],
        [5, take("anna")],
        [6, take("anna")],
      ]).effects,
    ).toEqual([]);
  });

  it("works after the ladder has ended and before it has begun", () => {
    const late = play([
      [0, started],
      [65, due],
      [130, due],
      [225, due],
      [900, take("anna")],
    ]);
    expect(late.owner).toBe("anna");
    expect(late.offers.at(-1)).toEqual(["vera", "withdrawn"]);
    expect(play([[0, take("olga")]]).owner).toBe("olga");
  });

  it("is refused to somebody who is no longer in the team", () => {
    const { owner, effects } = play([
      [0, started],
      [5, take("stranger")],
    ]);
    expect(owner).toBe<ManagerId>(mgr("anna"));
    expect(effects).toEqual([]);
  });

  it("stops every later wake-up", () => {
    const { offers, effects } = play([
      [0, started],
      [5, take("anna")],
      [65, due],
    ]);
    expect(offers).toEqual([["anna", "taken"]]);
    expect(effects).toEqual([]);
  });
});

describe("closing", () => {
  it("withdraws what is open and stops the timer", () => {
    const { lead, effects } = play([
      [0, started],
      [5, { kind: "closed", reason: "booked" }],
    ]);
    expect(lead.ladder).toEqual({ status: "closed", at: after(5), reason: "booked" });
    expect(effects).toEqual([{ kind: "close_alert", offerId: "offer_1" }, { kind: "cancel_timer" }]);
  });

  it("answers a later Take", () => {
    const { effects } = play([
      [0, started],
      [5, { kind: "closed", reason: "booked" }],
      [6, take("anna")],
    ]);
    expect(effects).toEqual([{ kind: "tell_manager", managerId: "anna", text: "Заявка уже закрыта." }]);
  });
});

describe("how a lead went", () => {
  it("is kept with who had taken it and when", () => {
    const { lead } = play([
      [0, started],
      [5, take("anna")],
      [900, { kind: "closed", reason: "anna", outcome: "won" }],
    ]);
    expect(lead.ladder).toEqual({
      status: "closed",
      at: after(900),
      reason: "anna",
      outcome: "won",
      takenBy: "anna",
      takenAt: after(5),
    });
    expect(takingOf(lead)).toEqual({ by: "anna", at: after(5) });
  });

  it("may be told after the closing, and the last word counts", () => {
    const { lead, effects } = play([
      [0, started],
      [5, take("anna")],
      [900, { kind: "closed", reason: "anna" }],
      [1000, { kind: "closed", reason: "portal", outcome: "lost" }],
      [1100, { kind: "closed", reason: "portal", outcome: "won" }],
      [1200, { kind: "closed", reason: "console" }],
    ]);
    expect(lead.ladder).toMatchObject({ at: after(900), reason: "anna", outcome: "won", takenBy: "anna" });
    expect(effects).toEqual([]);
  });
});

describe("outside working time", () => {
  const opening = new Date("2026-03-12T09:00:00+03:00");

  it("an ordinary lead is held until the next opening and then offered", () => {
    const held = play([[0, started]], { from: NIGHT });
    expect(held.lead.ladder).toEqual({ status: "held", until: opening });
    expect(held.effects).toEqual([{ kind: "set_timer", dueAt: opening }]);
    const seconds = (opening.getTime() - NIGHT.getTime()) / 1000 + 3600;
    expect(
      play(
        [
          [0, started],
          [seconds, due],
        ],
        { from: NIGHT },
      ).offers,
    ).toEqual([["anna", "open"]]);
  });

  it("the opening is that of the lead's branch", () => {
    const { lead } = play([[0, started]], {
      from: NIGHT,
      lead: { request: aLeadRequest({ branchId: "center" }) },
    });
    expect(lead.ladder).toEqual({ status: "held", until: new Date("2026-03-12T10:00:00+03:00") });
  });

  it.each([{ priority: "critical" as const }, { urgent: true }])(
    "a lead that is %j goes to duty at once",
    (mark) => {
      const { offers, lead } = play([[0, started]], { from: NIGHT, lead: { request: aLeadRequest(mark) } });
      expect(offers).toEqual([["dina", "open"]]);
      expect(lead.skips.map(({ managerId, reason }) => [managerId, reason])).toContainEqual([
        "anna",
        "off_shift",
      ]);
    },
  );

  it("any lead goes to duty at once when the owner wants it so", () => {
    const business = { ...salon, night: { say: "", handoff: "duty" as const } };
    expect(play([[0, started]], { from: NIGHT, business }).offers).toEqual([["dina", "open"]]);
  });

  it("an offer made just before closing runs on in the morning", () => {
    const from = new Date("2026-03-11T18:59:30+03:00");
    const business = aBusiness({
      team: salon.team,
      branches: [{ ...salon.branches[0]!, hours: hoursOn(["wed", "thu"], 10, 19) }],
    });
    const { lead } = play([[0, started]], { from, business });
    expect(lead.ladder).toMatchObject({ expiresAt: new Date("2026-03-12T10:00:35+03:00") });
  });

  it("a lead that is declined at night waits for the morning before it goes on", () => {
    const from = new Date("2026-03-11T18:59:30+03:00");
    const business = aBusiness({
      team: salon.team,
      branches: [{ ...salon.branches[0]!, hours: hoursOn(["wed", "thu"], 10, 19) }],
    });
    const morning = new Date("2026-03-12T10:00:00+03:00");
    const seconds = (morning.getTime() - from.getTime()) / 1000;
    const declined: [number, LadderEvent][] = [
      [0, started],
      [7200, decline("anna")],
    ];
    expect(play(declined, { from, business }).lead.ladder).toEqual({ status: "held", until: morning });
    const next = play([...declined, [seconds, due]], { from, business });
    expect(next.offers).toEqual([
      ["anna", "declined"],
      ["olga", "open"],
    ]);
    expect(next.lead.ladder).toMatchObject({ rung: 1 });
  });

  it("a held lead that has become urgent is started again and goes to duty", () => {
    const { lead } = play([[0, started]], { from: NIGHT });
    const urgent = { ...lead, request: { ...lead.request, urgent: true } };
    expect(play([[60, started]], { from: NIGHT, lead: urgent }).offers).toEqual([["dina", "open"]]);
  });
});
