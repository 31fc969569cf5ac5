/** The portal's own limiter: a call adds one drop, `perSecond` drops run out, and above `burst` calls are refused. */
export function createLeakyBucket(
  limit: { readonly perSecond: number; readonly burst: number },
  now: () => Date,
): { take(): boolean } {
  let level = 0;
  let at = now().getTime();
  return {
    take() {
      const moment = now().getTime();
      level = Math.max(0, level - ((moment - at) / 1000) * limit.perSecond);
      at = moment;
      if (level + 1 > limit.burst) return false;
      level += 1;
      return true;
    },
  };
}

const WINDOW_MS = 600_000;

/** Execution time of each method over ten minutes; checked before a call, so the one that crosses the line passes. */
export function createOperatingMeter(limitSeconds: number, now: () => Date) {
  const spent = new Map<string, { readonly at: number; readonly seconds: number }[]>();
  const recent = (method: string) => {
    const from = now().getTime() - WINDOW_MS;
    const kept = (spent.get(method) ?? []).filter((entry) => entry.at > from);
    spent.set(method, kept);
    return kept;
  };
  const usedBy = (method: string) => recent(method).reduce((sum, entry) => sum + entry.seconds, 0);
  return {
    isUsedUp: (method: string) => usedBy(method) >= limitSeconds,
    spend(method: string, seconds: number) {
      recent(method).push({ at: now().getTime(), seconds });
    },
    usedBy,
    /** Seconds since 1970 at which the oldest part of the window runs out. */
    resetAt(method: string): number {
      const oldest = recent(method)[0]?.at ?? now().getTime();
      return Math.ceil((oldest + WINDOW_MS) / 1000);
    },
  };
}
