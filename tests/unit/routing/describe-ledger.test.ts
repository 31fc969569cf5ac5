import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeLedger } from "../../../src/routing/describe-ledger.ts";
import { aBusiness, aManager, hoursOn } from "../../support/builders/business.ts";
import { aLedgerRow } from "../../support/builders/ledger.ts";

const from = new Date("2026-03-09T00:00:00+03:00");
const to = new Date("2026-03-16T00:00:00+03:00");
const WEEK = { from, to, now: to };
const WORK = ["mon", "tue", "wed", "thu", "fri"] as const;

const team = [
  aManager("anna", { weight: 2, shifts: hoursOn(WORK, 10, 18) }),
  aManager("boris", { name: "Борис", shifts: hoursOn(WORK, 10, 18) }),
  aManager("olga", { name: "Ольга", role: "head", shifts: hoursOn(["mon"], 10, 14) }),
];
const business = aBusiness({ team });

describe("the ledger", () => {
  it("sets what was offered against weight and hours, within a role", () => {
    const rows = [
      aLedgerRow("anna", { offered: 6 }),
      aLedgerRow("boris", { offered: 6 }),
      aLedgerRow("olga", { offered: 3 }),
    ];
    const [anna, boris, olga] = describeLedger(rows, business, WEEK);
    expect(anna).toMatchObject({ shiftHours: 40, share: 0.5, fairShare: 2 / 3 });
    expect(boris).toMatchObject({ shiftHours: 40, share: 0.5, fairShare: 1 / 3 });
    expect(olga).toMatchObject({ shiftHours: 4, share: 1, fairShare: 1 });
  });

  it("tells in words what was due and why somebody was passed over", () => {
    const rows = [
      aLedgerRow("anna", { offered: 4, filtered: { off_shift: 9, not_in_target_skill: 12, full: 1 } }),
      aLedgerRow("boris", { offered: 16 }),
    ];
    const [anna, boris, olga] = describeLedger(rows, business, WEEK);
    expect(anna?.sentence).toBe(
      "Анна: 4 предложения, доля 20 % при положенных 67 % (меньше), в смене 1 день 16 часов. Мимо: нет нужного навыка — 12, не в смене — 9, нет свободных мест — 1.",
    );
    expect(boris?.sentence).toContain("доля 80 % при положенных 33 % (больше)");
    expect(olga?.sentence).toBe("Ольга: 0 предложений, в смене 4 часа.");
  });

  it("counts hours until now, without absences and holidays", () => {
    const away = aManager("vera", {
      shifts: hoursOn(WORK, 10, 18),
      absences: [{ from: "2026-03-10", to: "2026-03-10" }],
    });
    const holiday = aBusiness({ team: [away], holidays: [{ from: "2026-03-11", to: "2026-03-11" }] });
    const span = { ...WEEK, now: new Date("2026-03-12T12:00:00+03:00") };
    expect(describeLedger([], holiday, span)[0]?.shiftHours).toBe(10);
  });

  it("keeps whoever has left, without a share", () => {
    const entries = describeLedger([aLedgerRow("petr", { offered: 2 })], business, WEEK);
    expect(entries.at(-1)).toMatchObject({ managerId: "petr", managerName: "petr", offered: 2 });
    expect(entries.at(-1)).not.toHaveProperty("share");
    expect(entries.at(-1)?.sentence).toContain("в команде больше нет");
  });

  it("shares out everything exactly once, in whatever order the lists come", () => {
    const counts = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(counts, ([a = 0, b = 0]) => {
        const rows = [aLedgerRow("anna", { offered: a }), aLedgerRow("boris", { offered: b })];
        const entries = describeLedger(rows, business, WEEK);
        const managers = entries.filter(({ role }) => role === "manager");
        const total = (pick: (one: (typeof entries)[number]) => number | undefined) =>
          managers.reduce((sum, one) => sum + (pick(one) ?? 0), 0);
        expect(total(({ fairShare }) => fairShare)).toBeCloseTo(1);
        expect(total(({ share }) => share)).toBeCloseTo(a + b > 0 ? 1 : 0);
        const turned = { ...business, team: team.toReversed() };
        expect(describeLedger(rows.toReversed(), turned, WEEK)).toEqual(entries);
      }),
    );
  });
});
