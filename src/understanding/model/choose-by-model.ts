import { CATEGORIES, type Category } from "../../domain/category.ts";
import { INTENT_SCORE, type CategoryReading, type CategoryScores } from "../find-category.ts";
import type { Signals } from "../read-signals.ts";
import stored from "./category-model.json" with { type: "json" };
import { chancesOf, openLinearModel, type LinearModel } from "./linear-model.ts";
import type { OwnExamples } from "./own-examples.ts";
import { readFeatures } from "./read-features.ts";

/** From this chance on a second category is named beside the first. */
const ALSO_CHANCE = 0.2;
/** Rule points that a sure model adds to the category it chose, so that it can end the request in progress. */
const POINTS_OF_CERTAINTY = 2;
const SHORTEST_INTENT_WORDS = 4;

let opened: LinearModel | undefined;
/** The model of `npm run train`, opened at first use: some 10 ms. */
function categoryModel(): LinearModel {
  opened ??= openLinearModel(stored);
  return opened;
}

/** Opens the model ahead of its first use. */
export function warmCategoryModel(): void {
  categoryModel();
}

function withPoints(
  scores: CategoryScores,
  category: Category,
  chance: number,
  signals: Signals,
): CategoryScores {
  if (signals.context.category === undefined) return scores;
  const points = signals.wordCount >= SHORTEST_INTENT_WORDS ? POINTS_OF_CERTAINTY * chance : 0;
  return { ...scores, [category]: scores[category] + points };
}

/**
 * Decides the category by the linear model; what the rules say is among its features. Where the two disagree the model is
 * right three times as often (cross-validation on the corpus), however sure the rules are, so nothing overrides it here:
 * danger does, later, in the safety rules.
 */
export function chooseByModel(
  ruled: CategoryReading,
  signals: Signals,
  examples: OwnExamples | undefined,
): CategoryReading {
  const model = categoryModel();
  const features = readFeatures(signals, ruled);
  const sums = model.sumsOf(features);
  if (examples) for (const [k, votes] of examples.votesFor(features).entries()) sums[k] = (sums[k] ?? 0) + votes;
  const chances = chancesOf(sums, model.temperature);
  const ranked = CATEGORIES.map((category, k) => ({ category, chance: chances[k] ?? 0 })).toSorted(
    (a, b) => b.chance - a.chance,
  );
  const [first] = ranked;
  if (!first) return ruled;
  const also = ranked
    .slice(1)
    .filter(({ category, chance }) => chance >= ALSO_CHANCE || ruled.scores[category] >= INTENT_SCORE)
    .map(({ category }) => category)
    .filter((category) => category !== "smalltalk");
  return {
    ...ruled,
    category: first.category,
    also,
    confidence: Math.min(0.99, first.chance),
    scores: withPoints(ruled.scores, first.category, first.chance, signals),
  };
}
