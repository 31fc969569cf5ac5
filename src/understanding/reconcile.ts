import type { Business } from "../domain/business.ts";
import {
  PRIORITIES,
  priorityRank,
  type Category,
  type Priority,
  type Sentiment,
} from "../domain/category.ts";
import type { Slots } from "../domain/slot.ts";
import type { Cue, QuestionKind, Understanding } from "../domain/understanding.ts";
import { isSameStem, stemOf, wordsOf } from "../domain/word-stem.ts";
import { WORD_SLOTS, type ModelReading } from "../ports/understander.ts";
import { chooseSlots, keepsSlot } from "./choose-slots.ts";
import { deriveAction } from "./derive-action.ts";
import { deriveSentiment, deriveUrgency } from "./derive-priority.ts";
import { estimateValue } from "./estimate-value.ts";
import { withPendingAnswer } from "./read-answer.ts";
import type { Signals } from "./read-signals.ts";

/** What a model's reading is checked against. */
export interface Grounds {
  readonly signals: Signals;
  readonly business: Business;
}

/** What rules have seen and no model talks away. */
const GUARDED: ReadonlySet<Cue> = new Set(["health_danger", "self_harm", "threat", "legal_risk"]);
/** Turns that try to steer whoever reads them: a model's reading of them counts for nothing. */
const STEERING: Cue = "injection";
/** How sure a model must be to overrule, and to end a request in progress. */
const OVERRULES = 0.5;
const ENDS_REQUEST = 0.8;
/** A model's own word about its confidence is not measured: it never counts for more. */
const HIGHEST_OVERRULED = 0.85;
const LONGEST_SLOT = 80;
const LONGEST_PROBLEM = 200;
const MOST_ALSO = 3;
const MOST_QUESTIONS = 2;

const isGuarded = (base: Understanding): boolean =>
  base.by === "rules" || base.category === "complaint" || base.cues.some((cue) => GUARDED.has(cue));

/** Whether the turn names something that a request is made of: then it is not mere talk. */
function namesSomething({ slots, hasService, hasProduct, hasWhen, isOrganisation }: Signals): boolean {
  const { contacts, names } = slots;
  const isPerson = contacts.phone !== undefined || contacts.email !== undefined || names.name !== undefined;
  return hasService || hasProduct || hasWhen || isOrganisation || isPerson;
}

/** Categories that end in silence or a stock reply take more than a model's word: a customer could be lost by it. */
function maySilence(category: Category, base: Understanding, signals: Signals): boolean {
  switch (category) {
    case "system_notification":
      return signals.soundsAutomatic || signals.has("machine", "machine_error", "machine_source");
    case "smalltalk":
      return base.questions.length === 0 && !namesSomething(signals);
    case "supplier_offer":
      return !signals.has("book", "has_booking") && base.slots.date === undefined;
    case "lead_b2b":
    case "lead_b2c":
    case "price_info":
    case "partnership":
    case "complaint":
    case "tech_support":
    case "document_request":
    case "tender":
    case "job_applicant":
    case "order_status":
    case "cancel_reschedule":
    case "investor_media":
      return true;
  }
}

function categoryOf(base: Understanding, model: ModelReading, signals: Signals): Category {
  if (isGuarded(base) || model.category === base.category) return base.category;
  const goesOn = signals.context.category === base.category;
  if (model.confidence < (goesOn ? ENDS_REQUEST : OVERRULES)) return base.category;
  return maySilence(model.category, base, signals) ? model.category : base.category;
}

/** Two readers who agree are wrong more seldom; who is overruled leaves doubt. */
function confidenceOf(base: Understanding, model: ModelReading, category: Category): number {
  if (model.category === category && base.category === category) return 1 - (1 - base.confidence) / 2;
  if (category === base.category) return base.confidence;
  return Math.min(HIGHEST_OVERRULED, model.confidence);
}

const QUIET: ReadonlySet<Category> = new Set(["smalltalk", "system_notification", "supplier_offer"]);

function alsoOf(base: Understanding, model: ModelReading, category: Category): readonly Category[] {
  const added = [model.category, ...model.also.slice(0, MOST_ALSO)].filter((other) => !QUIET.has(other));
  return [...new Set([...base.also, ...added])].filter((other) => other !== category);
}

