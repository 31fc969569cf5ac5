import { CATEGORIES, type Category } from "../../domain/category.ts";
import type { Features } from "./read-features.ts";

export interface OwnExamples {
  /** What the examples nearest to a turn add to the sums of the model, in the order of `CATEGORIES`. */
  votesFor(features: Features): readonly number[];
}

/** Messages that merely share a language are this alike. */
const STRANGERS = 0.25;
/** What an example adds to its own category when it is met word for word: enough against a model that is quite sure. */
const LARGEST_VOTE = 10;

const lengthOf = ({ values }: Features): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/**
 * Makes an owner's examples ready: a turn is compared with each by the cosine of their features, and the nearest of each
 * category adds to it. A look-up costs by the features that turn and examples share, not by the number of examples.
 */
export function createOwnExamples(
  examples: readonly { readonly features: Features; readonly category: Category }[],
): OwnExamples {
  const found = new Map<number, { readonly example: number; readonly value: number }[]>();
  const lengths = examples.map(({ features }) => lengthOf(features));
  for (const [example, { features }] of examples.entries()) {
    for (const [at, key] of features.keys.entries()) {
      const entry = { example, value: features.values[at] ?? 0 };
      const known = found.get(key);
      if (known) known.push(entry);
      else found.set(key, [entry]);
    }
  }
  return {
    votesFor(features) {
      const products = new Float64Array(examples.length);
      for (const [at, key] of features.keys.entries()) {
        for (const { example, value } of found.get(key) ?? []) {
          products[example] = (products[example] ?? 0) + value * (features.values[at] ?? 0);
        }
      }
      const votes = CATEGORIES.map(() => 0);
      const length = lengthOf(features);
      for (const [example, { category }] of examples.entries()) {
        const alike = (products[example] ?? 0) / Math.max(1e-9, length * (lengths[example] ?? 1));
        const vote = (LARGEST_VOTE * Math.max(0, alike - STRANGERS)) / (1 - STRANGERS);
        const k = CATEGORIES.indexOf(category);
        votes[k] = Math.max(votes[k] ?? 0, vote);
      }
      return votes;
    },
  };
}
