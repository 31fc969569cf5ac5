import { describe, expect, it } from "vitest";
import type { RuleCondition } from "../../../src/domain/business.ts";
import type { LeadRequest } from "../../../src/domain/lead.ts";
import { failedCondition } from "../../../src/routing/match-rule.ts";
import { toRoutingSubject } from "../../../src/routing/routing-subject.ts";
import { aBusiness } from "../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aLeadRequest } from "../../support/builders/lead.ts";

const NIGHT = new Date("2026-03-11T23:40:00+03:00");

function failure(when: RuleCondition, request: Partial<LeadRequest> = {}, at = WEDNESDAY_11) {
  return failedCondition(when, toRoutingSubject(aLeadRequest(request), aBusiness(), at));
}

describe("a rule's condition", () => {
  it("holds when it is empty", () => {
    expect(failure({})).toBeUndefined();
  });

  it.each<[RuleCondition, Partial<LeadRequest>, Partial<LeadRequest>]>([
    [{ category: ["lead_b2c", "lead_b2b"] }, { category: "lead_b2b" }, { category: "complaint" }],
    [{ priority: ["critical", "high"] }, { priority: "high" }, { priority: "low" }],
    [{ urgent: true }, { urgent: true }, { urgent: false }],
    [{ urgent: false }, { urgent: false }, { urgent: true }],
    [{ sentiment: ["negative"] }, { sentiment: "negative" }, { sentiment: "positive" }],
    [{ source: ["widget", "form"] }, { source: "form" }, { source: "call" }],
    [{ branch: ["river"] }, { branchId: "river" }, { branchId: "center" }],
    [{ branch: ["river"] }, { branchId: "river" }, {}],
    [{ city: ["Москва"] }, { branchId: "center" }, { slots: { city: "Тула" } }],
    [{ city: ["Орёл", "Омск"] }, { slots: { city: "омске" } }, { slots: {} }],
    [{ city: ["Санкт-Петербург"] }, { slots: { city: "питер" } }, { slots: { city: "псков" } }],
    [{ service: ["manicure"] }, { serviceId: "manicure" }, { serviceId: "coloring" }],
    [{ skill: ["hair", "brows"] }, { serviceId: "coloring" }, { serviceId: "manicure" }],
    [{ language: ["en"] }, { language: "en" }, { language: "ru" }],
    [{ vip: true }, { isVip: true }, { isVip: false }],
    [{ returning: false }, { isReturning: false }, { isReturning: true }],
    [{ value_from: 5000 }, { expectedValue: 5000 }, { expectedValue: 4999 }],
    [{ value_to: 5000 }, { expectedValue: 5000 }, { expectedValue: 5001 }],
    [
      { has: ["phone", "date"] },
      { slots: { phone: "+79990000000", date: "2026-03-12" } },
      { slots: { phone: "+79990000000" } },
    ],
  ])("%j holds for %j and not for %j", (when, yes, no) => {
    expect(failure(when, yes)).toBeUndefined();
    expect(failure(when, no)).toMatch(new RegExp(`^${Object.keys(when)[0]}: .+ ≠ .+`, "u"));
  });

  it("knows working time from closed time of the request's branch", () => {
    expect(failure({ time: "open" })).toBeUndefined();
    expect(failure({ time: "closed" })).toBe("time: closed ≠ open");
    expect(failure({ time: "closed" }, {}, NIGHT)).toBeUndefined();
    const half = new Date("2026-03-11T09:30:00+03:00");
    expect(failure({ time: "open" }, { branchId: "river" }, half)).toBeUndefined();
    expect(failure({ time: "open" }, { branchId: "center" }, half)).toBe("time: open ≠ closed");
  });

  it("compares hours of the day on the business's wall clock, over midnight too", () => {
    const night = { wed: [{ from: 22 * 60, to: 26 * 60 }] };
    expect(failure({ time: night }, {}, NIGHT)).toBeUndefined();
    expect(failure({ time: night }, {}, new Date("2026-03-12T01:30:00+03:00"))).toBeUndefined();
    expect(failure({ time: night })).toBe("time: hours ≠ now");
  });

  it("needs all its keys and names the first that fails", () => {
    const when: RuleCondition = { category: ["lead_b2c"], vip: true, urgent: true };
    expect(failure(when, { urgent: true, isVip: true })).toBeUndefined();
    expect(failure(when)).toBe("urgent: true ≠ false");
  });
});
