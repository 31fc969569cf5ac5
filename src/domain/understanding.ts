import type { Action, Category, Language, Priority, Sentiment } from "./category.ts";
import type { SlotName, Slots } from "./slot.ts";

/** What a customer asks of the company's facts, beside or instead of a request. */
export const QUESTION_KINDS = [
  "price",
  "hours",
  "address",
  "contact",
  "services",
  "duration",
  "availability",
  "other",
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** Signs in the customer's words that steer the conversation rather than describe the request. */
export const CUES = [
  "greeting",
  "thanks",
  "farewell",
  "yes",
  "no",
  "wants_human",
  "asks_if_bot",
  "changes_mind",
  "withdraws_consent",
  "injection",
  "abuse",
  "threat",
  "legal_risk",
  "health_danger",
  "self_harm",
  "obvious_spam",
] as const;
export type Cue = (typeof CUES)[number];

/** Who produced an understanding: the safety rules, the local model, or `provider:name`. */
export type UnderstoodBy = "rules" | "local" | `${string}:${string}`;

/** Intent and slot values read from one turn of a customer (glued messages, in the light of the conversation). */
export interface Understanding {
  readonly category: Category;
  readonly also: readonly Category[];
  readonly priority: Priority;
  readonly urgent: boolean;
  readonly sentiment: Sentiment;
  readonly language: Language;
  /** Only what this turn says; the conversation merges it with what was known. */
  readonly slots: Slots;
  readonly action: Action;
  /** 0–1: how likely this request ends in a booking or a deal. */
  readonly pBooking: number;
  /** Rubles: `pBooking` × the expected sum. */
  readonly expectedValue: number;
  /** 0–1, calibrated: how likely `category` is right. */
  readonly confidence: number;
  readonly by: UnderstoodBy;
  /** The prompt that a model answered, as `understand@1.a#1a2b3c4d`: variants are compared by it. */
  readonly promptVariant?: string | undefined;
  readonly cues: readonly Cue[];
  readonly questions: readonly QuestionKind[];
  /** Slots the customer declined to give in this turn ("телефон не дам"). */
  readonly refused: readonly SlotName[];
}

/** One turn as it is put to an understander. */
export interface TurnText {
  /** The customer's messages of this turn, glued by newlines. */
  readonly text: string;
  readonly receivedAt: Date;
}

/** What was known before the turn; it makes "завтра в 5" or "2" readable. */
export interface UnderstandingContext {
  readonly slots: Slots;
  /** The category of the request in progress, if one is. */
  readonly category?: Category | undefined;
  /** The slot that our last question asked for. */
  readonly pendingSlot?: SlotName | undefined;
  /** Names the customer's name on the platform, never used as a slot by itself. */
  readonly displayName?: string | undefined;
  /** The same for all turns of a conversation, its first one included: chooses the variant of a prompt. Never sent out. */
  readonly conversationKey?: string | undefined;
}
