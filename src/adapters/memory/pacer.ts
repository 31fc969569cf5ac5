import { reserve } from "../../domain/gcra.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Pacer } from "../../ports/pacer.ts";

const KEYS_KEPT = 10_000;

/** Paces within one process; rows at rest are forgotten. */
export function createMemoryPacer(clock: Clock): Pacer {
  const tats = new Map<string, number>();
  return {
    take: (key, rate) => {
      const nowMs = clock.now().getTime();
      const { waitMs, tat } = reserve(tats.get(key), nowMs, rate);
      tats.set(key, tat);
      if (tats.size > KEYS_KEPT) for (const [old, at] of tats) if (at < nowMs) tats.delete(old);
      return Promise.resolve(waitMs);
    },
  };
}
