import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { TimerStore } from "../ports/timer-store.ts";
import type { Waker } from "../ports/waker.ts";

export interface TimersOptions {
  readonly store: TimerStore;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Called when something fired: lanes have work. */
  readonly onFired: () => void;
}

const POLL_MS = 250;
const TROUBLE_MS = 200;
const BATCH = 500;

/** Moves due timers to their lanes until `signal` aborts. Those that came due while nobody ran fire at once. */
export async function runTimers(options: TimersOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const now = options.clock.now();
      const { dueAt, nextDueAt } = await options.store.fire(now, BATCH);
      for (const due of dueAt)
        options.metrics.timerLatenessSeconds(Math.max(0, now.getTime() - due.getTime()) / 1000);
      if (dueAt.length > 0) options.onFired();
      if (dueAt.length < BATCH) {
        const untilNext = nextDueAt ? nextDueAt.getTime() - options.clock.now().getTime() : POLL_MS;
        await options.waker.wait(Math.min(POLL_MS, Math.max(1, untilNext)), signal);
      }
    } catch (error) {
      options.log.warn({ err: error, stage: "watch" }, "timers could not be fired");
      await options.clock.sleep(TROUBLE_MS, signal);
    }
  }
}
