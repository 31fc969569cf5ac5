import type { Features } from "../../src/understanding/model/read-features.ts";
import { seededRandom } from "../../src/understanding/make-noise.ts";

/** Features with the index of their class. */
export interface Example {
  readonly features: Features;
  readonly label: number;
}

export interface FitOptions {
  readonly classCount: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Pull of all weights towards 0. */
  readonly decay: number;
  /** Features seen in fewer examples are left out: they are noise, and most of the size. */
  readonly minExamples: number;
  readonly seed: number;
}

export const FIT: Omit<FitOptions, "classCount"> = {
  epochs: 6,
  learningRate: 0.08,
  decay: 1e-5,
  minExamples: 4,
  seed: 3,
};

/** Weights row by row: of key `keys[row]` and class `k` at `row * classCount + k`. */
export interface Fitted {
  readonly classCount: number;
  readonly keys: readonly number[];
  readonly rowOf: ReadonlyMap<number, number>;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

interface Row {
  readonly rows: Int32Array;
  readonly values: Float32Array;
  readonly label: number;
}

function keepFrequent(examples: readonly Example[], minExamples: number): readonly number[] {
  const counts = new Map<number, number>();
  for (const { features } of examples) {
    for (const key of features.keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count >= minExamples).map(([key]) => key);
}

/** Puts an order into another, the same for the same seed. */
export function shuffle(order: Int32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
}

/** Turns sums into chances minus what should have been: the gradient of the loss by the sums. */
function toGradient(sums: Float32Array, label: number): void {
  let highest = -Infinity;
  for (const sum of sums) highest = Math.max(highest, sum);
  let total = 0;
  for (let k = 0; k < sums.length; k += 1) {
    const raised = Math.exp((sums[k] ?? 0) - highest);
    sums[k] = raised;
    total += raised;
  }
  for (let k = 0; k < sums.length; k += 1) sums[k] = (sums[k] ?? 0) / total - (k === label ? 1 : 0);
}

/** Fits a multinomial logistic regression by AdaGrad, one example at a time. Repeats exactly for the same seed. */
export function fitLinear(examples: readonly Example[], options: FitOptions): Fitted {
  const { classCount, decay } = options;
  const keys = keepFrequent(examples, options.minExamples);
  const rowOf = new Map(keys.map((key, row) => [key, row]));
  const data = examples.map((example) => toRow(example, rowOf));
  const weights = new Float32Array(keys.length * classCount);
  const squares = new Float32Array(keys.length * classCount);
  const bias = new Float32Array(classCount);
  const sums = new Float32Array(classCount);
  const random = seededRandom(options.seed);
  const order = Int32Array.from(data, (_, index) => index);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random);
    const rate = options.learningRate * (1 - (0.9 * epoch) / options.epochs);
    for (const index of order) {
      const row = data[index];
      if (!row) continue;
      addUp(row, weights, bias, sums);
      toGradient(sums, row.label);
      for (let k = 0; k < classCount; k += 1) bias[k] = (bias[k] ?? 0) - 0.02 * rate * (sums[k] ?? 0);
      for (let at = 0; at < row.rows.length; at += 1) {
        const start = (row.rows[at] ?? 0) * classCount;
        const value = row.values[at] ?? 0;
        for (let k = 0; k < classCount; k += 1) {
          const slot = start + k;
          const gradient = (sums[k] ?? 0) * value + decay * (weights[slot] ?? 0);
          const square = (squares[slot] ?? 0) + gradient * gradient;
          squares[slot] = square;
          weights[slot] = (weights[slot] ?? 0) - (rate * gradient) / (Math.sqrt(square) + 1e-4);
        }
      }
    }
  }
  return { classCount, keys, rowOf, weights, bias };
}

function toRow({ features, label }: Example, rowOf: ReadonlyMap<number, number>): Row {
  const rows: number[] = [];
  const values: number[] = [];
  for (const [at, key] of features.keys.entries()) {
    const row = rowOf.get(key);
    if (row === undefined) continue;
    rows.push(row);
    values.push(features.values[at] ?? 0);
  }
  return { rows: Int32Array.from(rows), values: Float32Array.from(values), label };
}

function addUp({ rows, values }: Row, weights: Float32Array, bias: Float32Array, sums: Float32Array): void {
  const width = sums.length;
  sums.set(bias);
  for (let at = 0; at < rows.length; at += 1) {
    const start = (rows[at] ?? 0) * width;
    const value = values[at] ?? 0;
    for (let k = 0; k < width; k += 1) sums[k] = (sums[k] ?? 0) + value * (weights[start + k] ?? 0);
  }
}

/** The mean of fits on the same examples, which share their keys. */
export function meanOf(fits: readonly Fitted[]): Fitted {
  const [first] = fits;
  if (!first) throw new RangeError("a mean of no fits");
  const mean = (read: (fitted: Fitted) => Float32Array): Float32Array =>
    read(first).map((_, at) => fits.reduce((sum, fitted) => sum + (read(fitted)[at] ?? 0), 0) / fits.length);
  return { ...first, weights: mean(({ weights }) => weights), bias: mean(({ bias }) => bias) };
}
