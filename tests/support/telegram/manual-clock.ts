import type { Clock } from "../../../src/ports/clock.ts";
import { createWaiters } from "./waiters.ts";

export interface ManualClock extends Clock {
  /** Lets this much time pass at once; sleeps that are due wake. */
  advance(ms: number): void;
  /** Resolves once somebody sleeps exactly this long. */
  waitForSleep(ms: number): Promise<void>;
  /** Lengths of all sleeps so far. */
  readonly sleeps: readonly number[];
}

/** Time that passes only by `advance`, for code that talks to a real server meanwhile. */
export function createManualClock(start = new Date("2026-03-11T10:00:00Z")): ManualClock {
  let now = start.getTime();
  const sleeping = new Set<{ readonly ms: number; readonly dueAt: number; readonly wake: () => void }>();
  const sleeps: number[] = [];
  const waiters = createWaiters(() => [...sleeping].map(({ ms }) => ms));
  return {
    sleeps,
    now: () => new Date(now),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        sleeps.push(ms);
        const wake = () => {
          sleeping.delete(entry);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        const entry = { ms, dueAt: now + ms, wake };
        sleeping.add(entry);
        signal?.addEventListener("abort", wake, { once: true });
        waiters.announce(ms);
      }),
    advance(ms) {
      now += ms;
      for (const entry of sleeping) if (entry.dueAt <= now) entry.wake();
    },
    async waitForSleep(ms) {
      await waiters.waitFor((length) => length === ms, 5_000, `a sleep of ${ms} ms`);
    },
  };
}
