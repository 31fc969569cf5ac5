import { createKeyIndex } from "./key-index.ts";
import type { Features } from "./read-features.ts";

/** A multinomial logistic regression whose features are known by their hashes; weights are bytes times the scale of their class. */
export interface LinearModel {
  readonly classes: readonly string[];
  /** Divides the sums before they become chances, so that a stated 80 % is right four times in five. */
  readonly temperature: number;
  /** Sum of the weights of all features of a turn, by class. */
  sumsOf(features: Features): Float64Array;
}

/** A model as it is stored: the keys of its features in rising order, their weights row by row in that order. */
export interface StoredModel {
  readonly classes: readonly string[];
  readonly temperature: number;
  readonly bias: readonly number[];
  readonly scales: readonly number[];
  readonly keys: Uint32Array;
  readonly weights: Int8Array;
}

/** Makes a stored model ready; keys and weights are read in place, not copied. Takes some milliseconds. */
export function openLinearModel(stored: StoredModel): LinearModel {
  const { classes, temperature, bias, scales, weights } = stored;
  const rowOf = createKeyIndex(stored.keys);
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
