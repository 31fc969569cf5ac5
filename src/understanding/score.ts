import { CATEGORIES, type Action, type Category, type Priority } from "../domain/category.ts";
import { SLOT_NAMES, type SlotName, type SlotValue, type Slots } from "../domain/slot.ts";
import { isSameStem, stemOf, wordsOf } from "../domain/word-stem.ts";

/** What people decided about a message. */
export interface GoldLabel {
  readonly category: Category;
  readonly priority: Priority;
  readonly action: Action;
  readonly urgent?: boolean | undefined;
  readonly slots: Slots;
}

/** What an understander decided, and how long it took. */
export interface Answer {
  readonly category: Category;
  readonly priority: Priority;
  readonly action: Action;
  readonly urgent: boolean;
  readonly slots: Slots;
  readonly confidence: number;
}

export interface ScoredMessage {
  readonly id: string;
  readonly gold: GoldLabel;
  readonly answer: Answer;
  readonly latencyMs?: number | undefined;
}

export interface PrecisionRecall {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** How often it occurs in the gold. */
  readonly support: number;
}

export interface Score {
  readonly count: number;
  readonly category: number;
  readonly macroF1: number;
  readonly priority: number;
  readonly action: number;
  readonly urgent: number;
  readonly slots: PrecisionRecall;
  readonly bySlot: ReadonlyMap<SlotName, PrecisionRecall>;
  readonly byCategory: ReadonlyMap<Category, PrecisionRecall>;
  /** Gold category → answered category → how many; right ones included. */
  readonly confusion: ReadonlyMap<Category, ReadonlyMap<Category, number>>;
  /** Accuracy of the share of messages with the highest confidence. */
  readonly byConfidence: readonly {
    readonly share: number;
    readonly accuracy: number;
    readonly threshold: number;
  }[];
  /** Milliseconds: median and 95th percentile of those given. */
  readonly latency?: { readonly p50: number; readonly p95: number } | undefined;
  readonly wrong: readonly string[];
}

const EXACT: ReadonlySet<SlotName> = new Set([
  "phone",
  "inn",
  "email",
  "date",
  "time",
  "budget",
  "quantity",
  "order_id",
]);
/** The taxonomy knows these in dialogues only: on single messages they are neither right nor wrong. */
export const DIALOGUE_SLOTS: ReadonlySet<SlotName> = new Set(["problem", "error_code", "address"]);
const SIMILAR = 0.5;

function trigramsOf(text: string): ReadonlySet<string> {
  const grams = new Set<string>();
  for (const word of wordsOf(text)) {
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) grams.add(padded.slice(at, at + 3));
  }
  return grams;
}

/** Shared trigrams over all trigrams of both, as pg_trgm counts them. */
export function trigramSimilarity(a: string, b: string): number {
  const left = trigramsOf(a);
  const right = trigramsOf(b);
  const shared = [...left].filter((gram) => right.has(gram)).length;
  const all = left.size + right.size - shared;
  return all === 0 ? 0 : shared / all;
}

function isSameByStems(a: string, b: string): boolean {
  const left = wordsOf(a).map(stemOf);
  const right = wordsOf(b).map(stemOf);
  const covers = (some: readonly string[], others: readonly string[]): boolean =>
    some.length > 0 && some.every((stem) => others.some((other) => isSameStem(stem, other)));
  return covers(left, right) && covers(right, left);
}

/** Whether two values of a slot are the same by the taxonomy: exactly, or by stems or trigrams for names of things. */
export function isSameSlotValue(slot: SlotName, gold: SlotValue, answer: SlotValue): boolean {
  const [a, b] = [String(gold), String(answer)];
  if (EXACT.has(slot)) return a.toLowerCase() === b.toLowerCase();
  return isSameByStems(a, b) || trigramSimilarity(a, b) >= SIMILAR;
}

interface Tally {
  right: number;
  answered: number;
  gold: number;
}

function ratio({ right, answered, gold }: Tally): PrecisionRecall {
  const precision = answered === 0 ? (gold === 0 ? 1 : 0) : right / answered;
  const recall = gold === 0 ? (answered === 0 ? 1 : 0) : right / gold;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, support: gold };
}

