import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Business } from "../../../../src/domain/business.ts";
import { addDays, toInstant } from "../../../../src/domain/calendar.ts";
import type { LeadRequest } from "../../../../src/domain/lead.ts";
import { restsWhenClosed } from "../../../../src/domain/night-rest.ts";
import { isOpen } from "../../../../src/domain/opening.ts";
import { chooseAssignment } from "../../../../src/routing/choose-assignment.ts";
import { createChooseForOffer } from "../../../../src/routing/choose-for-offer.ts";
import type { Finding } from "../../../../src/routing/proof/coverage-report.ts";
import { proveCoverage } from "../../../../src/routing/proof/prove-coverage.ts";
import { anyBusiness as anyPlainBusiness, anyRequest } from "../../../support/builders/any-routing.ts";

const FROM = new Date("2026-03-09T12:00:00+03:00");
const DAYS = 7;

/** Rules with names of their own, so that a finding can be told from its neighbour. */
const anyBusiness = anyPlainBusiness.map((business) => ({
  ...business,
  rules: business.rules.map((rule, index) => ({ ...rule, name: `Правило ${index}` })),
}));

/** Everybody whom the real ladder could offer the lead at that moment, with everybody free. */
function offered(request: LeadRequest, business: Business, at: Date): readonly string[] {
  const { rungs } = chooseAssignment(request, business, [], at);
  const chooseFor = createChooseForOffer(request, business, [], at);
  return [...new Set(rungs.flatMap(({ offer }) => chooseFor(offer, []).managerIds))];
}

function isLive(request: LeadRequest, business: Business, at: Date): boolean {
  return !restsWhenClosed(request, business) || isOpen(business, at, request.branchId);
}

const covers = (finding: Finding, at: Date): boolean =>
  finding.intervals.some(({ from, to }) => from <= at && at < to);

const anyMinute = fc
  .integer({ min: 0, max: DAYS * 1440 - 1 })
  .map((minute) =>
    toInstant(addDays("2026-03-09", Math.floor(minute / 1440)), minute % 1440, "Europe/Moscow"),
  );

/** A request as conversations make it: a VIP service makes a VIP, and a lone branch of a city is known. */
const anyRealRequest = anyRequest.map((request) => ({
  ...request,
  isVip: request.isVip || request.serviceId === "coloring",
}));

describe("proveCoverage for any business", () => {
  it("names a hole exactly when routing has nobody to offer the lead to", () => {
    fc.assert(
      fc.property(
        anyBusiness,
        fc.array(fc.tuple(anyRealRequest, anyMinute), { minLength: 12 }),
        (business, cases) => {
          const { findings } = proveCoverage(business, { from: FROM, days: DAYS });
          const holes = findings.filter(({ code }) => code === "coverage_hole");
          for (const [request, at] of cases) {
            if (!isLive(request, business, at)) continue;
            const { trace } = chooseAssignment(request, business, [], at);
            const isTold = holes.some((hole) => hole.rules.includes(trace.rule) && covers(hole, at));
            expect(offered(request, business, at).length > 0 || isTold).toBe(true);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it("gives each hole a counterexample that real routing leaves without anybody", () => {
    fc.assert(
      fc.property(anyBusiness, (business) => {
        const { findings } = proveCoverage(business, { from: FROM, days: DAYS });
        for (const { code, example, rules } of findings) {
          if (code !== "coverage_hole" || !example) continue;
          const { request, at } = example;
          if (!isLive(request, business, at)) continue;
          expect(offered(request, business, at)).toEqual([]);
          expect(rules).toContain(chooseAssignment(request, business, [], at).trace.rule);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("names a single person exactly when real routing has no other", () => {
    fc.assert(
      fc.property(
        anyBusiness,
        fc.array(fc.tuple(anyRealRequest, anyMinute), { minLength: 12 }),
        (business, cases) => {
          const { findings } = proveCoverage(business, { from: FROM, days: DAYS });
          const singles = findings.filter(({ code }) => code === "single_person");
          for (const { example, place } of singles) {
            if (!example) continue;
            const person = business.team[Number(place.path[0])];
            expect(offered(example.request, business, example.at)).toEqual([person?.id]);
          }
          for (const [request, at] of cases) {
            if (!isLive(request, business, at) || !isOpen(business, at, request.branchId)) continue;
            const people = offered(request, business, at);
            if (people.length !== 1) continue;
            const person = business.team.findIndex(({ id }) => id === people[0]);
            expect(
              singles.some(
                ({ place, ...rest }) => place.path[0] === person && covers({ place, ...rest }, at),
              ),
            ).toBe(true);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it("never calls a rule dead that some request gets to", () => {
    fc.assert(
      fc.property(
        anyBusiness,
        fc.array(fc.tuple(anyRealRequest, anyMinute), { minLength: 20 }),
        (business, cases) => {
          const { findings } = proveCoverage(business, { from: FROM, days: DAYS });
          const dead = findings
            .filter(({ code }) => code === "rule_never_reached" || code === "rule_contradicts_itself")
            .flatMap(({ rules }) => rules);
          for (const [request, at] of cases)
            expect(dead).not.toContain(chooseAssignment(request, business, [], at).trace.rule);
        },
      ),
      { numRuns: 80 },
    );
  });

  it("does not depend on the order of the team", () => {
    fc.assert(
      fc.property(anyBusiness, (business) => {
        const codes = (one: Business) =>
          proveCoverage(one, { from: FROM, days: 7 })
            .findings.map(({ code, rules, intervals }) => JSON.stringify([code, rules, intervals]))
            .toSorted();
        expect(codes({ ...business, team: business.team.toReversed() })).toEqual(codes(business));
      }),
      { numRuns: 40 },
    );
  });
});
