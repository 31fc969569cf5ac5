import { CATEGORIES, type Category } from "../../domain/category.ts";
import { INTENT_SCORE, type CategoryReading, type CategoryScores } from "../find-category.ts";
import type { Signals } from "../read-signals.ts";
import { chancesOf, openLinearModel, type LinearModel } from "./linear-model.ts";
import { readModelFile } from "./model-file.ts";
import type { OwnExamples } from "./own-examples.ts";
import { readFeatures } from "./read-features.ts";

/** From this chance on a second category is named beside the first. */
const ALSO_CHANCE = 0.2;
/** Rule points that a sure model adds to what it chose, so that a customer's new wish can end the request in progress. */
const POINTS_OF_CERTAINTY = 1;
const CERTAIN = 0.8;
const SHORTEST_INTENT_WORDS = 4;
/** What customers turn to in the middle of something else. The rest needs its own words. */
const TURNED_TO: ReadonlySet<Category> = new Set([
  "complaint",
  "cancel_reschedule",
  "price_info",
  "lead_b2c",
  "order_status",
  "tech_support",
]);

let opened: LinearModel | undefined;
/** The model of `npm run train`, opened at first use: a few milliseconds. */
function categoryModel(): LinearModel {
  opened ??= openLinearModel(readModelFile("category-model").model);
  return opened;
}

function withPoints(
  scores: CategoryScores,
  category: Category,
  chance: number,
  signals: Signals,
): CategoryScores {
  const isTurn = signals.context.category !== undefined && TURNED_TO.has(category);
  if (!isTurn || chance < CERTAIN || signals.wordCount < SHORTEST_INTENT_WORDS) return scores;
  return { ...scores, [category]: scores[category] + POINTS_OF_CERTAINTY };
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
  if (examples)
    for (const [k, votes] of examples.votesFor(features).entries()) sums[k] = (sums[k] ?? 0) + votes;
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
