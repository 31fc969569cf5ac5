import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMemoryPace, gcra, type GcraState } from "../../../src/adapters/bitrix24/gcra.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

const limits = fc.record({
  perSecond: fc.double({ min: 0.5, max: 20, noNaN: true }),
  burst: fc.integer({ min: 1, max: 60 }),
});
const arrivals = fc
  .array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 120 })
  .map((gaps) => {
    let at = 0;
    return gaps.map((gap) => (at += gap));
  });

function turns(times: readonly number[], limit: { perSecond: number; burst: number }): number[] {
  let state: GcraState | undefined;
  return times.map((at) => {
    const booked = gcra(state, at, limit);
    state = booked.state;
    return at + booked.waitMs;
  });
}

describe("gcra", () => {
  it("never lets more calls through in any span than the bucket holds and drains", () => {
    fc.assert(
      fc.property(arrivals, limits, (times, limit) => {
        const released = turns(times, limit);
        for (const [first, from] of released.entries()) {
          for (let last = first; last < released.length; last += 1) {
            const spanMs = released[last]! - from;
            expect(last - first + 1).toBeLessThanOrEqual(
              limit.burst + (spanMs / 1000) * limit.perSecond + 1e-6,
            );
          }
        }
      }),
    );
  });

  it("keeps the order of asking", () => {
    fc.assert(
      fc.property(arrivals, limits, (times, limit) => {
        const released = turns(times, limit);
        expect(released).toEqual(released.toSorted((a, b) => a - b));
      }),
    );
  });

  it("lets calls through at once that come no faster than the bucket drains", () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 1, max: 50 }), (limit, count) => {
        const times = Array.from({ length: count }, (_, index) => (index * 1000) / limit.perSecond);
        for (const [index, at] of turns(times, limit).entries()) expect(at).toBeCloseTo(times[index]!, 3);
      }),
    );
  });

  it("lets a whole burst through at once after a pause, and spaces the next ones", () => {
    expect(turns([0, 0, 0, 0, 0], { perSecond: 2, burst: 3 })).toEqual([0, 0, 0, 500, 1000]);
  });

  it("delays nobody for an hour because the clock was set back by one", () => {
    const limit = { perSecond: 2, burst: 1 };
    const { state } = gcra(undefined, 3_600_000, limit);
    expect(gcra(state, 0, limit).waitMs).toBe(500);
  });
});

describe("createMemoryPace", () => {
  it("gives each caller a turn of its own by the injected clock", async () => {
    const clock = createFakeClock();
    const pace = createMemoryPace(clock, { perSecond: 2, burst: 1 });
    const turnsAt: number[] = [];
    const startedAt = clock.now().getTime();
    const calls = [1, 2, 3].map(async () => {
      await pace();
      turnsAt.push(clock.now().getTime() - startedAt);
    });
    await clock.advance(2_000);
    await Promise.all(calls);
    expect(turnsAt).toEqual([0, 500, 1000]);
  });
});
