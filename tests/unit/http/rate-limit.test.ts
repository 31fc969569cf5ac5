import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRateLimit } from "../../../src/http/rate-limit.ts";
import type { Clock } from "../../../src/ports/clock.ts";

/** Moved by hand and without waiting: the limit never sleeps. */
function aStillClock(): Clock & { pass(ms: number): void } {
  let now = 0;
  return {
    now: () => new Date(now),
    sleep: () => Promise.resolve(),
    pass(ms) {
      now += ms;
    },
  };
}

describe("rate limit", () => {
  it("never lets more through than the burst plus what the time has earned", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 60 }), (gaps) => {
        const clock = aStillClock();
        const limit = createRateLimit({ burst: 3, intervalMs: 1_000, clock });
        let allowed = 0;
        let passedMs = 0;
        for (const gap of gaps) {
          clock.pass(gap);
          passedMs += gap;
          if (limit.waitMs("a") > 0) continue;
          limit.count("a");
          allowed += 1;
        }
        expect(allowed).toBeLessThanOrEqual(3 + passedMs / 1_000);
      }),
    );
  });

  it("tells exactly how long to wait", () => {
    const clock = aStillClock();
    const limit = createRateLimit({ burst: 1, intervalMs: 1_000, clock });
    limit.count("a");
    clock.pass(400);
    expect(limit.waitMs("a")).toBe(600);
    expect(limit.waitMs("b")).toBe(0);
  });

  it("forgets old addresses rather than grow without end", () => {
    const clock = aStillClock();
    const limit = createRateLimit({ burst: 1, intervalMs: 1_000, clock, maxKeys: 2 });
    for (const key of ["a", "b", "c"]) limit.count(key);
    expect(limit.waitMs("a")).toBe(0);
    expect(limit.waitMs("c")).toBeGreaterThan(0);
  });
});
