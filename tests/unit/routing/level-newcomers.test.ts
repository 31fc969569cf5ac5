import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Chooser, Manager } from "../../../src/domain/business.ts";
import type { ManagerLoad } from "../../../src/domain/routing.ts";
import { chooseAssignment } from "../../../src/routing/choose-assignment.ts";
import { levelNewcomers, liftsOf } from "../../../src/routing/level-newcomers.ts";
import { aBusiness, aManager, hoursOn } from "../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aLeadRequest } from "../../support/builders/lead.ts";
import { aLoad } from "../../support/builders/manager.ts";

const ALWAYS = hoursOn(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], 0, 24);
const MINUTE = 60_000;
const DAY = 86_400_000;

function aTeam(weights: readonly number[]): readonly Manager[] {
  return weights.map((weight, index) =>
    aManager(`m${index}`, { shifts: ALWAYS, capacity: 99_999, teams: ["sales"], weight }),
  );
}

function aSalon(team: readonly Manager[], chooser: Chooser) {
  return aBusiness({
    team,
    fallback: { to: { team: "sales" }, choose: [chooser], ladder: "standard" },
  });
}

/** Routes leads a minute apart as the gateway does: counts are lifted for the decision and stored with the offer. */
function route(
  business: ReturnType<typeof aSalon>,
  start: readonly ManagerLoad[],
  count: number,
  from = WEDNESDAY_11,
) {
  const stored = new Map(start.map((load) => [load.managerId, load]));
  const chosen: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = new Date(from.getTime() + index * MINUTE);
    const counted = [...stored.values()];
    const loads = levelNewcomers(counted, business, at);
    const lifts = liftsOf(counted, loads);
    const [first] = chooseAssignment(aLeadRequest(), business, loads, at).candidates;
    if (!first) throw new Error("nobody was chosen");
    const load = stored.get(first) ?? aLoad(first);
    const offeredTotal = load.offeredTotal + (lifts.get(first) ?? 0) + 1;
    stored.set(first, { ...load, offeredTotal, lastOfferedAt: at });
    chosen.push(first);
  }
  return { chosen, loads: [...stored.values()] };
}

const countOf = (chosen: readonly string[], id: string) => chosen.filter((one) => one === id).length;

describe("somebody new in the team", () => {
  it("takes turns from the first day instead of getting every lead", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 1, max: 120 }),
        (colleagues, before, after) => {
          const old = aTeam(Array.from({ length: colleagues }, () => 1));
          const past = route(aSalon(old, "round_robin"), [], before);
          const team = aTeam(Array.from({ length: colleagues + 1 }, () => 1));
          const start = new Date(WEDNESDAY_11.getTime() + before * MINUTE);
          const { chosen } = route(aSalon(team, "round_robin"), past.loads, after, start);
          const fair = after / (colleagues + 1);
          expect(Math.abs(countOf(chosen, `m${colleagues}`) - fair)).toBeLessThanOrEqual(2);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gets the share of the weight where leads are shared by weight", () => {
    const past = route(aSalon(aTeam([1, 2]), "weighted"), [], 300);
    expect(countOf(past.chosen, "m1")).toBeGreaterThanOrEqual(198);
    expect(countOf(past.chosen, "m1")).toBeLessThanOrEqual(201);
    const start = new Date(WEDNESDAY_11.getTime() + 300 * MINUTE);
    const { chosen } = route(aSalon(aTeam([1, 2, 3]), "weighted"), past.loads, 60, start);
    expect(countOf(chosen, "m2")).toBeGreaterThanOrEqual(28);
    expect(countOf(chosen, "m2")).toBeLessThanOrEqual(32);
  });

  it("joins again in the same way after a week away", () => {
    const team = aTeam([1, 1]);
    const business = aSalon(team, "round_robin");
    const early = route(business, [], 10);
    const present = early.loads.map((load) => ({
      ...load,
      ...(load.managerId === "m0" ? { offeredTotal: 400 } : {}),
      lastOfferedAt: new Date(WEDNESDAY_11.getTime() + (load.managerId === "m0" ? 30 : 0) * DAY),
    }));
    const { chosen } = route(business, present, 20, new Date(WEDNESDAY_11.getTime() + 30 * DAY + MINUTE));
    expect(countOf(chosen, "m1")).toBe(10);
  });
});

describe("levelling", () => {
  const anyLoads = fc.array(
    fc.record({
      id: fc.integer({ min: 0, max: 7 }),
      total: fc.integer({ min: 0, max: 300 }),
      daysAgo: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
    }),
    { maxLength: 8 },
  );
  const toLoads = (raw: readonly { id: number; total: number; daysAgo: number | undefined }[]) =>
    [...new Map(raw.map((one) => [one.id, one])).values()].map(({ id, total, daysAgo }) =>
      aLoad(`m${id}`, {
        offeredTotal: total,
        ...(daysAgo === undefined ? {} : { lastOfferedAt: new Date(WEDNESDAY_11.getTime() - daysAgo * DAY) }),
      }),
    );

  it("never lowers a count, never lifts one above the least of those at work, and ignores order", () => {
    fc.assert(
      fc.property(anyLoads, fc.integer({ min: 1, max: 8 }), (raw, size) => {
        const team = aTeam(Array.from({ length: size }, () => 1));
        const loads = toLoads(raw);
        const business = aSalon(team, "round_robin");
        const lifted = levelNewcomers(loads, business, WEDNESDAY_11);
        const before = new Map(loads.map(({ managerId, offeredTotal }) => [managerId, offeredTotal]));
        const week = WEDNESDAY_11.getTime() - 7 * DAY;
        const atWork = loads.filter(
          ({ managerId, lastOfferedAt }) =>
            lastOfferedAt && lastOfferedAt.getTime() > week && team.some(({ id }) => id === managerId),
        );
        const least = Math.min(...atWork.map(({ offeredTotal }) => offeredTotal));
        for (const { managerId, offeredTotal } of lifted) {
          const old = before.get(managerId) ?? 0;
          expect(offeredTotal).toBeGreaterThanOrEqual(old);
          expect([old, least]).toContain(offeredTotal);
        }
        const key = (list: readonly ManagerLoad[]) =>
          Object.fromEntries(list.map(({ managerId, offeredTotal }) => [managerId, offeredTotal]));
        const turned = { ...business, team: team.toReversed() };
        expect(key(levelNewcomers(loads.toReversed(), turned, WEDNESDAY_11))).toEqual(key(lifted));
      }),
      { numRuns: 200 },
    );
  });

  it("leaves heads, duty people and other teams out of account", () => {
    const business = aSalon(
      [
        aManager("anna", { teams: ["sales"] }),
        aManager("new", { teams: ["sales"] }),
        aManager("olga", { teams: ["sales"], role: "head" }),
        aManager("petr", { teams: ["support"] }),
      ],
      "round_robin",
    );
    const lastOfferedAt = WEDNESDAY_11;
    const loads = [
      aLoad("anna", { offeredTotal: 90, lastOfferedAt }),
      aLoad("olga", { offeredTotal: 3, lastOfferedAt }),
      aLoad("petr", { offeredTotal: 5, lastOfferedAt }),
    ];
    const lifts = liftsOf(loads, levelNewcomers(loads, business, WEDNESDAY_11));
    expect([...lifts]).toEqual([["new", 90]]);
  });
});
