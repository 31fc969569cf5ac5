import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failedCondition, matchRule } from "../../../src/routing/match-rule.ts";
import { toRoutingSubject } from "../../../src/routing/routing-subject.ts";
import { anyBusiness, anyMoment, anyRequest } from "../../support/builders/any-routing.ts";

describe("matching rules", () => {
  it("gives the same answer as asking each condition of each rule in turn", () => {
    fc.assert(
      fc.property(
        anyBusiness,
        fc.array(fc.tuple(anyRequest, anyMoment), { minLength: 5 }),
        (business, cases) => {
          for (const [request, at] of cases) {
            const subject = toRoutingSubject(request, business, at);
            const expected = business.rules.map(({ name, when }) => {
              const failed = failedCondition(when, subject);
              return failed === undefined
                ? { rule: name, matched: true }
                : { rule: name, matched: false, failed };
            });
            const first = expected.findIndex(({ matched }) => matched);
            const { rule, traces } = matchRule(subject);
            expect(rule).toBe(business.rules[first]);
            expect(traces).toEqual(first < 0 ? expected : expected.slice(0, first + 1));
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