function questionsOf(base: Understanding, model: ModelReading): readonly QuestionKind[] {
  const isPlain = base.questions.some((kind) => kind !== "other");
  const added = model.questions.slice(0, MOST_QUESTIONS);
  return isPlain || added.length === 0 ? base.questions : added;
}

/** Whether the words stand in the text side by side, endings aside. */
function standsIn(words: readonly string[], text: string): boolean {
  const stems = wordsOf(text).map(stemOf);
  return stems.some((_, at) =>
    words.every((word, offset) => {
      const stem = stems[at + offset];
      return stem !== undefined && isSameStem(stemOf(word), stem);
    }),
  );
}

/**
 * Whether a value is the contact's own words: as they were written, or as they read once slips, layout and
 * transliteration are undone. Nothing else is a slot, however likely.
 */
export function isGrounded(value: string, texts: readonly string[], longest = LONGEST_SLOT): boolean {
  const words = wordsOf(value);
  const isPlain = value.length <= longest && /^[\p{L}\p{N}\s.,'’"«»&+/()-]+$/u.test(value);
  return isPlain && words.length > 0 && texts.some((text) => standsIn(words, text));
}

/** A longer name that holds the known one says it better («стрижка бороды» for «стрижка»); any other does not. */
function isFuller(value: string, known: string): boolean {
  const words = wordsOf(value);
  return words.length > wordsOf(known).length && standsIn(wordsOf(known), value);
}

function slotsOf(
  base: Understanding,
  model: ModelReading,
  category: Category,
  signals: Signals,
  written: string,
): Slots {
  const own =
    category === base.category
      ? base.slots
      : withPendingAnswer(chooseSlots(signals, category), signals, category, base.refused);
  const texts = [signals.text.clean, signals.text.flat, written];
  const slots: Record<string, string> = {};
  for (const slot of WORD_SLOTS) {
    const value = model.slots[slot]?.trim();
    if (!value || !keepsSlot(category, slot) || base.refused.includes(slot)) continue;
    if (slot === "name" && /\d/.test(value)) continue;
    const known = own[slot];
    if (known !== undefined && !isFuller(value, String(known))) continue;
    if (isGrounded(value, texts, slot === "problem" ? LONGEST_PROBLEM : LONGEST_SLOT)) slots[slot] = value;
  }
  return { ...own, ...slots };
}

const higher = (one: Priority, other: Priority): Priority =>
  PRIORITIES[Math.min(priorityRank(one), priorityRank(other))] ?? one;

function sentimentOf(
  category: Category,
  model: ModelReading,
  base: Understanding,
  signals: Signals,
): Sentiment {
  const own = deriveSentiment(category, signals, base.cues);
  const isFixed =
    category === "complaint" || base.cues.includes("abuse") || base.cues.some((cue) => GUARDED.has(cue));
  return isFixed ? own : (model.sentiment ?? own);
}

/**
 * Puts a model's reading under the rules. The model may name another category (never away from a complaint, a danger,
 * a threat or a legal risk, and to silence only with a sign in the text), further intents, the mood, questions, and
 * slots whose words stand in the text. Phone, e-mail, tax number, dates, times, sums and numbers are read by rules
 * alone; cues stay; priority and action are derived anew by our own rules and never fall where safety speaks.
 */
export function reconcile(
  base: Understanding,
  model: ModelReading,
  written: string,
  { signals, business }: Grounds,
): Understanding {
  if (base.cues.includes(STEERING)) return base;
  const category = categoryOf(base, model, signals);
  const slots = slotsOf(base, model, category, signals, written);
  const known: Slots = { ...signals.context.slots, ...slots };
  const { cues } = base;
  const derived = deriveUrgency(category, slots, signals, cues);
  const guarded = isGuarded(base);
  const priority = guarded ? higher(derived.priority, base.priority) : derived.priority;
  const action = deriveAction({ category, priority, slots: known, signals, cues, business });
  return {
    ...base,
    category,
    also: alsoOf(base, model, category),
    priority,
    urgent: derived.urgent || (guarded && base.urgent),
    sentiment: sentimentOf(category, model, base, signals),
    slots,
    action: guarded && base.action === "escalate" ? base.action : action,
    ...estimateValue(category, known, signals, business),
    confidence: confidenceOf(base, model, category),
    questions: questionsOf(base, model),
  };
}
