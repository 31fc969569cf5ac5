import { CATEGORIES, type Category } from "../../src/domain/category.ts";
import { chancesOf, openLinearModel, type LinearModel } from "../../src/understanding/model/linear-model.ts";
import type { Features } from "../../src/understanding/model/read-features.ts";
import { seededRandom } from "../../src/understanding/make-noise.ts";
import { FIT, fitLinear, meanOf, type Example, type Fitted } from "./fit-linear.ts";
import { storeModel } from "./store-model.ts";
import type { Sample } from "./samples.ts";

/** Features that the stored model keeps: some 1.8 MB. */
export const MAX_ROWS = 70_000;
const FOLD_SEED = 11;

export const VARIANTS = ["clean", "typos", "disguised"] as const;
export type Variant = (typeof VARIANTS)[number];

/** What a model that had not seen an utterance made of it. */
export interface Guess {
  readonly id: string;
  readonly gold: Category;
  readonly variant: Variant;
  readonly sums: Float64Array;
}

/** All forms of the samples, as a model is taught them. */
export function examplesOf(samples: readonly Sample[]): readonly Example[] {
  return samples.flatMap((sample) =>
    VARIANTS.flatMap((variant) => {
      const features = sample[variant];
      return features ? [{ features, label: CATEGORIES.indexOf(sample.utterance.category) }] : [];
    }),
  );
}

/** One fit for a measurement, several and their mean for the artefact: it is a little better than any of them. */
export function fit(samples: readonly Sample[], seeds: readonly number[] = [FIT.seed]): Fitted {
  const examples = examplesOf(samples);
  return meanOf(seeds.map((seed) => fitLinear(examples, { ...FIT, seed, classCount: CATEGORIES.length })));
}

/** Fits, and stores as the gateway will load it: what is measured is what is used. */
export function fitAndStore(samples: readonly Sample[]): LinearModel {
  return openLinearModel(storeModel(fit(samples), CATEGORIES, { temperature: 1, maxRows: MAX_ROWS }));
}

function guess(model: LinearModel, sample: Sample): readonly Guess[] {
  return VARIANTS.flatMap((variant) => {
    const features: Features | undefined = sample[variant];
    const { id, category: gold } = sample.utterance;
    return features ? [{ id, gold, variant, sums: model.sumsOf(features) }] : [];
  });
}

/** Guesses on every group of samples by a model taught on all other groups. */
export function guessAcross(
  samples: readonly Sample[],
  groupOf: (sample: Sample, index: number) => string,
  onGroup: (group: string) => void,
): readonly Guess[] {
  const groups = samples.map(groupOf);
  return [...new Set(groups)].toSorted().flatMap((group) => {
    onGroup(group);
    const model = fitAndStore(samples.filter((_, index) => groups[index] !== group));
    return samples.filter((_, index) => groups[index] === group).flatMap((sample) => guess(model, sample));
  });
}

/** A random group of `count` for each sample, the same in every run. */
export function foldsOf(samples: readonly Sample[], count: number): readonly string[] {
  const random = seededRandom(FOLD_SEED);
  return samples.map(() => `fold ${Math.floor(random() * count) + 1}`);
}

export function answerOf({ sums }: Guess): Category {
  return CATEGORIES[sums.indexOf(Math.max(...sums))] ?? "smalltalk";
}

export const confidenceOf = ({ sums }: Guess, temperature: number): number =>
  Math.max(...chancesOf(sums, temperature));

/** The temperature at which the stated chances of the right answers are highest. */
export function findTemperature(guesses: readonly Guess[]): number {
  let best = { temperature: 1, loss: Infinity };
  for (let temperature = 0.5; temperature <= 2.5; temperature += 0.02) {
    const loss = guesses.reduce((sum, { sums, gold }) => {
      const chance = chancesOf(sums, temperature)[CATEGORIES.indexOf(gold)] ?? 0;
      return sum - Math.log(Math.max(chance, 1e-9));
    }, 0);
    if (loss < best.loss) best = { temperature, loss };
  }
  return Number(best.temperature.toFixed(2));
}
