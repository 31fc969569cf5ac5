const FIRST_MS = 2_000;
const LONGEST_MS = 15 * 60_000;
const JITTER = 0.2;

/**
 * Delay before the next delivery attempt: 2 s doubling to at most 15 min, then ±20 % jitter.
 *
 * @param attempt Attempts already made, counted from 1.
 * @param random Uniform in [0, 1); injected so that a simulated run repeats exactly.
 * @returns Milliseconds.
 * @throws RangeError when `attempt` is below 1.
 */
export function retryDelayMs(attempt: number, random: () => number): number {
  if (attempt < 1) throw new RangeError(`attempt is counted from 1, got ${attempt}`);
  const plain = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 30));
  return Math.round(plain * (1 - JITTER + 2 * JITTER * random()));
}
