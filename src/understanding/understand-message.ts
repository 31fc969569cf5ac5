import type { Business } from "../domain/business.ts";
import type { Category } from "../domain/category.ts";
import type { Slots } from "../domain/slot.ts";
import type { TurnText, Understanding, UnderstandingContext } from "../domain/understanding.ts";
import type { Reconcile, Understander } from "../ports/understander.ts";
import { chooseSlots, keepsSlot } from "./choose-slots.ts";
import { deriveAction } from "./derive-action.ts";
import { deriveSentiment, deriveUrgency } from "./derive-priority.ts";
import { languageOf } from "./detect-language.ts";
import { estimateValue } from "./estimate-value.ts";
import { chooseCategory, scoreCategories, type CategoryReading } from "./find-category.ts";
import { findCues, findQuestions, findRefused } from "./find-cues.ts";
import { chooseByModel } from "./model/choose-by-model.ts";
import { createOwnExamples, type OwnExamples } from "./model/own-examples.ts";
import { readFeatures } from "./model/read-features.ts";
import { applyPlainMatters } from "./plain-matters.ts";
import { readInContext, withPendingAnswer } from "./read-answer.ts";
import type { Signals } from "./read-signals.ts";
import { createKnowledge, readTurn, type Knowledge } from "./read-turn.ts";
import { reconcile } from "./reconcile.ts";
import { applySafety } from "./safety-rules.ts";
import { slotsInContext } from "./slots-in-context.ts";
import { readMissedSlots } from "./tagger/read-missed-slots.ts";

/**
 * Understands turns by rules, lexicon and a linear model: no key, no network, a few milliseconds. Built once per business;
 * build anew when the business folder changes. Never rejects, whatever the text.
 */
export function createLocalUnderstander(business: Business): LocalUnderstander {
  const knowledge = createKnowledge(business);
  const examples = readExamples(business, knowledge);
  warmUp(knowledge);
  return {
    understand: (turn, context) => Promise.resolve(understandTurn(turn, context, knowledge, examples)),
    reconcile: (base, reading, turn, context) =>
      reconcile(base, reading, turn.text, { signals: readTurn(turn, context, knowledge), business }),
  };
}

/** Reads turns by itself, and judges what a model makes of them. */
export interface LocalUnderstander extends Understander {
  readonly reconcile: Reconcile;
}

/**
 * Reaches the patterns and the library that a first turn would otherwise wait for. Long, because a pattern that meets a
 * short text is compiled twice: for a try at its first use, and for speed at its second.
 */
const REHEARSAL =
  "Здравствуйте, нужно 2 шт. на неделе, 14 марта в 18:00, тел. 8 913 000-00-00, заказ № 12\n".repeat(14);
let isWarm = false;

/** Once per process, after what is under way. */
function warmUp(knowledge: Knowledge): void {
  if (isWarm) return;
  isWarm = true;
  setImmediate(() => {
    understandTurn({ text: REHEARSAL, receivedAt: new Date(0) }, { slots: {} }, knowledge, undefined);
  });
}

/** The owner's examples are read as turns of a new conversation. */
function readExamples({ examples = [] }: Business, knowledge: Knowledge): OwnExamples | undefined {
  if (examples.length === 0) return undefined;
  return createOwnExamples(
    examples.map(({ text, category }) => {
      const signals = readTurn({ text, receivedAt: new Date(0) }, { slots: {} }, knowledge);
      const { scores, reasons } = scoreCategories(signals);
      return { features: readFeatures(signals, chooseCategory(scores, reasons)), category };
    }),
  );
}

/** By rules first: they say what they mean. What they miss, the tagger may know. */
function readSlots(signals: Signals, category: Category): Slots {
  const ruled = chooseSlots(signals, category);
  return { ...readMissedSlots(signals, category, ruled, (slot) => keepsSlot(category, slot)), ...ruled };
}

function understandTurn(
  turn: TurnText,
  context: UnderstandingContext,
  knowledge: Knowledge,
  examples: OwnExamples | undefined,
): Understanding {
  const { business } = knowledge;
  const signals = readTurn(turn, context, knowledge);
  const cues = findCues(signals);
  const { scores, reasons } = scoreCategories(signals);
  const ruled = chooseCategory(scores, reasons);
  const chosen = applyPlainMatters(chooseByModel(ruled, signals, examples), signals);
  const reading: CategoryReading = applySafety(readInContext(chosen, signals, cues), signals, cues);
  const { category } = reading;
  const refused = findRefused(signals);
  const said = slotsInContext(readSlots(signals, category), signals, category, business);
  const slots: Slots = withPendingAnswer(said, signals, category, refused);
  const known: Slots = { ...context.slots, ...slots };
  const { priority, urgent } = deriveUrgency(category, slots, signals, cues);
  // «Дорого чёт» beside a request says so and asks nothing.
  const isTalkBeside =
    category === "smalltalk" &&
    !signals.text.hasQuestion &&
    (context.category !== undefined || reading.reasons.includes("plain:smalltalk"));
  const estimate = estimateValue(category, known, signals, business);
  return {
    category,
    // A machine's notice is never what a person wants besides: a name with a number only looks like one.
    also: reading.also.filter((other) => other !== "system_notification"),
    priority,
    urgent,
    sentiment: deriveSentiment(category, signals, cues),
    language: languageOf(signals.text.script, signals.text.repaired !== "none", business.language),
    slots,
    action: deriveAction({ category, priority, slots: known, signals, cues, business }),
    ...estimate,
    confidence: reading.confidence,
    by: reading.reasons.includes("safety") ? "rules" : "local",
    cues,
    questions: isTalkBeside ? [] : findQuestions(signals),
    refused,
  };
}
