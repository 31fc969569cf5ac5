import { wordsOf } from "../domain/word-stem.ts";
import type { Cue, TurnText, Understanding, UnderstandingContext } from "../domain/understanding.ts";

/** From this stated confidence on the local reading is right as often as a model's is. */
const CERTAIN = 0.95;
const SHORT_ANSWER_WORDS = 8;
/** What rules decide alone: danger, and turns whose author tries to steer the model that would read them. */
const DECIDED: ReadonlySet<Cue> = new Set([
  "health_danger",
  "self_harm",
  "threat",
  "injection",
  "obvious_spam",
]);
const TALK: ReadonlySet<Cue> = new Set(["greeting", "thanks", "farewell", "yes", "no"]);

/** Whether the local reading needs no second opinion: then no model is asked, and nothing leaves the machine. */
export function isCertain(base: Understanding, turn: TurnText, context: UnderstandingContext): boolean {
  const words = wordsOf(turn.text).length;
  if (words === 0 || base.by === "rules" || base.cues.some((cue) => DECIDED.has(cue))) return true;
  if (base.confidence >= CERTAIN) return true;
  if (words > SHORT_ANSWER_WORDS) return false;
  const { pendingSlot } = context;
  const isAnswered = pendingSlot !== undefined && base.slots[pendingSlot] !== undefined;
  const isTalk = base.category === "smalltalk" && words <= 3 && base.cues.some((cue) => TALK.has(cue));
  return isAnswered || isTalk || base.refused.length > 0;
}
