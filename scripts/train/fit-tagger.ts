import { seededRandom } from "../../src/understanding/make-noise.ts";
import { bestPath } from "../../src/understanding/tagger/best-path.ts";
import { OUTSIDE, TAG_COUNT } from "../../src/understanding/tagger/slot-tags.ts";
import { shuffle, type Fitted } from "./fit-linear.ts";

export interface TaggerExample {
  readonly features: readonly Uint32Array[];
  readonly tags: readonly number[];
}

export interface FittedTagger extends Fitted {
  /** What speaks for a tag after another, row by row of the first. */
  readonly transitions: Float64Array;
}

const EPOCHS = 8;
const MIN_WORDS = 2;
/** How far the right tags must lead: a value that is passed over is worse than one of another slot. */
const MARGIN = 1;
const MARGIN_OVER_OUTSIDE = 40;
const SEED = 11;

interface Row {
  readonly words: readonly Int32Array[];
  readonly tags: readonly number[];
}

/** Weights that are changed one step at a time, and their mean over all steps, kept lazily. */
class Averaged {
  readonly now: Float64Array;
  readonly #weighted: Float64Array;

  constructor(length: number) {
    this.now = new Float64Array(length);
    this.#weighted = new Float64Array(length);
  }

  add(at: number, change: number, step: number): void {
    this.now[at] = (this.now[at] ?? 0) + change;
    this.#weighted[at] = (this.#weighted[at] ?? 0) + change * step;
  }

  mean(steps: number): Float64Array {
    return this.now.map((weight, at) => weight - (this.#weighted[at] ?? 0) / steps);
  }
}

function keysOf(examples: readonly TaggerExample[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const { features } of examples)
    for (const word of features) for (const key of word) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= MIN_WORDS).map(([key]) => key);
}

function toRow({ features, tags }: TaggerExample, rowOf: ReadonlyMap<number, number>): Row {
  const words = features.map((keys) =>
    Int32Array.from(Array.from(keys, (key) => rowOf.get(key) ?? -1).filter((row) => row >= 0)),
  );
  return { words, tags };
}

/** Scores of all tags of all words, each wrong tag helped by its margin. */
function handicapped({ words, tags }: Row, weights: Float64Array): Float64Array {
  const scores = new Float64Array(words.length * TAG_COUNT);
  for (const [at, rows] of words.entries()) {
    const start = at * TAG_COUNT;
    for (let tag = 0; tag < TAG_COUNT; tag += 1)
      scores[start + tag] = tag === tags[at] ? 0 : tag === OUTSIDE ? MARGIN_OVER_OUTSIDE : MARGIN;
    for (const row of rows)
      for (let tag = 0; tag < TAG_COUNT; tag += 1)
        scores[start + tag] = (scores[start + tag] ?? 0) + (weights[row * TAG_COUNT + tag] ?? 0);
  }
  return scores;
}

/** Fits a structured perceptron (Collins 2002) with margins and averaged weights. Repeats exactly. */
export function fitTagger(examples: readonly TaggerExample[]): FittedTagger {
  const keys = keysOf(examples);
  const rowOf = new Map(keys.map((key, row) => [key, row]));
  const data = examples.map((example) => toRow(example, rowOf)).filter(({ words }) => words.length > 0);
  const weights = new Averaged(keys.length * TAG_COUNT);
  const transitions = new Averaged(TAG_COUNT * TAG_COUNT);
  const random = seededRandom(SEED);
  const order = Int32Array.from(data, (_, index) => index);
  let step = 1;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random);
    for (const index of order) {
      const row = data[index];
      if (row) learn(row, weights, transitions, step);
      step += 1;
    }
  }
  return {
    classCount: TAG_COUNT,
    keys,
    rowOf,
    weights: Float32Array.from(weights.mean(step)),
    bias: new Float32Array(TAG_COUNT),
    transitions: transitions.mean(step),
  };
}

function learn(row: Row, weights: Averaged, transitions: Averaged, step: number): void {
  const { words, tags } = row;
  const guessed = bestPath(handicapped(row, weights.now), transitions.now);
  for (const [at, rows] of words.entries()) {
    const [right, wrong] = [tags[at] ?? OUTSIDE, guessed[at] ?? OUTSIDE];
    const [rightBefore, wrongBefore] = [tags[at - 1] ?? OUTSIDE, guessed[at - 1] ?? OUTSIDE];
    if (right !== wrong) {
      for (const feature of rows) {
        weights.add(feature * TAG_COUNT + right, 1, step);
        weights.add(feature * TAG_COUNT + wrong, -1, step);
      }
    }
    if (at > 0 && (right !== wrong || rightBefore !== wrongBefore)) {
      transitions.add(rightBefore * TAG_COUNT + right, 1, step);
      transitions.add(wrongBefore * TAG_COUNT + wrong, -1, step);
    }
  }
}
