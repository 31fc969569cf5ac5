import type { Clock } from "../../../src/ports/clock.ts";

export interface SimClock extends Clock {
  moveTo(at: Date): void;
}

/** Time that jumps: whoever sleeps takes everybody along, as one thing happens after another here. */
export function createSimClock(start: Date): SimClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    sleep: async (ms) => {
      now += ms;
    },
    moveTo: (at) => {
      now = Math.max(now, at.getTime());
    },
  };
}
