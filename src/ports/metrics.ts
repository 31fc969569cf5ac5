import type { Category } from "../domain/category.ts";
import type { OfferOutcome } from "../domain/lead.ts";
import type { StoreFigures } from "./maintenance-store.ts";

/** What the gateway counts; names and labels as CONTRACT section 7 fixes them. Durations in seconds. */
export interface Metrics {
  inbound(channel: string, isDuplicate: boolean): void;
  ackSeconds(seconds: number): void;
  firstReplySeconds(seconds: number): void;
  turn(category: Category, by: string): void;
  lead(category: Category, source: string): void;
  offer(outcome: OfferOutcome): void;
  takeSeconds(seconds: number): void;
  timerLatenessSeconds(seconds: number): void;
  outboxAttempt(effect: string, outcome: string): void;
  outboxSize(pending: number, dead: number): void;
  store(figures: StoreFigures): void;
  crmSeconds(method: string, seconds: number): void;
  crmError(code: string): void;
  /** One question put to a language model, answered or not. */
  modelSeconds(provider: string, seconds: number): void;
  modelFailure(provider: string, code: string): void;
  channelUp(channel: string, isUp: boolean): void;
}
