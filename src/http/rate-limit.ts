import { reserve } from "../domain/gcra.ts";
import type { Clock } from "../ports/clock.ts";

export interface RateLimitOptions {
  /** Calls that may come at once. */
  readonly burst: number;
  /** One more call is earned every so many milliseconds. */
  readonly intervalMs: number;
  readonly clock: Clock;
  /** Keys remembered before the spent ones are swept out. */
  readonly maxKeys?: number | undefined;
}

export interface RateLimit {
  /** Milliseconds until the next call is allowed; 0 when it is allowed now. Counts nothing. */
  waitMs(key: string): number;
  /** Counts one call. */
  count(key: string): void;
}

/** Per-key limit by the generic cell rate algorithm: one number a key, no timers. For one process. */
export function createRateLimit(options: RateLimitOptions): RateLimit {
  /** Key → the moment (ms) by which all calls counted so far would have come at an even pace. */
  const evenPaceAt = new Map<string, number>();
  const maxKeys = options.maxKeys ?? 10_000;

  const sweep = (now: number) => {
    for (const [key, at] of evenPaceAt) if (at <= now) evenPaceAt.delete(key);
    // Still full of live keys: an attack from many addresses. The oldest go, so memory stays bounded.
    for (const key of evenPaceAt.keys()) {
      if (evenPaceAt.size <= maxKeys) break;
      evenPaceAt.delete(key);
    }
  };

  return {
    waitMs(key) {
      return reserve(evenPaceAt.get(key), options.clock.now().getTime(), options).waitMs;
    },
    count(key) {
      const now = options.clock.now().getTime();
      evenPaceAt.set(key, reserve(evenPaceAt.get(key), now, options).tat);
      if (evenPaceAt.size > maxKeys) sweep(now);
    },
  };
}
