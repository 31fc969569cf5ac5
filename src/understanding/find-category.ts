import { CATEGORIES, type Category } from "../domain/category.ts";
import { CATEGORY_RULES, FALLBACK_RULES } from "./category-rules.ts";
import type { CategoryRule } from "./category-rules/rule.ts";
import type { Signals } from "./read-signals.ts";

/** How much speaks for each category, in the weights of the rules; never below 0. */
export type CategoryScores = Readonly<Record<Category, number>>;

export interface CategoryReading {
  readonly category: Category;
  /** Other intents of the turn, strongest first. */
  readonly also: readonly Category[];
  /** 0–1. */
  readonly confidence: number;
  /** Names of the rules that spoke: features for a trained model and the trace of a decision. */
  readonly reasons: readonly string[];
  readonly scores: CategoryScores;
}

/** From this score on, a category is an intent by itself and may be named beside another. */
export const INTENT_SCORE = 2;

/** Where two intents meet, the one whose loss costs more wins; the rest are told apart by score alone. */
const DEARNESS: Readonly<Partial<Record<Category, number>>> = {
  complaint: 9,
  cancel_reschedule: 8,
  lead_b2b: 7,
  tender: 7,
  lead_b2c: 6,
  document_request: 5,
  order_status: 4,
  tech_support: 3,
  price_info: 2,
  smalltalk: 1,
};
/** A dearer intent wins only when it is at least this share as plain as the plainest. */
const DEARER_SHARE = 0.5;
/** Who writes decides more than what for: against these, a dearer intent must be nearly as plain. */
const SPEAKER_SHARE = 0.85;
const SPEAKER_DEARNESS = 7;

function emptyScores(): Record<Category, number> {
  return {
    lead_b2b: 0,
    lead_b2c: 0,
    price_info: 0,
    partnership: 0,
    complaint: 0,
    tech_support: 0,
    document_request: 0,
    tender: 0,
    job_applicant: 0,
    supplier_offer: 0,
    order_status: 0,
    cancel_reschedule: 0,
    smalltalk: 0,
    investor_media: 0,
    system_notification: 0,
  };
}

/** Adds up what the rules say. */
export function scoreCategories(signals: Signals): {
  readonly scores: CategoryScores;
  readonly reasons: readonly string[];
} {
  const scores = emptyScores();
  const reasons: string[] = [];
  const apply = (rules: readonly CategoryRule[]): void => {
    for (const rule of rules) {
      if (!rule.when(signals)) continue;
      scores[rule.category] += rule.weight;
      reasons.push(rule.name);
    }
  };
  apply(CATEGORY_RULES);
  if (CATEGORIES.every((category) => scores[category] < 1)) apply(FALLBACK_RULES);
  for (const category of CATEGORIES) scores[category] = Math.max(0, scores[category]);
  return { scores, reasons };
}

function byScore(scores: CategoryScores): readonly Category[] {
  return CATEGORIES.toSorted((a, b) => scores[b] - scores[a] || (DEARNESS[b] ?? 0) - (DEARNESS[a] ?? 0));
}

function dearestOf(ranked: readonly Category[], scores: CategoryScores): Category {
  const [plainest = "smalltalk"] = ranked;
  const share = DEARNESS[plainest] === undefined || plainest === "tender" ? SPEAKER_SHARE : DEARER_SHARE;
  const floor = Math.max(INTENT_SCORE, scores[plainest] * share);
  let chosen = plainest;
  for (const category of ranked) {
    const isCandidate = scores[category] >= floor && DEARNESS[category] !== undefined;
    if (isCandidate && (DEARNESS[category] ?? 0) > (DEARNESS[chosen] ?? SPEAKER_DEARNESS)) chosen = category;
  }
  return chosen;
}

/** Chance of being right by how far the chosen category leads the next; fitted on the development messages. */
function confidenceOf(chosen: number, next: number): number {
  if (chosen < INTENT_SCORE) return 0.35;
  const lead = Math.max(0, chosen - next);
  const doubt = next > chosen ? 0.1 : 0;
  return Math.min(0.96, 0.4 + 0.08 * Math.min(lead, 5) + 0.03 * Math.min(chosen, 8) - doubt);
}

/** Chooses the category of a turn by its scores and the precedence of the taxonomy. */
export function chooseCategory(scores: CategoryScores, reasons: readonly string[]): CategoryReading {
  const ranked = byScore(scores);
  const plainest = scores[ranked[0] ?? "smalltalk"];
  const isTalk = plainest < 1 || (plainest < INTENT_SCORE && scores.smalltalk >= 1.6);
  const category = isTalk ? "smalltalk" : dearestOf(ranked, scores);
  const others = ranked.filter((other) => other !== category);
  const also = others.filter((other) => scores[other] >= INTENT_SCORE && other !== "smalltalk");
  const next = scores[others[0] ?? "smalltalk"];
  return { category, also, confidence: confidenceOf(scores[category], next), reasons, scores };
}