function scoreSlots(messages: readonly ScoredMessage[]): Pick<Score, "slots" | "bySlot"> {
  const total: Tally = { right: 0, answered: 0, gold: 0 };
  const bySlot = new Map<SlotName, PrecisionRecall>();
  for (const slot of SLOT_NAMES) {
    const tally: Tally = { right: 0, answered: 0, gold: 0 };
    for (const { gold, answer } of messages) {
      const expected = gold.slots[slot];
      const given = answer.slots[slot];
      if (expected === undefined && DIALOGUE_SLOTS.has(slot)) continue;
      if (expected !== undefined) tally.gold += 1;
      if (given !== undefined) tally.answered += 1;
      if (expected !== undefined && given !== undefined && isSameSlotValue(slot, expected, given))
        tally.right += 1;
    }
    total.right += tally.right;
    total.answered += tally.answered;
    total.gold += tally.gold;
    if (tally.gold + tally.answered > 0) bySlot.set(slot, ratio(tally));
  }
  return { slots: ratio(total), bySlot };
}

function scoreCategories(
  messages: readonly ScoredMessage[],
): Pick<Score, "byCategory" | "macroF1" | "confusion"> {
  const byCategory = new Map<Category, PrecisionRecall>();
  const confusion = new Map<Category, ReadonlyMap<Category, number>>();
  for (const category of CATEGORIES) {
    const ofGold = messages.filter(({ gold }) => gold.category === category);
    const answered = messages.filter(({ answer }) => answer.category === category).length;
    const row = new Map<Category, number>();
    for (const { answer } of ofGold) row.set(answer.category, (row.get(answer.category) ?? 0) + 1);
    if (ofGold.length > 0) confusion.set(category, row);
    if (ofGold.length + answered > 0) {
      byCategory.set(category, ratio({ right: row.get(category) ?? 0, answered, gold: ofGold.length }));
    }
  }
  const f1s = [...byCategory.values()].filter(({ support }) => support > 0).map(({ f1 }) => f1);
  return { byCategory, confusion, macroF1: f1s.reduce((sum, f1) => sum + f1, 0) / Math.max(1, f1s.length) };
}

function scoreByConfidence(messages: readonly ScoredMessage[]): Score["byConfidence"] {
  const ranked = messages.toSorted((a, b) => b.answer.confidence - a.answer.confidence);
  return [0.3, 0.5, 0.6, 0.7, 0.8, 1].map((share) => {
    const part = ranked.slice(0, Math.max(1, Math.round(ranked.length * share)));
    return {
      share,
      accuracy: shareOf(part, isRightCategory),
      threshold: part.at(-1)?.answer.confidence ?? 0,
    };
  });
}

const isRightCategory = ({ gold, answer }: ScoredMessage): boolean => gold.category === answer.category;

function shareOf(messages: readonly ScoredMessage[], test: (message: ScoredMessage) => boolean): number {
  return messages.length === 0 ? 0 : messages.filter(test).length / messages.length;
}

function latencyOf(messages: readonly ScoredMessage[]): Score["latency"] {
  const times = messages.flatMap(({ latencyMs }) => latencyMs ?? []).toSorted((a, b) => a - b);
  if (times.length === 0) return undefined;
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

/** Compares answers with gold labels by the rules of the taxonomy. Pure: the caller runs the understander and the clock. */
export function scoreMessages(messages: readonly ScoredMessage[]): Score {
  return {
    count: messages.length,
    category: shareOf(messages, isRightCategory),
    priority: shareOf(messages, ({ gold, answer }) => gold.priority === answer.priority),
    action: shareOf(messages, ({ gold, answer }) => gold.action === answer.action),
    urgent: shareOf(messages, ({ gold, answer }) => (gold.urgent ?? false) === answer.urgent),
    ...scoreCategories(messages),
    ...scoreSlots(messages),
    byConfidence: scoreByConfidence(messages),
    latency: latencyOf(messages),
    wrong: messages.filter((message) => !isRightCategory(message)).map(({ id }) => id),
  };
}
