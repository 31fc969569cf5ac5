import type { Clock } from "../../src/ports/clock.ts";

export interface FakeClock extends Clock {
  /** Moves time on, waking every sleeper at its own moment, in order; what a sleeper does next is waited for. */
  advance(ms: number): Promise<void>;
  /** How many sleep now. */
  sleepers(): number;
}

interface Sleeper {
  readonly dueAt: number;
  wake(): void;
}

/** A clock that stands still until it is told to move. */
export function createFakeClock(start: Date | string = "2026-03-11T10:00:00Z"): FakeClock {
  let now = new Date(start).getTime();
  const sleeping = new Set<Sleeper>();

  return {
    now: () => new Date(now),

    async sleep(ms, signal) {
      if (signal?.aborted) return;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          sleeping.delete(sleeper);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        const sleeper: Sleeper = { dueAt: now + ms, wake };
        sleeping.add(sleeper);
        signal?.addEventListener("abort", wake, { once: true });
      });
    },

    async advance(ms) {
      const until = now + ms;
      await settle();
      for (;;) {
        const [next] = [...sleeping].toSorted((a, b) => a.dueAt - b.dueAt);
        if (!next || next.dueAt > until) break;
        now = Math.max(now, next.dueAt);
        next.wake();
        await settle();
      }
      now = until;
      await settle();
    },

    sleepers: () => sleeping.size,
  };
}

/** Lets everything that is ready run, promises of streams included. */
async function settle(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
