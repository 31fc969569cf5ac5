/**
 * GCRA, the leaky bucket as one number: `tat` is when the next one would arrive if all came at the steady rate.
 *
 * @param tat What the last call returned for this key; `undefined` at first.
 * @param rate Time between two at the steady rate in milliseconds, and how many may go at once after a rest.
 * @returns How long to wait, and the `tat` to remember; milliseconds.
 */
export function reserve(
  tat: number | undefined,
  nowMs: number,
  rate: { readonly intervalMs: number; readonly burst: number },
): { readonly waitMs: number; readonly tat: number } {
  const from = Math.max(tat ?? nowMs, nowMs);
  const allowedAt = from - (rate.burst - 1) * rate.intervalMs;
  return { waitMs: Math.max(0, allowedAt - nowMs), tat: from + rate.intervalMs };
}
