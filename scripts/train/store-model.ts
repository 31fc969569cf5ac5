import type { StoredModel } from "../../src/understanding/model/linear-model.ts";
import type { Fitted } from "./fit-linear.ts";

const LARGEST_BYTE = 127;

/** How much a row can move a decision: the spread of its weights. */
function strengthOf({ weights, classCount }: Fitted, row: number): number {
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < classCount; k += 1) {
    const weight = weights[row * classCount + k] ?? 0;
    sum += weight;
    squares += weight * weight;
  }
  return squares - (sum * sum) / classCount;
}

/** Keeps the `maxRows` features that matter most, their weights as bytes. */
export function storeModel(
  fitted: Fitted,
  classes: readonly string[],
  options: { readonly temperature: number; readonly maxRows: number },
): StoredModel {
  const { keys, weights, bias, classCount } = fitted;
  const kept = keys
    .map((key, row) => ({ key, row, strength: strengthOf(fitted, row) }))
    .toSorted((a, b) => b.strength - a.strength || a.key - b.key)
    .slice(0, options.maxRows)
    .toSorted((a, b) => a.key - b.key);
  const largest = new Float64Array(classCount);
  for (const { row } of kept) {
    for (let k = 0; k < classCount; k += 1) {
      largest[k] = Math.max(largest[k] ?? 0, Math.abs(weights[row * classCount + k] ?? 0));
    }
  }
  const scales = Array.from(largest, (weight) => Math.max(weight, 1e-6) / LARGEST_BYTE);
  const bytes = new Int8Array(kept.length * classCount);
  for (const [at, { row }] of kept.entries()) {
    for (let k = 0; k < classCount; k += 1) {
      bytes[at * classCount + k] = Math.round((weights[row * classCount + k] ?? 0) / (scales[k] ?? 1));
    }
  }
  return {
    classes,
    temperature: options.temperature,
    bias: Array.from(bias, (value) => Number(value.toFixed(4))),
    scales: scales.map((scale) => Number(scale.toPrecision(6))),
    keys: Uint32Array.from(kept, ({ key }) => key),
    weights: bytes,
  };
}
