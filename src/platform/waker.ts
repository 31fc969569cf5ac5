import type { Clock } from "../ports/clock.ts";
import type { Waker } from "../ports/waker.ts";

export function createWaker(clock: Clock): Waker {
  let isWoken = false;
  let rouse: (() => void) | undefined;
  return {
    wake: () => {
      isWoken = true;
      rouse?.();
    },
    wait: async (ms, signal) => {
      if (!isWoken && !signal.aborted && ms > 0) {
        const woken = new AbortController();
        rouse = () => woken.abort();
        await clock.sleep(ms, AbortSignal.any([signal, woken.signal]));
        rouse = undefined;
      }
      isWoken = false;
    },
  };
}
