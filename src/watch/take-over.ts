import type { Clock } from "../ports/clock.ts";
import type { LaneStore } from "../ports/lane-store.ts";
import type { Log } from "../ports/log.ts";

const LOOK_MS = 500;

/** Frees what dead or frozen processes held, every half second until `signal` aborts. */
export async function runTakeOver(
  options: {
    readonly store: LaneStore;
    readonly clock: Clock;
    readonly log: Log;
    readonly onFreed: () => void;
  },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const freed = await options.store.takeOver(options.clock.now());
      if (freed > 0) {
        options.log.warn({ freed, stage: "watch" }, "work of a gone process was taken over");
        options.onFreed();
      }
    } catch (error) {
      options.log.warn({ err: error, stage: "watch" }, "gone processes could not be looked for");
    }
    await options.clock.sleep(LOOK_MS, signal);
  }
}
