import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRateLimit } from "../../../bots/widget/rate-limit.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

describe("the rate limit", () => {
  it("never lets through more than the burst and what has grown since", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 30 }),
        async (burst, perSecond, pauses) => {
          const clock = createFakeClock();
          const limit = createRateLimit({ perSecond, burst }, clock);
          let passed = 0;
          let elapsedMs = 0;
          for (const pause of pauses) {
            await clock.advance(pause);
            elapsedMs += pause;
            for (let count = 0; count < 5; count += 1) if (limit.take("a") === 0) passed += 1;
            expect(passed).toBeLessThanOrEqual(burst + (elapsedMs * perSecond) / 1000 + 1e-6);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it("lets the next one through after exactly the wait it named", async () => {
    const clock = createFakeClock();
    const limit = createRateLimit({ perSecond: 2, burst: 1 }, clock);
    expect(limit.take("a")).toBe(0);
    const waitMs = limit.take("a");
    await clock.advance(waitMs - 1);
    expect(limit.take("a")).toBeGreaterThan(0);
    await clock.advance(1);
    expect(limit.take("a")).toBe(0);
  });
});
