import type { Clock } from "../../src/ports/clock.ts";

/** `perSecond` in the long run, `burst` at once. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

export interface RateLimit {
  /** Spends one permit of `key`. @returns 0 when allowed, else milliseconds until the next permit. */
  take(key: string): number;
}

/** Keys kept before those that are at rest are swept out. */
const MAX_KEYS = 20_000;

/**
 * Counts calls by the generic cell rate algorithm: one moment per key says when its budget will be whole again. A
 * refused call spends nothing. Kept in memory of this process.
 */
export function createRateLimit(rate: Rate, clock: Clock): RateLimit {
  const intervalMs = 1000 / rate.perSecond;
  const slackMs = intervalMs * (rate.burst - 1);
  const wholeAt = new Map<string, number>();

  return {
    take(key) {
      const now = clock.now().getTime();
      const due = Math.max(wholeAt.get(key) ?? now, now);
      const waitMs = due - slackMs - now;
      if (waitMs > 0) return Math.ceil(waitMs);
      if (wholeAt.size >= MAX_KEYS) sweep(wholeAt, now);
      wholeAt.set(key, due + intervalMs);
      return 0;
    },
  };
}

function sweep(wholeAt: Map<string, number>, now: number): void {
  for (const [key, moment] of wholeAt) if (moment <= now) wholeAt.delete(key);
  // A flood from many addresses leaves nothing at rest: the oldest go, so that memory stays bounded.
  for (const key of wholeAt.keys()) {
    if (wholeAt.size < MAX_KEYS) break;
    wholeAt.delete(key);
  }
}
