/** A figure with the span that holds the true one 95 times of 100. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Of a normal distribution, for 95 %. */
const Z = 1.96;
const RESAMPLES = 400;

/** A share with its Wilson interval: honest for few cases and for shares near 0 and 1. @param of At least 1. */
export function estimateShare(hits: number, of: number): Estimate {
  const share = hits / of;
  const middle = (share + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const reach = (Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))) / (1 + (Z * Z) / of);
  // Rounding must not put a share of 0 or 1 outside its own interval.
  return {
    value: share,
    low: Math.max(0, Math.min(share, middle - reach)),
    high: Math.min(1, Math.max(share, middle + reach)),
  };
}

/** By how much the first share is higher than the second, by Newcombe's joining of their Wilson intervals. */
export function estimateDifference(one: Estimate, other: Estimate): Estimate {
  const value = one.value - other.value;
  return {
    value,
    low: value - Math.hypot(one.value - one.low, other.high - other.value),
    high: value + Math.hypot(one.high - one.value, other.value - other.low),
  };
}

/** Cases per variant with which a difference of shares of this size is found four times of five. */
export function casesFor(share: number, difference: number): number {
  const spread = Math.max(0.05, share * (1 - share));
  return Math.ceil((16 * spread) / (difference * difference));
}

/** The median with its bootstrap interval. @param seed The same seed gives the same interval. */
export function estimateMedian(values: readonly number[], seed: number): Estimate {
  const sorted = values.toSorted((a, b) => a - b);
  const medians = resampleMedians(sorted, createLots(seed)).toSorted((a, b) => a - b);
  return { value: medianOf(sorted), ...middlePart(medians) };
}

/** By how much the first median is higher than the second. */
export function estimateMedianDifference(
  one: readonly number[],
  other: readonly number[],
  seed: number,
): Estimate {
  const [first, second] = [one.toSorted((a, b) => a - b), other.toSorted((a, b) => a - b)];
  const lots = createLots(seed);
  const [left, right] = [resampleMedians(first, lots), resampleMedians(second, lots)];
  const differences = left.map((median, index) => median - (right[index] ?? 0)).toSorted((a, b) => a - b);
  return { value: medianOf(first) - medianOf(second), ...middlePart(differences) };
}

function medianOf(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}

function middlePart(sorted: readonly number[]): { readonly low: number; readonly high: number } {
  const at = (part: number) => sorted[Math.round((sorted.length - 1) * part)] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

/** Medians of samples drawn with repetition; counted by place, so that no sample has to be sorted. */
function resampleMedians(sorted: readonly number[], lots: () => number): number[] {
  const size = sorted.length;
  const counts = new Uint32Array(size);
  return Array.from({ length: RESAMPLES }, () => {
    counts.fill(0);
    for (let drawn = 0; drawn < size; drawn += 1) {
      const place = Math.floor(lots() * size);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    return (placeValue(sorted, counts, (size - 1) >> 1) + placeValue(sorted, counts, size >> 1)) / 2;
  });
}

function placeValue(sorted: readonly number[], counts: Uint32Array, rank: number): number {
  let passed = 0;
  for (const [place, count] of counts.entries()) {
    passed += count;
    if (passed > rank) return sorted[place] ?? 0;
  }
  return 0;
}

/** Lots in [0, 1), the same for the same seed (mulberry32). */
function createLots(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
