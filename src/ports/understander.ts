import type { TurnText, Understanding, UnderstandingContext } from "../domain/understanding.ts";

/** Reads intent and slot values from a turn. Never rejects because of what the contact wrote. */
export interface Understander {
  understand(turn: TurnText, context: UnderstandingContext, signal: AbortSignal): Promise<Understanding>;
}
