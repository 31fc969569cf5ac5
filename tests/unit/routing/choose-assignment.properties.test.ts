import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWithinHours } from "../../../src/domain/calendar.ts";
import type { ManagerLoad } from "../../../src/domain/routing.ts";
import { chooseAssignment } from "../../../src/routing/choose-assignment.ts";
import { aBusiness, aManager, hoursOn } from "../../support/builders/business.ts";
import {
  anyBusiness,
  anyLoads,
  anyMoment,
  anyRequest,
  MANAGER_IDS,
} from "../../support/builders/any-routing.ts";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aLeadRequest } from "../../support/builders/lead.ts";
import { aLoad } from "../../support/builders/manager.ts";

const anyOptions = fc.record(
  {
    exclude: fc
      .subarray(MANAGER_IDS)
      .map((ids) => ids.map((managerId) => ({ managerId, reason: "already_offered" as const }))),
    role: fc.constantFrom("duty" as const, "head" as const),
    all: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe("for any team, rules, loads, request and moment", () => {
  it("the answer does not depend on the order of the input", () => {
    fc.assert(
      fc.property(
        anyBusiness,
        anyLoads,
        anyRequest,
        anyMoment,
        anyOptions,
        fc.infiniteStream(fc.nat(1000)),
        (business, loads, request, at, options, numbers) => {
          const shuffled = <Item>(items: readonly Item[]): Item[] =>
            items
              .map((item) => ({ item, key: numbers.next().value ?? 0 }))
              .sort((a, b) => a.key - b.key)
              .map(({ item }) => item);
          const other = {
            ...business,
            team: shuffled(business.team),
            branches: shuffled(business.branches),
            services: shuffled(business.services),
          };
          expect(chooseAssignment(request, other, shuffled(loads), at, options)).toEqual(
            chooseAssignment(request, business, loads, at, options),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it("nobody is chosen who is off shift, away, paused, full, excluded or serves another channel", () => {
    fc.assert(
      fc.property(
        anyBusiness,
        anyLoads,
        anyRequest,
        anyMoment,
        anyOptions,
        (business, loads, request, at, options) => {
          const { candidates } = chooseAssignment(request, business, loads, at, options);
          for (const id of candidates) {
            const manager = business.team.find((one) => one.id === id)!;
            const load = loads.find((one) => one.managerId === id) ?? aLoad(id);
            expect(isWithinHours(at, manager.shifts, business.timezone, manager.absences)).toBe(true);
            expect(load.isPaused).toBe(false);
            expect(load.open).toBeLessThan(manager.capacity);
            expect(options.exclude?.some(({ managerId }) => managerId === id) ?? false).toBe(false);
            expect(manager.sources.length === 0 || manager.sources.includes(request.source)).toBe(true);
            expect(manager.role).toBe(options.role ?? manager.role);
          }
        },
      ),
      { numRuns: 250 },
    );
  });

  it("every candidate is either chosen from or excluded with a reason, and nobody is both", () => {
    fc.assert(
      fc.property(
        anyBusiness,
        anyLoads,
        anyRequest,
        anyMoment,
        anyOptions,
        (business, loads, request, at, options) => {
          const { candidates, trace } = chooseAssignment(request, business, loads, at, options);
          expect(trace.candidates.map(({ managerId }) => managerId)).toEqual(
            business.team.map(({ id }) => id).toSorted(),
          );
          const fitting = trace.candidates.filter(({ excluded }) => excluded === undefined);
          expect(fitting.map(({ managerId }) => managerId)).toEqual(candidates.toSorted());
          expect(trace.chosen).toBe(candidates[0]);
          expect(trace.sentences.length).toBeGreaterThan(1);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("round robin", () => {
  it("gives everybody the same number of 10,000 leads, give or take one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), (size) => {
        const shifts = hoursOn(["wed"], 0, 24);
        const team = Array.from({ length: size }, (_, index) =>
          aManager(`m${index}`, { shifts, capacity: 99_999 }),
        );
        const business = aBusiness({
          team,
          fallback: { to: { team: "sales" }, choose: ["round_robin"], ladder: "standard" },
        });
        const loads = new Map<string, ManagerLoad>(team.map(({ id }) => [id, aLoad(id)]));
        for (let count = 0; count < 10_000; count += 1) {
          const at = new Date(WEDNESDAY_11.getTime() + count * 1000);
          const [first] = chooseAssignment(aLeadRequest(), business, [...loads.values()], at).candidates;
          const load = loads.get(first!)!;
          loads.set(first!, { ...load, offeredTotal: load.offeredTotal + 1, lastOfferedAt: at });
        }
        const totals = [...loads.values()].map(({ offeredTotal }) => offeredTotal);
        expect(totals.reduce((sum, total) => sum + total)).toBe(10_000);
        expect(Math.max(...totals) - Math.min(...totals)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 3 },
    );
  });

  it("shares by weight when asked to", () => {
    const shifts = hoursOn(["wed"], 0, 24);
    const team = [1, 2, 5].map((weight) => aManager(`m${weight}`, { shifts, weight, capacity: 99_999 }));
    const business = aBusiness({
      team,
      fallback: { to: { team: "sales" }, choose: ["weighted"], ladder: "standard" },
    });
    const totals: Record<string, number> = { m1: 0, m2: 0, m5: 0 };
    for (let count = 0; count < 800; count += 1) {
      const loads = Object.entries(totals).map(([id, offeredTotal]) => aLoad(id, { offeredTotal }));
      const [first] = chooseAssignment(aLeadRequest(), business, loads, WEDNESDAY_11).candidates;
      totals[first!] = (totals[first!] ?? 0) + 1;
    }
    expect(totals).toEqual({ m1: 100, m2: 200, m5: 500 });
  });
});
