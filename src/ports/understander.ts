import type { Category, Sentiment } from "../domain/category.ts";
import type { SlotName } from "../domain/slot.ts";
import type { QuestionKind, TurnText, Understanding, UnderstandingContext } from "../domain/understanding.ts";

/** Reads intent and slot values from a turn. Never rejects because of what the contact wrote. */
export interface Understander {
  understand(turn: TurnText, context: UnderstandingContext, signal: AbortSignal): Promise<Understanding>;
}

/** Slots that a model may read: words that stand in the text. Numbers, dates and contacts are read by rules alone. */
export const WORD_SLOTS = [
  "service",
  "product",
  "name",
  "company",
  "car",
  "city",
  "doc_type",
  "position",
  "problem",
] as const satisfies readonly SlotName[];
export type WordSlot = (typeof WORD_SLOTS)[number];

/** What a language model says of a turn: of the right shape, and otherwise not trusted yet. */
export interface ModelReading {
  readonly category: Category;
  readonly also: readonly Category[];
  readonly sentiment?: Sentiment | undefined;
  /** 0–1, by the model's own word. */
  readonly confidence: number;
  readonly questions: readonly QuestionKind[];
  readonly slots: { readonly [Slot in WordSlot]?: string };
}

/** Puts a model's reading under the rules: what it may improve is taken, what it may not touch stays. Pure. */
export type Reconcile = (
  base: Understanding,
  reading: ModelReading,
  turn: TurnText,
  context: UnderstandingContext,
) => Understanding;
