import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId } from "../../../src/domain/ids.ts";
import type { Lead } from "../../../src/domain/lead.ts";
import { nextSlaMoment, slaMoments } from "../../../src/watch/sla-moments.ts";
import { watchSla } from "../../../src/watch/watch-sla.ts";
import { aBranch, aBusiness, aManager, hoursOn } from "../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aLead, anOffer } from "../../support/builders/lead.ts";

const after = (minutes: number, from = WEDNESDAY_11): Date => new Date(from.getTime() + minutes * 60_000);
const expiresAt = after(60);

const offered = (overrides: Partial<Lead> = {}) =>
  aLead({ ladder: { status: "offering", rung: 0, expiresAt }, offers: [anOffer("anna")], ...overrides });
const taken = (overrides: Partial<Lead> = {}) =>
  offered({
    ladder: { status: "taken", by: asId<"manager">("anna"), at: after(1), via: "telegram" },
    ...overrides,
  });

const business = aBusiness({
  team: [
    aManager("anna"),
    aManager("olga", { name: "Ольга", role: "head" }),
    aManager("petr", { name: "Пётр", role: "head", shifts: {} }),
  ],
});
const told = (lead: Lead, minutes: number) =>
  watchSla(lead, business, after(minutes)).notes.map(({ managerId }) => managerId);

describe("a promised answer", () => {
  it("is looked at after a half, after four fifths and at the end", () => {
    expect(slaMoments(offered(), business)).toEqual([
      { step: "halfway", at: after(15) },
      { step: "close", at: after(24) },
      { step: "breached", at: after(30) },
    ]);
  });

  it("counts working time only, so that a lead of the evening is reminded of in the morning", () => {
    const evening = new Date("2026-03-11T20:50:00+03:00");
    const lead = offered({
      createdAt: evening,
      slaDueAt: new Date("2026-03-12T10:20:00+03:00"),
      request: { ...aLead().request, branchId: "center" },
    });
    expect(slaMoments(lead, business).map(({ at }) => at.toISOString())).toEqual([
      "2026-03-12T07:05:00.000Z",
      "2026-03-12T07:14:00.000Z",
      "2026-03-12T07:20:00.000Z",
    ]);
  });

  it("counts every minute when the promise is by the wall clock", () => {
    const wall = { ...business, sla: { ...business.sla, clock: "wall" as const } };
    const evening = new Date("2026-03-11T20:50:00+03:00");
    const lead = offered({ createdAt: evening, slaDueAt: after(60, evening) });
    expect(slaMoments(lead, wall)[0]?.at).toEqual(after(30, evening));
  });

  it("reminds only whoever has the lead when half of the time is gone", () => {
    expect(told(offered(), 15)).toEqual(["anna"]);
    expect(told(taken(), 16)).toEqual(["anna"]);
  });

  it("tells a head at work near the end, unless somebody has taken the lead", () => {
    expect(told(offered(), 24)).toEqual(["anna", "olga"]);
    expect(told(taken(), 24)).toEqual(["anna"]);
  });

  it("tells every head at the breach and offers them the lead, taken or not", () => {
    expect(told(offered(), 30)).toEqual(["anna", "olga", "petr"]);
    expect(watchSla(offered(), business, after(30)).escalateTo).toEqual(["olga", "petr"]);
    expect(watchSla(taken(), business, after(30)).escalateTo).toEqual(["olga", "petr"]);
  });

  it("offers a head's own silence to the other heads only", () => {
    const byOlga = { status: "taken", by: asId<"manager">("olga"), at: after(1), via: "telegram" } as const;
    expect(watchSla(offered({ ladder: byOlga }), business, after(30)).escalateTo).toEqual(["petr"]);
  });

  it("does not count on a head who is away", () => {
    const away = { from: "2026-03-09", to: "2026-03-20" };
    const [anna, olga, petr] = business.team;
    const without = { ...business, team: [anna!, { ...olga!, absences: [away] }, petr!] };
    expect(watchSla(offered(), without, after(30)).escalateTo).toEqual(["petr"]);
  });

  it("says in words what is promised and who has it", () => {
    const [note] = watchSla(offered({ displayName: "Мария" }), business, after(24)).notes;
    expect(note?.text).toBe(
      "⏳ Срок почти вышел: «Запись», Мария. Ответить до 11:30, осталось 6 минут. Заявку предложили: Анна.",
    );
    const [late] = watchSla(taken(), business, after(31)).notes;
    expect(late?.text).toBe(
      "⏰ Срок ответа прошёл: «Запись», Мария. Заявка у: Анна. Клиент ждёт ответа человека.",
    );
  });

  it.each([
    ["a human has answered", offered({ firstHumanReplyAt: after(3) })],
    ["the lead is closed", offered({ ladder: { status: "closed", at: after(3), reason: "console" } })],
  ])("is over once %s", (_, lead) => {
    for (const minutes of [0, 15, 24, 30, 90]) {
      expect(watchSla(lead, business, after(minutes))).toEqual({ notes: [], escalateTo: [] });
      expect(nextSlaMoment(lead, business, after(minutes))).toBeUndefined();
    }
  });

  it("leaves a lead that waits for opening alone until then", () => {
    const until = after(600);
    const lead = aLead({ ladder: { status: "held", until } });
    expect(watchSla(lead, business, after(45))).toEqual({ notes: [], escalateTo: [], nextAt: until });
  });

  it("tells only the latest step when several were missed", () => {
    expect(watchSla(offered(), business, after(27)).step).toBe("close");
    expect(watchSla(offered(), business, after(300))).toMatchObject({ step: "breached", nextAt: undefined });
  });

  it("comes to its end in three looks whatever the promise and the hours", () => {
    const minutes = fc.integer({ min: 0, max: 14 * 1440 });
    fc.assert(
      fc.property(
        minutes,
        fc.integer({ min: 1, max: 5 * 1440 }),
        fc.integer({ min: 0, max: 23 }),
        (start, length, open) => {
          const hours = hoursOn(["mon", "wed", "fri"], open, open + 1);
          const one = { ...business, branches: [aBranch({ hours })] };
          const createdAt = after(start);
          const lead = offered({ createdAt, slaDueAt: after(start + length) });
          const steps: string[] = [];
          let at = nextSlaMoment(lead, one, createdAt);
          while (at) {
            const look = watchSla(lead, one, at);
            steps.push(look.step ?? "early");
            expect(look.nextAt === undefined || look.nextAt > at).toBe(true);
            at = look.nextAt;
          }
          expect(steps.at(-1)).toBe("breached");
          expect(steps.length).toBeLessThanOrEqual(3);
        },
      ),
    );
  });
});
