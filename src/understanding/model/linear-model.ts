import type { Features } from "./read-features.ts";

/** A multinomial logistic regression whose features are known by their hashes; weights are bytes times the scale of their class. */
export interface LinearModel {
  readonly classes: readonly string[];
  /** Divides the sums before they become chances, so that a stated 80 % is right four times in five. */
  readonly temperature: number;
  /** Sum of the weights of all features of a turn, by class. */
  sumsOf(features: Features): Float64Array;
}

/** A model as it is stored: arrays as base64 of little-endian bytes, weights row by row in the order of `keys`. */
export interface StoredModel {
  readonly classes: readonly string[];
  readonly temperature: number;
  readonly bias: readonly number[];
  readonly scales: readonly number[];
  readonly keys: string;
  readonly weights: string;
}

/** A table twice to four times as large as what it holds: one or two looks find a key. */
const tableSizeFor = (count: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, count) * 2));

/** Reads a stored model. Takes some milliseconds. */
export function openLinearModel(stored: StoredModel): LinearModel {
  const { classes, temperature, bias, scales } = stored;
  const bytes = Buffer.from(stored.keys, "base64");
  const count = bytes.length / 4;
  const weights = new Int8Array(Buffer.from(stored.weights, "base64"));
  const mask = tableSizeFor(count) - 1;
  const keys = new Uint32Array(mask + 1);
  const rows = new Int32Array(mask + 1);
  for (let row = 0; row < count; row += 1) {
    const key = bytes.readUInt32LE(row * 4);
    let at = key & mask;
    while (keys[at] !== 0) at = (at + 1) & mask;
    keys[at] = key;
    rows[at] = row;
  }

  function rowOf(key: number): number {
    let at = key & mask;
    for (let found = keys[at]; found !== 0; found = keys[at]) {
      if (found === key) return rows[at] ?? -1;
      at = (at + 1) & mask;
    }
    return -1;
  }

  return {
    classes,
    temperature,
    sumsOf({ keys: wanted, values }) {
      const width = classes.length;
      const sums = new Float64Array(width);
      for (let at = 0; at < wanted.length; at += 1) {
        const row = rowOf(wanted[at] ?? 0);
        if (row < 0) continue;
        const value = values[at] ?? 0;
        for (let k = 0; k < width; k += 1) sums[k] = (sums[k] ?? 0) + value * (weights[row * width + k] ?? 0);
      }
      return sums.map((sum, k) => sum * (scales[k] ?? 1) + (bias[k] ?? 0));
    },
  };
}

/** Chances of the classes: they add up to 1. */
export function chancesOf(sums: Float64Array, temperature: number): readonly number[] {
  const highest = Math.max(...sums);
  const raised = Array.from(sums, (sum) => Math.exp((sum - highest) / temperature));
  const total = raised.reduce((all, one) => all + one, 0);
  return raised.map((one) => one / total);
}
