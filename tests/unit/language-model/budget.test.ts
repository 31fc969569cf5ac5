import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBudget } from "../../../src/adapters/language-model/budget.ts";
import { aTally } from "../../support/language-model/a-model.ts";

const MICRO = 1_000_000;

describe("the day's ceiling", () => {
  it("counts nothing when there is none", async () => {
    const tally = aTally();
    const budget = createBudget({ tally, today: () => "2026-03-11" });
    expect(await budget.reserve(10_000, 100)).toBeDefined();
    expect(tally.sums.size).toBe(0);
  });

  it("turns away what would pass it, and starts anew the next day", async () => {
    let day = "2026-03-11";
    const budget = createBudget({ tally: aTally(), today: () => day, dailyTokens: 1_000 });
    expect(await budget.reserve(900, 0)).toBeDefined();
    expect(await budget.reserve(200, 0)).toBeUndefined();
    expect(await budget.reserve(100, 0)).toBeDefined();
    day = "2026-03-12";
    expect(await budget.reserve(900, 0)).toBeDefined();
  });

  it("counts rubles at the price of the link", async () => {
    const tally = aTally();
    const budget = createBudget({ tally, today: () => "d", dailyRub: 1 });
    const reserved = await budget.reserve(2_000, 300);
    expect(tally.sums.get("micro_rub:d")).toBe(0.6 * MICRO);
    expect(await budget.reserve(2_000, 300)).toBeUndefined();
    await reserved?.settle(500);
    expect(tally.sums.get("micro_rub:d")).toBe(0.15 * MICRO);
    expect(await budget.reserve(2_000, 300)).toBeDefined();
  });

  it("keeps the estimate of a call whose cost nobody knows", async () => {
    const tally = aTally();
    const budget = createBudget({ tally, today: () => "d", dailyTokens: 1_000 });
    await (await budget.reserve(400, 0))?.settle(undefined);
    expect(tally.sums.get("tokens:d")).toBe(400);
  });

  it("is kept over a restart, because the sums are not the process's", async () => {
    const tally = aTally();
    const open = () => createBudget({ tally, today: () => "d", dailyTokens: 1_000 });
    await open().reserve(800, 0);
    expect(await open().reserve(300, 0)).toBeUndefined();
  });

  it("is never passed by any mix of turns at once that cost what was estimated or less", async () => {
    const call = fc.record({
      estimate: fc.integer({ min: 1, max: 500 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 40 }), async (calls) => {
        const tally = aTally();
        const budget = createBudget({ tally, today: () => "d", dailyTokens: 1_000, dailyRub: 2 });
        const spent = await Promise.all(
          calls.map(async ({ estimate, share }) => {
            const reserved = await budget.reserve(estimate, 1_000);
            const cost = Math.floor(estimate * share);
            await reserved?.settle(cost);
            return reserved ? cost : 0;
          }),
        );
        const total = spent.reduce((sum, cost) => sum + cost, 0);
        expect(tally.sums.get("tokens:d") ?? 0).toBe(total);
        expect(total).toBeLessThanOrEqual(1_000 + 0);
      }),
    );
  });
});
